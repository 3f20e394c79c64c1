using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>A thread with a synchronization context may block on any call: nothing is posted to the context, which could not run it.</summary>
public sealed class SynchronizationContextTests
{
    private static readonly ResponseScript s_message = ResponseScript.Json(
        """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""");

    private static readonly ResponseScript s_inPieces = Scripts.Hello.InChunksOf(7);

    public static TheoryData<string, ResponseScript[], Action<ClaudeClient>> Calls => new()
    {
        { "create", [s_message], client => Wait(client.Messages.CreateAsync(TestClient.Hello)) },
        { "create after a retry", [Scripts.Overloaded, s_message], client => Wait(client.Messages.CreateAsync(TestClient.Hello)) },
        { "create that fails", [ResponseScript.Error(400, "invalid_request_error", "x")], client => Assert.Throws<ClaudeApiException>(() => Wait(client.Messages.CreateAsync(TestClient.Hello))) },
        { "count", [ResponseScript.Json("""{"input_tokens":1}""")], client => Wait(client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] })) },
        { "list", [ResponseScript.Json(Batches.Page(true, "a", "a")), ResponseScript.Json(Batches.Page(false, null, null))], client => Assert.Empty(Enumerate(client.Models.ListAsync())) },
        { "batch", [ResponseScript.Json(Batches.Json("b", processing: 1))], client => Wait(client.Messages.Batches.CreateAsync([Batches.Request("a")])) },
        {
            "results", [ResponseScript.Json(Batches.Json("b", "ended", succeeded: 1)), ResponseScript.JsonLines([Batches.Succeeded("a", "x")])],
            client => Assert.Single(Enumerate(client.Messages.Batches.ResultsAsync("b")))
        },
        { "final text", [s_inPieces], client => Stream(client, stream => Assert.Equal("Hello", Wait(stream.GetFinalTextAsync().AsTask()))) },
        { "copied text", [s_inPieces], client => Stream(client, stream => stream.CopyTextToAsync(System.IO.Stream.Null).GetAwaiter().GetResult()) },
        { "enumeration", [s_inPieces], client => Stream(client, stream => Assert.Equal("Hello", string.Concat(Enumerate(stream.ReadTextAsync())))) },
        { "waits", [s_inPieces], client => Stream(client, Read) },
        { "disposal in mid-stream", [Scripts.Hello.StallAfter(Scripts.EventsUntilHel)], client => Stream(client, stream => Wait(stream.WaitToReadAsync().AsTask())) },
        { "cut", [Scripts.Hello.CutAfter(Scripts.EventsUntilHel)], client => Stream(client, stream => Assert.Throws<ClaudeStreamException>(() => Wait(stream.GetFinalTextAsync().AsTask()))) },
        {
            "continuation", [Scripts.Hello.CutAfter(Scripts.EventsUntilHel), Scripts.Hello],
            client => Stream(client, stream => Wait(stream.GetFinalTextAsync().AsTask()), new RequestOptions { MaxResumptions = 1 })
        },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Call_BlockedOnByAThreadWithAContext_NeedsItNot(string what, ResponseScript[] answers, Action<ClaudeClient> call)
    {
        var next = new Queue<ResponseScript>(answers);
        var routes = new ScriptRoutes();
        foreach ((string method, string path) in ((string, string)[])[
            ("POST", "/v1/messages"), ("POST", "/v1/messages/count_tokens"), ("GET", "/v1/models"),
            ("POST", "/v1/messages/batches"), ("GET", "/v1/messages/batches/*"), ("GET", "/v1/messages/batches/*/results")])
        {
            routes.Map(method, path, _ => next.Dequeue());
        }

        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), routes);
        using ClaudeClient client = TestClient.Of(server);
        var context = new DeafContext();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            try
            {
                call(client);
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        })
        { IsBackground = true };
        thread.Start();

        await done.Task.Promptly();

        Assert.True(context.Posts == 0, $"{what} posted {context.Posts} times.");
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Stream(ClaudeClient client, Action<MessageStream> use, RequestOptions? options = null)
    {
        MessageStream stream = Wait(client.Messages.StreamAsync(TestClient.Hello, options));
        use(stream);
        stream.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    // The operators of .NET need the context themselves.
    private static List<T> Enumerate<T>(IAsyncEnumerable<T> source)
    {
        IAsyncEnumerator<T> enumerator = source.GetAsyncEnumerator();
        List<T> items = [];
        while (Wait(enumerator.MoveNextAsync().AsTask()))
        {
            items.Add(enumerator.Current);
        }

        enumerator.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return items;
    }

    private static void Read(MessageStream stream)
    {
        int events = 0;
        while (Wait(stream.WaitToReadAsync().AsTask()))
        {
            while (stream.TryRead(out _))
            {
                events++;
            }
        }

        Assert.True(events > Scripts.EventsUntilHel);
    }

    /// <summary>Counts what is posted to it and runs none of it, as one whose only thread is blocked.</summary>
    private sealed class DeafContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => Volatile.Read(ref _posts);

        public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posts);

        public override void Send(SendOrPostCallback d, object? state) => Interlocked.Increment(ref _posts);
    }
}
