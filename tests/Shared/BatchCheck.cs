using System.Text;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a batch is created from a sequence that is sent while it is enumerated, and that its results are read line by line.</summary>
internal static class BatchCheck
{
    private const string Batch =
        """{"id":"msgbatch_1","type":"message_batch","processing_status":"ended","request_counts":{"processing":0,"succeeded":1,"errored":1,"canceled":0,"expired":0}}""";

    private const string Results = """
        {"custom_id":"b","result":{"type":"errored","error":{"type":"error","error":{"type":"api_error","message":"no"}}}}
        {"custom_id":"a","result":{"type":"succeeded","message":{"id":"msg_1","content":[{"type":"text","text":"Hello"}],"usage":{"output_tokens":2}}}}
        """;

    public static async Task RunAsync()
    {
        using var api = new FakeApi();
        using var client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "key", HttpHandler = api, UseEnvironment = false });

        MessageBatch batch = await client.Messages.Batches.CreateAsync(((string[])["a", "b"]).Select(name => new MessageBatchRequest(name, new() { Model = "m", MaxTokens = 1, Messages = ["Hi"] })));
        List<MessageBatchResultLine> lines = await client.Messages.Batches.GetResultsAsync(batch.Id).ToListAsync();

        const string Params = """ "params":{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}} """;
        Check.Equal($$"""{"requests":[{"custom_id":"a",{{Params.Trim()}},{"custom_id":"b",{{Params.Trim()}}]}""", api.Body, "body");
        Check.SequenceEqual(["b", "a"], lines.Select(line => line.CustomId), "names");
        Check.Equal("no", (lines[0].Result as MessageBatchErroredResult)?.Error.Error.Message, "error");
        Check.Equal("Hello", (lines[1].Result as MessageBatchSucceededResult)?.Message.Text, "answer");
    }

    private sealed class FakeApi : HttpMessageHandler
    {
        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content is not null)
            {
                Body = await request.Content.ReadAsStringAsync(cancellationToken);
            }

            bool isResults = request.RequestUri!.AbsolutePath.EndsWith("/results", StringComparison.Ordinal);
            return new HttpResponseMessage { Content = new StringContent(isResults ? Results : Batch, Encoding.UTF8, isResults ? "application/x-jsonl" : "application/json") };
        }
    }
}
