namespace Claude.Aot.Generators;

/// <summary>The names of what is added to a class that has tools.</summary>
internal static class ToolClassNames
{
    /// <summary>The nested class that contains the code.</summary>
    public const string Code = "ClaudeToolCode";
}
