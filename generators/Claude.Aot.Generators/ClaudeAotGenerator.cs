using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>
/// A source generator that turns the schema files of a project into C# code: types, converters, a resolver, and for the package itself also views and event
/// rules. It does nothing if there is no schema file.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClaudeAotGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<SchemaItem> items = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => SchemaItem.From(pair.Left, pair.Right))
            .Where(static item => item is not null)
            .Select(static (item, _) => item!);

        IncrementalValueProvider<EquatableArray<SchemaOptions>> all = items
            .Select(static (item, _) => item.Options)
            .Collect()
            .Select(static (options, _) => options.ToEquatableArray());

        IncrementalValuesProvider<ParseResult> results = items
            .Combine(all)
            .Select(static (pair, _) => pair.Left.FindDuplicate(pair.Right))
            .WithTrackingName(StepNames.Item)
            .Select(static (item, cancellationToken) => item.Parse(cancellationToken))
            .WithTrackingName(StepNames.Schema);

        IncrementalValuesProvider<SchemaSpec> specs = results
            .Select(static (result, _) => result.Spec)
            .Where(static spec => spec is not null)
            .Select(static (spec, _) => spec!)
            .WithTrackingName(StepNames.Spec);

        context.RegisterSourceOutput(specs, static (output, spec) => SourceOutput.Add(output, spec, spec.Stem, SchemaEmitter.Emit));
        context.RegisterSourceOutput(results, static (output, result) => SourceOutput.Report(output, result.Diagnostics));
    }
}

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
