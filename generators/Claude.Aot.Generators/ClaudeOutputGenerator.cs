using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>A source generator that turns types with <c>[ClaudeOutput]</c> into structured outputs: schemas, and the code that reads them.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ClaudeOutputGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<OutputResult> results = context.SyntaxProvider
            .ForAttributeWithMetadataName(SymbolAttributes.Output, static (_, _) => true, static (found, cancellationToken) => Read(found, cancellationToken))
            .WithTrackingName(OutputStepNames.Read);

        IncrementalValuesProvider<OutputSpec> outputs = results
            .Where(static result => result.Output is not null)
            .Select(static (result, _) => result.Output!)
            .WithTrackingName(OutputStepNames.Output);

        context.RegisterSourceOutput(
            outputs, static (context, output) => SourceOutput.Add(context, output, output.FullName, static spec => [OutputClassEmitter.Emit(spec)]));
        context.RegisterSourceOutput(results, static (context, result) => SourceOutput.Report(context, result.Diagnostics));
    }

    private static OutputResult Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        try
        {
            return OutputReader.Read(type, context.SemanticModel.Compilation, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            DiagnosticPlace place = Problems.PlaceOf(Problems.LocationOf(type, Location.None));
            return new OutputResult(null, ParseResult.Failed(place.Path, exception).Diagnostics);
        }
    }
}

/// <summary>The names of the pipeline's steps, by which the tests check its caching.</summary>
internal static class OutputStepNames
{
    /// <summary>A type with its diagnostics, whose positions change with any edit above it.</summary>
    public const string Read = "ClaudeOutputRead";

    /// <summary>The specification of an output, from which code is printed.</summary>
    public const string Output = "ClaudeOutput";
}
