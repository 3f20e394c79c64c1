using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.CodeFixes;

/// <summary>
/// Adds a description to a tool that has none: as an XML summary, or as <c>[Description]</c>. Its text is the name of the method in words, to be replaced by
/// one that tells the model when to call the tool.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddDescriptionFix))]
[Shared]
internal sealed class AddDescriptionFix() : ToolFix("CLAUDE211")
{
    private const string Async = "Async";

    /// <inheritdoc/>
    protected override void Register(CodeFixContext context, SyntaxNode declaration, SemanticModel model)
    {
        if (declaration.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
        {
            return;
        }

        string words = WordsOf(method.Identifier.ValueText);
        SyntaxTrivia comment = method.GetLeadingTrivia().FirstOrDefault(trivia => trivia.HasStructure);
        if (comment.RawKind != (int)SyntaxKind.MultiLineDocumentationCommentTrivia)
        {
            int start = comment.RawKind == 0 ? method.SpanStart : comment.FullSpan.Start;
            Offer("Add an XML summary", start, $"/// <summary>{words}</summary>");
        }

        bool isImported = model.LookupNamespacesAndTypes(method.SpanStart, name: "DescriptionAttribute").Length > 0;
        Offer("Add [Description]", method.SpanStart, $"[{(isImported ? "" : "System.ComponentModel.")}Description(\"{words}\")]");

        void Offer(string title, int position, string line) => context.RegisterCodeFix(
            CodeAction.Create(title, token => InsertAsync(context.Document, position, line, token), title), context.Diagnostics);
    }

    /// <summary>Inserts a line before a position, with the same indentation.</summary>
    private static async Task<Document> InsertAsync(Document document, int position, string line, CancellationToken cancellationToken)
    {
        SourceText text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        TextLine current = text.Lines.GetLineFromPosition(position);
        string before = text.ToString(TextSpan.FromBounds(current.Start, position));
        string indentation = before.Substring(0, before.Length - before.TrimStart().Length);
        string end = text.ToString(TextSpan.FromBounds(current.End, current.EndIncludingLineBreak)) is { Length: > 0 } own ? own : "\n";
        string start = indentation.Length == before.Length ? "" : end + indentation;
        return document.WithText(text.Replace(position, 0, start + line + end + indentation));
    }

    /// <summary>Gets a sentence from a name: "Get temperature." from <c>GetTemperatureAsync</c>.</summary>
    private static string WordsOf(string method)
    {
        string name = method.EndsWith(Async, StringComparison.Ordinal) ? method.Substring(0, method.Length - Async.Length) : method;
        string words = Regex.Replace(name, "(?<=[a-z0-9])[A-Z]", static letter => " " + letter.Value.ToLowerInvariant());
        return words + ".";
    }
}
