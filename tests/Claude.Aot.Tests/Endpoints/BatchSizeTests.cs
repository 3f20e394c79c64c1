using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Endpoints;

public sealed class BatchSizeTests
{
    [Fact]
    public async Task Create_HundredThousandRequests_KeepsAFewOfThemInMemory()
    {
        using var sink = new CountingHandler(BatchData.Json("msgbatch_1", processing: MessageBatchLimits.MaxRequests));
        using ClaudeClient client = TestClient.Of(sink);
        long given = 0, largestLead = 0;

        MessageBatch batch = await client.Messages.Batches.CreateAsync(Many()).Promptly();

        Assert.Equal(MessageBatchLimits.MaxRequests, batch.RequestCounts.Total);
        Assert.Equal(given + "{\"requests\":[".Length + (MessageBatchLimits.MaxRequests - 1) + "]}".Length, sink.Received);
        Assert.InRange(largestLead, 1, 64 * 1024);
        Assert.InRange(sink.LargestWrite, 1, 64 * 1024);

        IEnumerable<MessageBatchRequest> Many()
        {
            MessageBatchRequest request = BatchData.Request("id", new string('x', 300));
            int length = request.ToJson().Length;
            for (int i = 0; i < MessageBatchLimits.MaxRequests; i++)
            {
                yield return request;
                given += length;
                largestLead = Math.Max(largestLead, given - sink.Received);
            }
        }
    }

    [Fact]
    public async Task Create_OneRequestTooMany_IsGivenUpWithANumber()
    {
        using var sink = new CountingHandler(BatchData.Json("msgbatch_1"));
        using ClaudeClient client = TestClient.Of(sink);
        MessageBatchRequest request = BatchData.Request("id");

        ClaudeBatchTooLargeException e = await Assert.ThrowsAsync<ClaudeBatchTooLargeException>(
            () => client.Messages.Batches.CreateAsync(Enumerable.Repeat(request, MessageBatchLimits.MaxRequests + 1)).Promptly());

        Assert.Equal(MessageBatchLimits.MaxRequests, e.FittingRequests);
        Assert.Contains("100,000 requests", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, sink.Requests);
    }

    [Theory]
    [InlineData(0, 25, "The first 25 requests fit")]
    [InlineData(1, 24, "The first 24 requests fit")]
    [InlineData(24, 1, "The first request fits")]
    [InlineData(26, 0, "The first request alone is larger")]
    public async Task Create_TooManyBytes_IsGivenUpBeforeTheyAreSent(int furtherMembers, int fitting, string advice)
    {
        using var sink = new CountingHandler(BatchData.Json("msgbatch_1"));
        using ClaudeClient client = TestClient.Of(sink);
        string large = new('x', 10_000_000);
        MessageBatchRequest request = BatchData.Request("id", large);
        var member = RawJson.Parse($"\"{large}\"");
        var further = Enumerable.Range(0, furtherMembers).ToDictionary(number => $"x{number}", _ => member);

        ClaudeBatchTooLargeException e = await Assert.ThrowsAsync<ClaudeBatchTooLargeException>(
            () => client.Messages.Batches.CreateAsync([.. Enumerable.Repeat(request, 26)], new RequestOptions { ExtraBody = further }).Promptly());

        Assert.Equal(fitting, e.FittingRequests);
        Assert.Contains(advice, e.Message, StringComparison.Ordinal);
        Assert.Contains("256,000,000 bytes", e.Message, StringComparison.Ordinal);
        Assert.InRange(sink.Received, 0, fitting * 10_001_000L);
        Assert.Equal(1, sink.Requests);
    }

    /// <summary>Takes a body as it comes, keeps nothing of it, and answers.</summary>
    private sealed class CountingHandler(string answer) : HttpMessageHandler
    {
        private readonly CountingStream _stream = new();

        public int Requests { get; private set; }

        public long Received => _stream.Position;

        public int LargestWrite => _stream.LargestWrite;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            await request.Content!.CopyToAsync(_stream, cancellationToken);
            return new HttpResponseMessage { Content = new StringContent(answer, null, "application/json") };
        }
    }

    private sealed class CountingStream : Stream
    {
        public int LargestWrite { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Position;

        public override long Position { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            LargestWrite = Math.Max(LargestWrite, buffer.Length);
            Position += buffer.Length;
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return default;
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
