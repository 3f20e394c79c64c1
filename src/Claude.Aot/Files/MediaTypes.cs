namespace Claude.Aot.Files;

/// <summary>Media types by the extensions of file names, for the formats that the API and its tools read.</summary>
internal static class MediaTypes
{
    public static string OfName(string fileName) => Path.GetExtension(fileName).ToUpperInvariant() switch
    {
        ".PDF" => "application/pdf",
        ".TXT" or ".LOG" => "text/plain",
        ".MD" or ".MARKDOWN" => "text/markdown",
        ".CSV" => "text/csv",
        ".HTM" or ".HTML" => "text/html",
        ".JSON" => "application/json",
        ".JSONL" => "application/x-ndjson",
        ".XML" => "application/xml",
        ".YAML" or ".YML" => "application/yaml",
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        ".DOCX" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".PPTX" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ".ZIP" => "application/zip",
        _ => "application/octet-stream",
    };
}
