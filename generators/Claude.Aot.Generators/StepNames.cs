namespace Claude.Aot.Generators;

/// <summary>The names of the pipeline's steps, by which the tests check its caching.</summary>
internal static class StepNames
{
    /// <summary>An additional file that is marked as a schema, with its metadata.</summary>
    public const string Item = "ClaudeSchemaItem";

    /// <summary>The parsed schema and its diagnostics.</summary>
    public const string Schema = "ClaudeSchema";

    /// <summary>The specification from which code is printed, if the schema has no errors.</summary>
    public const string Spec = "ClaudeSchemaSpec";
}
