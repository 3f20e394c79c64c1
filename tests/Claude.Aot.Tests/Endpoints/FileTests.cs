using Claude.Aot.Testing;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Endpoints;

public sealed class FileTests
{
    private static readonly ResponseScript s_created = ResponseScript.Json("""{"id":"file_1","type":"file","filename":"a.txt"}""");
    private static readonly byte[] s_content = [.. Enumerable.Range(0, 300_000).Select(number => (byte)number)];

    public static TheoryData<string> Checks => FilesCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Files_OverHttp_AreAsPromised(string check) => FilesCheck.Cases().RunAsync(check);

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task Upload_Error_IsFollowedByARetryIfTheContentCanBeReadAgain(bool canSeek, int requests)
    {
        var handler = new ScriptedHandler(Scripts.Overloaded);
        using ClaudeClient client = TestClient.Of(handler);
        using Stream content = canSeek ? new MemoryStream(s_content) : new PiecewiseStream(s_content, 100);
        content.ReadByte();

        await Assert.ThrowsAsync<ClaudeApiException>(() => client.Files.UploadAsync(content, "a.txt").Promptly());

        Assert.Equal(requests, handler.Log.All.Count);
        Assert.All(handler.Log.All, sent => Assert.True(sent.Body.Span.IndexOf(s_content.AsSpan(1)) > 0));
        Assert.True(content.CanRead);
    }

    [Fact]
    public async Task Upload_ConnectionThatBreaks_OpensThePathAgain()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("a.txt");
        await File.WriteAllBytesAsync(path, s_content, TestContext.Current.CancellationToken);
        var handler = new ScriptedHandler(ResponseScript.Drop(), s_created);
        using ClaudeClient client = TestClient.Of(handler);

        FileObject file = await client.Files.UploadAsync(path).Promptly();

        Assert.Equal(("file_1", 2), (file.Id, handler.Log.All.Count));
        Assert.Equal(handler.Log.All[0].BodyText, handler.Log.All[1].BodyText);
    }

    [Fact]
    public async Task Upload_FileThatIsMissing_ThrowsTheCauseAndSendsNothing()
    {
        var handler = new ScriptedHandler(s_created);
        using ClaudeClient client = TestClient.Of(handler);

        await Assert.ThrowsAsync<FileNotFoundException>(() => client.Files.UploadAsync("/no-such-file.txt").Promptly());

        Assert.Empty(handler.Log.All);
    }

    [Fact]
    public async Task Upload_CodeOfTheCaller_ThrowsUnchanged()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(s_created));
        var failure = new InvalidDataException("of the caller");

        Exception read = await Assert.ThrowsAsync<InvalidDataException>(() => client.Files.UploadAsync(new FailingStream(failure), "a.txt").Promptly());
        Exception report = await Assert.ThrowsAsync<InvalidDataException>(
            () => client.Files.UploadAsync(s_content, "a.txt", progress: new FailingProgress(failure)).Promptly());
        EndOfStreamException end = await Assert.ThrowsAsync<EndOfStreamException>(
            () => client.Files.UploadAsync(new ShrunkenStream(s_content), "a.txt").Promptly());

        Assert.Same(failure, read);
        Assert.Same(failure, report);
        Assert.Contains("shorter", end.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_FileThatIsTooLarge_IsRefused(bool isLengthKnown)
    {
        using ClaudeClient client = TestClient.Of(new DiscardingHandler());

        ClaudeFileTooLargeException e = await Assert.ThrowsAsync<ClaudeFileTooLargeException>(
            () => client.Files.UploadAsync(new ZeroStream(FileLimits.MaxBytes + 1, isLengthKnown), "a.bin").WaitAsync(TimeSpan.FromMinutes(2)));

        Assert.Contains("500,000,000", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_InvalidArguments_AreRefused()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(s_created));

        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Files.UploadAsync((string)null!));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Files.UploadAsync("folder/"));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Files.UploadAsync(s_content, ""));
        await Assert.ThrowsAsync<ArgumentNullException>(() => client.Files.UploadAsync((Stream)null!, "a"));
        foreach (string type in (string[])["pdf", "text/plain\r\nX: 1", "text/plain; a=\"\u00e9\"", ""])
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.Files.UploadAsync(s_content, "a", type));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => client.Files.DownloadAsync("..", new MemoryStream()));
        await Assert.ThrowsAsync<ArgumentException>(() => client.Files.DownloadAsync("a", new MemoryStream([], writable: false)));
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Files.UploadAsync(s_content, "a"));
    }

    [Fact]
    public async Task Download_CutOff_KeepsWhatWasWrittenAndIsNotRepeated()
    {
        var handler = new ScriptedHandler(ResponseScript.FromBytes(s_content).AbortAtByte(100_000));
        using ClaudeClient client = TestClient.Of(handler);
        var destination = new MemoryStream();

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => client.Files.DownloadAsync("file_1", destination).Promptly());

        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Assert.True(destination.Length > 0 && s_content.AsSpan().StartsWith(destination.ToArray()));
        Assert.Single(handler.Log.All);
    }

    [Fact]
    public async Task Download_BrokenBeforeTheFirstByte_IsRepeated()
    {
        ResponseScript whole = ResponseScript.FromBytes(s_content);
        var handler = new ScriptedHandler(whole.AbortAtByte(0), whole);
        using ClaudeClient client = TestClient.Of(handler);
        var destination = new MemoryStream();

        Assert.Equal(s_content.Length, await client.Files.DownloadAsync("file_1", destination).Promptly());

        Assert.Equal(s_content, destination.ToArray());
        Assert.Equal(2, handler.Log.All.Count);
    }

    [Fact]
    public async Task Download_DestinationThatFails_ThrowsTheCause()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.FromBytes(s_content)));
        var full = new MemoryStream(new byte[10]);

        await Assert.ThrowsAsync<NotSupportedException>(() => client.Files.DownloadAsync("file_1", full).Promptly());
    }

    [Fact]
    public async Task Download_EmptyFile_IsEmpty()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(ResponseScript.FromBytes(Array.Empty<byte>())));

        Assert.Equal(0, await client.Files.DownloadAsync("file_1", new MemoryStream()).Promptly());
    }

    private sealed class FailingProgress(Exception failure) : IProgress<long>
    {
        public void Report(long value) => throw failure;
    }

    private sealed class FailingStream(Exception failure) : MemoryStream
    {
        public override long Length => 1;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw failure;
    }

    private sealed class ShrunkenStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override long Length => base.Length + 1;
    }

    private sealed class ZeroStream(long length, bool isLengthKnown) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => isLengthKnown;

        public override long Length { get; } = length;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = (int)Math.Min(buffer.Length, _left);
            _left -= count;
            return new ValueTask<int>(count);
        }
    }

    private sealed class DiscardingHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            return new HttpResponseMessage { Content = new StringContent("{}") };
        }
    }
}
