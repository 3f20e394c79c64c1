using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>
/// A source generator that turns methods with <c>[ClaudeTool]</c> into tools: definitions, schemas, and the code that binds inputs and results.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClaudeToolGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ToolResult> results = context.SyntaxProvider
            .ForAttributeWithMetadataName(SymbolAttributes.Tool, static (_, _) => true, static (found, cancellationToken) => Read(found, cancellationToken))
            .WithTrackingName(ToolStepNames.Read);

        IncrementalValuesProvider<ToolGroup> groups = results
            .Select(static (result, _) => result.Tool)
            .WithTrackingName(ToolStepNames.Tool)
            .Collect()
            .SelectMany(static (tools, _) => ToolChecks.Group(tools.Where(tool => tool is not null)!))
            .WithTrackingName(ToolStepNames.Class);

        context.RegisterSourceOutput(
            groups, static (output, group) => SourceOutput.Add(output, group, group.Class.FullName, static spec => [ToolClassEmitter.Emit(spec)]));
        context.RegisterSourceOutput(results.Collect(), static (output, all) => SourceOutput.Report(output, ToolChecks.Check(all)));
    }

    private static ToolResult Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var method = (IMethodSymbol)context.TargetSymbol;
        try
        {
            return ToolReader.Read(method, context.Attributes[0], context.SemanticModel.Compilation, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            DiagnosticPlace place = Problems.PlaceOf(Problems.LocationOf(method, Location.None));
            return new ToolResult(null, place, ParseResult.Failed(place.Path, exception).Diagnostics);
        }
    }
}

/// <summary>The names of the pipeline's steps, by which the tests check its caching.</summary>
internal static class ToolStepNames
{
    /// <summary>A method with its diagnostics, whose positions change with any edit above it.</summary>
    public const string Read = "ClaudeToolRead";

    /// <summary>The specification of a tool.</summary>
    public const string Tool = "ClaudeTool";

    /// <summary>A class and its tools, from which code is printed.</summary>
    public const string Class = "ClaudeToolClass";
}
