using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Claude.Aot.Generators;

/// <summary>Reads XML documentation as plain text for the model.</summary>
internal static class DocReader
{
    private static readonly Regex s_space = new(@"\s+", RegexOptions.CultureInvariant);
    private static readonly Regex s_slashes = new(@"^\s*(///|/\*\*|\*/|\*)\s?|\*/\s*$", RegexOptions.CultureInvariant);

    public static string? Summary(ISymbol symbol, CancellationToken cancellationToken) => Text(Load(symbol, cancellationToken)?.Element("summary"));

    public static string? Parameter(ISymbol symbol, string name, CancellationToken cancellationToken) =>
        Text(Load(symbol, cancellationToken)?.Elements("param").FirstOrDefault(param => param.Attribute("name")?.Value == name));

    private static XElement? Load(ISymbol symbol, CancellationToken cancellationToken)
    {
        string? xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken);
        XElement? element = TryParse(string.IsNullOrEmpty(xml) ? ReadTrivia(symbol, cancellationToken) : xml!);
        return element?.Element("inheritdoc") is not null && Inherited(symbol) is { } inherited ? Load(inherited, cancellationToken) : element;
    }

    private static XElement? TryParse(string xml)
    {
        try
        {
            return xml.Length == 0 ? null : XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static ISymbol? Inherited(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { OverriddenMethod: { } overridden } => overridden,
        IPropertySymbol { OverriddenProperty: { } overridden } => overridden,
        INamedTypeSymbol { BaseType: { SpecialType: SpecialType.None } type } => type,
        IMethodSymbol or IPropertySymbol => symbol.ContainingType.AllInterfaces
            .SelectMany(type => type.GetMembers(symbol.Name))
            .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(symbol.ContainingType.FindImplementationForInterfaceMember(member), symbol)),
        _ => null,
    };

    /// <summary>Reads the comments in front of a declaration. If the project parses no documentation, the compiler takes them for ordinary comments.</summary>
    private static string ReadTrivia(ISymbol symbol, CancellationToken cancellationToken)
    {
        var xml = new StringBuilder();
        foreach (SyntaxReference reference in symbol.DeclaringSyntaxReferences)
        {
            foreach (SyntaxTrivia trivia in reference.GetSyntax(cancellationToken).GetLeadingTrivia())
            {
                string text = trivia.ToString();
                bool isDocumentation = (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && text.StartsWith("///", StringComparison.Ordinal))
                    || (trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && text.StartsWith("/**", StringComparison.Ordinal));
                foreach (string line in isDocumentation ? text.Split('\n') : [])
                {
                    xml.Append(s_slashes.Replace(line, "")).Append('\n');
                }
            }
        }

        return xml.Length == 0 ? "" : $"<doc>{xml}</doc>";
    }

    private static string? Text(XElement? element)
    {
        string text = element is null ? "" : s_space.Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } element => Reference(element),
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string Reference(XElement element)
    {
        string name = (element.Attribute("langword") ?? element.Attribute("cref") ?? element.Attribute("name") ?? element.Attribute("href"))?.Value ?? " ";
        if (element.Attribute("cref") is null)
        {
            return name;
        }

        string path = name.Split('(')[0].Split('{')[0];
        return path.Substring(Math.Max(path.LastIndexOf('.'), path.LastIndexOf(':')) + 1).Split('`')[0];
    }
}
