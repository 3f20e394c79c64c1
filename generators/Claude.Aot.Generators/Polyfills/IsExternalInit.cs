namespace System.Runtime.CompilerServices;

/// <summary>The compiler asks for it where a record is declared; netstandard2.0 lacks it.</summary>
internal static class IsExternalInit;
