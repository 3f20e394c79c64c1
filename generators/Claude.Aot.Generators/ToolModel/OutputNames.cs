namespace Claude.Aot.Generators;

/// <summary>The names of what is added to a type with <c>[ClaudeOutput]</c>.</summary>
internal static class OutputNames
{
    /// <summary>The property that returns the configuration of a request.</summary>
    public const string Config = "OutputConfig";

    /// <summary>The nested class that shows an output that still arrives.</summary>
    public const string Partial = "Partial";

    /// <summary>The method that reads an output while it arrives.</summary>
    public const string ReadPartial = "ReadPartialAsync";

    /// <summary>The nested class that contains the code.</summary>
    public const string Code = "ClaudeOutputCode";

    public static IReadOnlyList<string> All { get; } = [Config, Partial, ReadPartial, Code];
}
