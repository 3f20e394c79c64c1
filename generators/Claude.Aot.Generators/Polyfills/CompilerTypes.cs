namespace System.Runtime.CompilerServices;

/// <summary>A type that the compiler needs for records and that netstandard2.0 lacks.</summary>
internal static class IsExternalInit;

/// <summary>A type that the compiler needs for required members and that netstandard2.0 lacks.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
internal sealed class RequiredMemberAttribute : Attribute;

/// <summary>A type that the compiler needs for required members and that netstandard2.0 lacks.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
internal sealed class CompilerFeatureRequiredAttribute : Attribute
{
    public CompilerFeatureRequiredAttribute(string featureName) => FeatureName = featureName;

    public string FeatureName { get; }
}
