namespace Claude.Aot.Generators;

/// <summary>The names of the pipeline's steps, as tests of its caching see them.</summary>
internal static class StepNames
{
    /// <summary>An additional file that asks for generation, with its metadata.</summary>
    public const string Item = "ClaudeSchemaItem";

    /// <summary>The parsed schema and its diagnostics.</summary>
    public const string Schema = "ClaudeSchema";

    /// <summary>What is printed: the schema where it has no error.</summary>
    public const string Spec = "ClaudeSchemaSpec";
}
