namespace System.Runtime.CompilerServices;

/// <summary>A type that the compiler needs for required members and that netstandard2.0 lacks.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
internal sealed class RequiredMemberAttribute : Attribute;
