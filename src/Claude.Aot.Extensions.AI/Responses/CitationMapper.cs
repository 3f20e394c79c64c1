using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>Maps a citation to an annotation, which keeps the citation as its raw representation.</summary>
internal static class CitationMapper
{
    public static AIAnnotation Map(TextCitation citation)
    {
        CitationAnnotation annotation = citation switch
        {
            CharLocationCitation c => new() { Title = c.DocumentTitle, FileId = c.FileId, Snippet = c.CitedText },
            PageLocationCitation c => new() { Title = c.DocumentTitle, FileId = c.FileId, Snippet = c.CitedText },
            ContentBlockLocationCitation c => new() { Title = c.DocumentTitle, FileId = c.FileId, Snippet = c.CitedText },
            WebSearchResultLocationCitation c => new() { Title = c.Title, Url = UriOf(c.Url), Snippet = c.CitedText, ToolName = "web_search" },
            SearchResultLocationCitation c => new() { Title = c.Title, Url = UriOf(c.Source), Snippet = c.CitedText },
            _ => new(),
        };
        annotation.RawRepresentation = citation;
        return annotation;
    }

    public static Uri? UriOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri : null;
}
