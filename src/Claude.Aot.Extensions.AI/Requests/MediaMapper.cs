using System.Text;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Maps images, documents and files.</summary>
internal sealed class MediaMapper(BetaSet betas)
{
    public ContentBlock Map(AIContent content) => content switch
    {
        DataContent data => Map(data),
        UriContent uri => Map(uri),
        HostedFileContent file => Map(file),
        _ => throw new NotSupportedException($"The API has no counterpart of {content.GetType().Name}."),
    };

    private static ContentBlock Map(DataContent content)
    {
        CacheControl? cache = PropertyKeys.CacheControlOf(content.AdditionalProperties);
        return content switch
        {
            _ when content.HasTopLevelMediaType("image") => new ImageBlock
            {
                Source = new Base64ImageSource { MediaType = content.MediaType, Data = content.Base64Data.ToString() },
                CacheControl = cache,
            },
            { MediaType: "application/pdf" } => Document(new Base64PdfSource { Data = content.Base64Data.ToString() }, content.Name, cache),
            _ when IsText(content.MediaType) => Document(new PlainTextSource { Data = Encoding.UTF8.GetString(content.Data.Span) }, content.Name, cache),
            _ => throw Unsupported(content, content.MediaType),
        };
    }

    private static ContentBlock Map(UriContent content)
    {
        CacheControl? cache = PropertyKeys.CacheControlOf(content.AdditionalProperties);
        return content.HasTopLevelMediaType("image") ? new ImageBlock { Source = new UrlImageSource { Url = content.Uri.AbsoluteUri }, CacheControl = cache }
            : content.MediaType == "application/pdf" ? Document(new UrlPdfSource { Url = content.Uri.AbsoluteUri }, title: null, cache)
            : throw Unsupported(content, content.MediaType);
    }

    private ContentBlock Map(HostedFileContent content)
    {
        betas.Add(BetaSet.Files);
        CacheControl? cache = PropertyKeys.CacheControlOf(content.AdditionalProperties);
        return content.MediaType switch
        {
            not null when content.HasTopLevelMediaType("image") =>
                new ImageBlock { Source = new FileImageSource { FileId = content.FileId }, CacheControl = cache },
            null or "application/pdf" or "text/plain" => Document(new FileDocumentSource { FileId = content.FileId }, content.Name, cache),
            // Other files are only of use to the code interpreter.
            _ => new ContainerUploadBlock { FileId = content.FileId, CacheControl = cache },
        };
    }

    private static DocumentBlock Document(DocumentSource source, string? title, CacheControl? cache) =>
        new() { Source = source, Title = string.IsNullOrEmpty(title) ? null : title, CacheControl = cache };

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || mediaType is "application/json" or "application/xml" or "application/yaml";

    private static NotSupportedException Unsupported(AIContent content, string mediaType) =>
        new($"The API does not accept a {content.GetType().Name} with the media type '{mediaType}'. It accepts images, PDFs and text.");
}
