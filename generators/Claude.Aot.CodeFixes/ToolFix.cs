using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Claude.Aot.CodeFixes;

/// <summary>A fix for one diagnostic of the generators.</summary>
/// <param name="diagnostic">
/// The id of the diagnostic. The generators declare it in an assembly of their own, which an editor loads independently of this one.
/// </param>
internal abstract class ToolFix(string diagnostic) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = [diagnostic];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is not null && model is not null)
        {
            Register(context, root.FindNode(context.Span), model);
        }
    }

    /// <summary>Offers the fixes for a declaration that has the diagnostic.</summary>
    protected abstract void Register(CodeFixContext context, SyntaxNode declaration, SemanticModel model);
}
