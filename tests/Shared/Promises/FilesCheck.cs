using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks the calls for files over real HTTP. The forms are read by ASP.NET Core's own reader.</summary>
internal static class FilesCheck
{
    private const string File =
        """{"id":"file_1","type":"file","filename":"terms.pdf","mime_type":"application/pdf","size_bytes":5,"created_at":"2026-11-28T10:00:00Z","downloadable":false}""";

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (string version in (string[])["1.1", "2.0"])
        {
            foreach (string source in (string[])["path", "bytes", "stream", "pipe"])
            {
                yield return ($"upload from {source} over HTTP {version}", () => Upload_Content_IsReadAsItIs(version, source));
            }

            yield return ($"download over HTTP {version}", () => Download_Content_IsCopied(version));
        }

        foreach (string name in (string[])["a\"b.txt", "a\r\nX-Evil: 1\r\n\r\nb.txt", "Vertrag für Zoë ☀.txt", "C:\\x\\\".txt", "a;filename=b.txt", "😀%22.txt"])
        {
            yield return ($"name {string.Concat(name.Where(char.IsLetter))}", () => Upload_AnyName_StaysAName(name));
        }

        yield return ("list, get and delete", ListGetDelete_Files_AskForThem);
    }

    private static async Task Upload_Content_IsReadAsItIs(string version, string source)
    {
        byte[] content = new byte[200_001];
        new Random(7).NextBytes(content);
        "--boundary\r\n"u8.CopyTo(content.AsSpan(1000));
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pdf");
        await using ReplayServer server = await ServeAsync();
        using ClaudeClient client = TestClient.Of(server, version);
        var progress = new Reports();
        try
        {
            await System.IO.File.WriteAllBytesAsync(path, content);
            FileObject file = await (source switch
            {
                "path" => client.Files.UploadAsync(path, progress: progress),
                "bytes" => client.Files.UploadAsync(content, "terms.pdf", progress: progress),
                "stream" => client.Files.UploadAsync(new MemoryStream(content), "terms.pdf", progress: progress),
                _ => client.Files.UploadAsync(new PiecewiseStream(content, 7777), "terms.pdf", progress: progress),
            }).Promptly();

            Check.Equal(("file_1", "terms.pdf", 5L, (bool?)false), (file.Id, file.Filename, file.SizeBytes, file.Downloadable));
        }
        finally
        {
            System.IO.File.Delete(path);
        }

        Exchange sent = Check.Single(server.Log.All);
        Check.Equal(("POST", "/v1/files", "?beta=true", "files-api-2025-04-14"), (sent.Method, sent.Path, sent.Query, sent.Headers["anthropic-beta"]));
        Check.Equal(source != "pipe", sent.Headers.ContainsKey("Content-Length"));
        (string name, string? type, byte[] body) = await ReadFormAsync(sent);
        Check.Equal((source == "path" ? Path.GetFileName(path) : "terms.pdf", "application/pdf"), (name, type));
        Check.That(body.AsSpan().SequenceEqual(content));
        Check.Equal(content.Length, progress.Values[^1]);
        Check.SequenceEqual(progress.Values.Order(), progress.Values);
        Check.That(progress.Values.Count > 3);
    }

    private static async Task Upload_AnyName_StaysAName(string name)
    {
        await using ReplayServer server = await ServeAsync();
        using ClaudeClient client = TestClient.Of(server);

        await client.Files.UploadAsync("Hello"u8.ToArray(), name).Promptly();

        (string sent, string? type, byte[] body) = await ReadFormAsync(server.Log.All[0]);
        Check.Equal(name.Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\"", "%22", StringComparison.Ordinal), sent);
        Check.Equal(("text/plain", "Hello"), (type, Encoding.UTF8.GetString(body)));
    }

    private static async Task Download_Content_IsCopied(string version)
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"type\":\"error\"} <html>", 10_000)));
        ResponseScript whole = ResponseScript.FromBytes(content).WithContentType("application/pdf");
        await using ReplayServer server = await ReplayServer.StartAsync(
            new ReplayServerOptions(), new ScriptRoutes().Map("GET", "/v1/files/file_1/content", Scripts.Overloaded, whole.InChunksOf(1, 70_000)));
        using ClaudeClient client = TestClient.Of(server, version);
        var destination = new MemoryStream();
        var progress = new Reports();

        long count = await client.Files.DownloadAsync("file_1", destination, progress).Promptly();

        Check.Equal(content.Length, count);
        Check.That(destination.ToArray().AsSpan().SequenceEqual(content));
        Check.Equal(content.Length, progress.Values[^1]);
        Check.Equal("application/binary", server.Log.All[1].Headers["Accept"]);
    }

    private static async Task ListGetDelete_Files_AskForThem()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes()
            .Map("GET", "/v1/files", exchange => ResponseScript.Json(exchange.Query.Contains("after_id=file_1", StringComparison.Ordinal)
                ? """{"data":[{"id":"file_2","type":"file"}],"has_more":false,"first_id":"file_2","last_id":"file_2"}"""
                : $$"""{"data":[{{File}}],"has_more":true,"first_id":"file_1","last_id":"file_1"}"""))
            .Map("GET", "/v1/files/*", ResponseScript.Json(File))
            .Map("DELETE", "/v1/files/*", ResponseScript.Json("""{"id":"file_1","type":"file_deleted"}""")));
        using ClaudeClient client = TestClient.Of(server, options => options.ApiVersion = ClaudeApiVersion.V20261021);

        List<FileObject> files = await client.Files.ListAsync(new PageOptions { Limit = 1 }).ToListAsync();
        FileObject file = await client.Files.GetAsync("file_1").Promptly();
        DeletedFile deleted = await client.Files.DeleteAsync(file.Id).Promptly();

        Check.SequenceEqual(["file_1", "file_2"], files.Select(item => item.Id));
        Check.Equal(("application/pdf", "2026-11-28T10:00:00Z", "file_1"), (file.MimeType, file.CreatedAt, deleted.Id));
        Check.SequenceEqual(
            ["GET /v1/files?limit=1", "GET /v1/files?limit=1&after_id=file_1", "GET /v1/files/file_1", "DELETE /v1/files/file_1"],
            server.Log.All.Select(sent => $"{sent.Method} {sent.Path}{sent.Query}"));
        Check.That(server.Log.All.All(sent => sent.Headers["anthropic-beta"] == FilesClient.Beta));
    }

    private static Task<ReplayServer> ServeAsync() => ReplayServer.StartAsync(
        new ReplayServerOptions(), new ScriptRoutes().Map("POST", "/v1/files", ResponseScript.Json(File)));

    private static async Task<(string Name, string? Type, byte[] Content)> ReadFormAsync(Exchange sent)
    {
        string boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(sent.Headers["Content-Type"]).Boundary).Value!;
        var reader = new MultipartReader(boundary, new MemoryStream(sent.Body.ToArray()));
        MultipartSection section = (await reader.ReadNextSectionAsync())!;
        Check.SequenceEqual(["Content-Disposition", "Content-Type"], section.Headers!.Keys.Order());
        ContentDispositionHeaderValue disposition = ContentDispositionHeaderValue.Parse(section.ContentDisposition!);
        Check.Equal(("form-data", "file"), (disposition.DispositionType.Value, disposition.Name.Value));
        Check.Equal(2, disposition.Parameters.Count);
        using var content = new MemoryStream();
        await section.Body.CopyToAsync(content);
        Check.That(await reader.ReadNextSectionAsync() is null);
        return (HeaderUtilities.RemoveQuotes(disposition.FileName).Value!, section.ContentType, content.ToArray());
    }

    private sealed class Reports : IProgress<long>
    {
        public List<long> Values { get; } = [];

        public void Report(long value) => Values.Add(value);
    }
}
