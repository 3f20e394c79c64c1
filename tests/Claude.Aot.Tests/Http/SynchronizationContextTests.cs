using Claude.Aot.Testing;
using Claude.Aot.Tests.Endpoints.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

/// <summary>A thread with a synchronization context may block on any call: nothing is posted to the context, which could not run it.</summary>
public sealed class SynchronizationContextTests
{
    private static readonly ResponseScript s_message = ResponseScript.Json(
        """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}""");

    // What is held back comes when a call waits for it.
    private static readonly Func<ScriptGate, ResponseScript> s_held = gate => Scripts.Hello.StallAfter(Scripts.EventsUntilHel, gate);

    public static TheoryData<string, Func<ScriptGate, ResponseScript[]>, Action<ClaudeClient, ScriptGate>> Calls => new()
    {
        { "create", _ => [s_message], (client, _) => Wait(client.Messages.CreateAsync(TestClient.Hello)) },
        { "create after a retry", _ => [Scripts.Overloaded, s_message], (client, _) => Wait(client.Messages.CreateAsync(TestClient.Hello)) },
        {
            "create that fails", _ => [ResponseScript.Error(400, "invalid_request_error", "x")],
            (client, _) => Assert.Throws<ClaudeApiException>(() => Wait(client.Messages.CreateAsync(TestClient.Hello)))
        },
        {
            "create of a long answer", gate => [s_held(gate)],
            (client, gate) => Wait(client.Messages.CreateAsync(new MessageRequest { Model = "m", MaxTokens = 64_000, Messages = ["Hi"] }), gate)
        },
        { "count", _ => [ResponseScript.Json("""{"input_tokens":1}""")], (client, _) => Wait(client.Messages.CountTokensAsync(new CountTokensRequest { Model = "m", Messages = ["Hi"] })) },
        {
            "list", _ => [ResponseScript.Json(BatchData.Page(true, "a", "a")), ResponseScript.Json(BatchData.Page(false, null, null))],
            (client, gate) => Assert.Empty(Enumerate(client.Models.ListAsync(), gate))
        },
        { "batch", _ => [ResponseScript.Json(BatchData.Json("b", processing: 1))], (client, _) => Wait(client.Messages.Batches.CreateAsync([BatchData.Request("a")])) },
        {
            "results", gate => [ResponseScript.Json(BatchData.Json("b", "ended", succeeded: 2)), ResponseScript.JsonLines([BatchData.Succeeded("a", "x"), BatchData.Succeeded("b", "x")]).StallAtByte(300, gate)],
            (client, gate) => Assert.Equal(2, Enumerate(client.Messages.Batches.GetResultsAsync("b"), gate).Count)
        },
        { "final text", gate => [s_held(gate)], (client, gate) => Stream(client, stream => Assert.Equal("Hello", Wait(stream.GetFinalTextAsync().AsTask(), gate))) },
        { "copied text", gate => [s_held(gate)], (client, gate) => Stream(client, stream => Wait(stream.CopyTextToAsync(System.IO.Stream.Null), gate)) },
        { "enumeration", gate => [s_held(gate)], (client, gate) => Stream(client, stream => Assert.Equal("Hello", string.Concat(Enumerate(stream.ReadTextAsync(), gate)))) },
        { "waits", gate => [s_held(gate)], (client, gate) => Stream(client, stream => Read(stream, gate)) },
        { "disposal in mid-stream", _ => [Scripts.Hello.StallAfter(Scripts.EventsUntilHel)], (client, _) => Stream(client, stream => Wait(stream.WaitToReadAsync().AsTask())) },
        {
            "disposal that empties the body", gate => [Scripts.Hello.StallAtByte(Scripts.Hello.Body.Length, gate)],
            (client, gate) => Stream(client, stream =>
            {
                Wait(stream.GetFinalTextAsync().AsTask());
                Wait(stream.DisposeAsync().AsTask(), gate);
            })
        },
        {
            "cut", gate => [Scripts.Hello.CutAfter(Scripts.EventsUntilHel).StallAfter(Scripts.EventsUntilHel, gate)],
            (client, gate) => Stream(client, stream => Assert.Throws<ClaudeTransportException>(() => Wait(stream.GetFinalTextAsync().AsTask(), gate)))
        },
        {
            "continuation", gate => [Scripts.Hello.CutAfter(Scripts.EventsUntilHel).StallAfter(Scripts.EventsUntilHel, gate), Scripts.Hello],
            (client, gate) => Stream(client, stream => Wait(stream.GetFinalTextAsync().AsTask(), gate), new RequestOptions { MaxResumptions = 1 })
        },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Call_BlockedOnByAThreadWithAContext_NeedsItNot(string what, Func<ScriptGate, ResponseScript[]> answers, Action<ClaudeClient, ScriptGate> call)
    {
        var gate = new ScriptGate();
        var next = new Queue<ResponseScript>(answers(gate));
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
                call(client, gate);
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

    private static T Wait<T>(Task<T> task, ScriptGate? gate = null)
    {
        Wait((Task)task, gate);
        return task.Result;
    }

    /// <summary>Blocks until a task is over. Where it waits, it is given what was held back.</summary>
    private static void Wait(Task task, ScriptGate? gate = null)
    {
        if (!task.IsCompleted)
        {
            gate?.Release();
        }

        task.GetAwaiter().GetResult();
    }

    private static void Stream(ClaudeClient client, Action<MessageStream> use, RequestOptions? options = null)
    {
        MessageStream stream = Wait(client.Messages.StreamAsync(TestClient.Hello, options));
        use(stream);
        Wait(stream.DisposeAsync().AsTask());
    }

    // The operators of .NET need the context themselves.
    private static List<T> Enumerate<T>(IAsyncEnumerable<T> source, ScriptGate gate)
    {
        IAsyncEnumerator<T> enumerator = source.GetAsyncEnumerator();
        List<T> items = [];
        while (Wait(enumerator.MoveNextAsync().AsTask(), gate))
        {
            items.Add(enumerator.Current);
        }

        Wait(enumerator.DisposeAsync().AsTask());
        return items;
    }

    private static void Read(MessageStream stream, ScriptGate gate)
    {
        int events = 0;
        while (Wait(stream.WaitToReadAsync().AsTask(), gate))
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
