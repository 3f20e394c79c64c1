using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks that the server notices at once that a stream is stopped, for every way and every moment of stopping. The client's clock stands still, so no timeout
/// of the client can be the cause. By its own clock, .NET would drain the response for two seconds. The connection is closed before the stop returns, which
/// shows that nothing is drained.
/// </summary>
internal static class StopCheck
{
    private static readonly string[] s_ways =
    [
        "call token while waiting", "call token between waits", "enumeration token in the body", "text token in the body", "text token of the call", "text token of the enumeration", "owned token in the body",
        "wait token", "final token", "copy token", "break", "exception in the body", "dispose unread", "dispose while waiting",
    ];

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach ((string version, string way) in from version in Scripts.HttpVersions from way in s_ways select (version, way))
        {
            yield return ($"{way}, HTTP/{version}", () => Stream_Stopped_IsClosedAtTheServerAtOnce(version, way));
        }

        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"call token before the headers, HTTP/{version}", () => Call_CancelledBeforeTheHeaders_IsClosedAtTheServer(version));
        }

        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"call token before the first event, HTTP/{version}", () => Call_CancelledBeforeTheFirstEvent_IsClosedAtTheServer(version));
        }

        yield return ("a call cancelled beforehand sends nothing", Call_CancelledBeforehand_SendsNothing);
        yield return ("call token among buffered events", CallToken_CancelledAmongBufferedEvents_EndsTheEnumeration);

        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"a client disposed lets streams end, HTTP/{version}", () => Client_Disposed_SendsNothingMoreAndLetsStreamsEnd(version));
        }
    }

    private static async Task Stream_Stopped_IsClosedAtTheServerAtOnce(string version, string way)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(Scripts.EventsUntilHel));
        using var connections = new OpenConnections(server.Address);
        using ClaudeClient client = TestClient.Of(server, version, options => options.TimeProvider = new ManualTime());
        using var call = new CancellationTokenSource();
        using var reader = new CancellationTokenSource();
        MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello, cancellationToken: call.Token).Promptly();
        Exchange exchange = server.Log.All[0];
        Check.That(!exchange.Ended.IsCompleted);

        Exception? e = await Check.ThrownAsync(() => StopAsync(way, stream, exchange, call, reader));

        long open = connections.Count;
        if (way.Contains("token", StringComparison.Ordinal))
        {
            ClaudeCanceledException canceled = Check.Is<ClaudeCanceledException>(e);
            Check.That(canceled.CancellationToken.IsCancellationRequested);
            Check.Equal("Hel", Check.Is<TextBlock>(Check.Single(canceled.Partial!.Content)).Text);
        }
        else
        {
            Check.Equal(way == "exception in the body" ? typeof(FormatException) : null, e?.GetType());
        }

        // With HTTP/2, only the stream is closed, because the connection carries other streams too.
        Check.That(connections.HasOpened);
        Check.Equal(version == "1.1" ? 0 : 1, open);
        Check.Equal(ExchangeEnd.ClientLeft, await exchange.Ended.Promptly());

        await stream.DisposeAsync().AsTask().Promptly();
    }

    private static async Task Call_CancelledBeforeTheHeaders_IsClosedAtTheServer(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.HoldAt(gate));
        using ClaudeClient client = TestClient.Of(server, version, options => options.TimeProvider = new ManualTime());
        using var source = new CancellationTokenSource();
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token);
        await gate.Reached.Promptly();

        await source.CancelAsync();

        ClaudeCanceledException e = await Check.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly());
        Check.Equal(source.Token, e.CancellationToken);
        Check.Equal(ExchangeEnd.ClientLeft, await server.Log.All[0].Ended.Promptly());
    }

    private static async Task Call_CancelledBeforeTheFirstEvent_IsClosedAtTheServer(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAtByte(0, gate));
        using ClaudeClient client = TestClient.Of(server, version, options => options.TimeProvider = new ManualTime());
        using var source = new CancellationTokenSource();
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token);
        await gate.Reached.Promptly();

        await source.CancelAsync();

        await Check.ThrowsAsync<ClaudeCanceledException>(() => asking.Promptly());
        Check.Equal(ExchangeEnd.ClientLeft, await server.Log.All[0].Ended.Promptly());
    }

    private static async Task Call_CancelledBeforehand_SendsNothing()
    {
        var handler = new ScriptedHandler(Scripts.Hello);
        using ClaudeClient client = TestClient.Of(handler);

        await Check.ThrowsAsync<ClaudeCanceledException>(() => client.Messages.StreamAsync(TestClient.Hello, cancellationToken: new CancellationToken(canceled: true)));

        Check.SequenceEqual([], handler.Log.All);
    }

    private static async Task CallToken_CancelledAmongBufferedEvents_EndsTheEnumeration()
    {
        using ClaudeClient client = TestClient.Of(new ScriptedHandler(Scripts.Hello));
        using var source = new CancellationTokenSource();
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello, cancellationToken: source.Token);
        int events = 0;

        await Check.ThrowsAsync<ClaudeCanceledException>(async () =>
        {
            await foreach (StreamEvent _ in stream)
            {
                events++;
                await source.CancelAsync();
            }
        });

        Check.Equal(1, events);
        Check.Equal("msg_scripted", stream.Snapshot.Id.ToString());
    }

    private static async Task Client_Disposed_SendsNothingMoreAndLetsStreamsEnd(string version)
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(Scripts.EventsUntilHel, gate));
        ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        client.Dispose();
        client.Dispose();
        gate.Release();

        await Check.ThrowsAsync<ObjectDisposedException>(() => client.Messages.StreamAsync(TestClient.Hello));
        Check.Equal("Hello", await stream.GetFinalTextAsync().Promptly());
    }

    private static async Task StopAsync(string way, MessageStream stream, Exchange exchange, CancellationTokenSource call, CancellationTokenSource reader)
    {
        switch (way)
        {
            case "call token while waiting":
                Task<Message> reading = stream.GetFinalMessageAsync().AsTask();
                await call.CancelAsync();
                await reading.Promptly();
                break;
            case "call token between waits":
                await stream.ReadUntilHelAsync();
                await call.CancelAsync();
                await exchange.Ended.Promptly();
                await stream.WaitToReadAsync().Promptly();
                break;
            case "enumeration token in the body":
                await foreach (StreamEvent e in stream.WithCancellation(reader.Token))
                {
                    if (e.Delta.Type == DeltaType.TextDelta)
                    {
                        await CancelAndAwaitAsync(reader, exchange);
                    }
                }

                break;
            case "text token in the body":
                await foreach (string _ in stream.ReadTextAsync(reader.Token))
                {
                    await CancelAndAwaitAsync(reader, exchange);
                }

                break;
            case "text token of the call" or "text token of the enumeration":
                using (var other = new CancellationTokenSource())
                {
                    await foreach (string _ in stream.ReadTextAsync(other.Token).WithCancellation(reader.Token))
                    {
                        await CancelAndAwaitAsync(way.EndsWith("call", StringComparison.Ordinal) ? other : reader, exchange);
                    }
                }

                break;
            case "owned token in the body":
                await foreach (MessageStreamEvent e in stream.ReadOwnedAsync(reader.Token))
                {
                    if (e is ContentBlockDeltaEvent)
                    {
                        await CancelAndAwaitAsync(reader, exchange);
                    }
                }

                break;
            case "wait token":
                await stream.ReadUntilHelAsync();
                Task<bool> waiting = stream.WaitToReadAsync(reader.Token).AsTask();
                await reader.CancelAsync();
                await waiting.Promptly();
                break;
            case "final token":
                Task<string> final = stream.GetFinalTextAsync(reader.Token).AsTask();
                await reader.CancelAsync();
                await final.Promptly();
                break;
            case "copy token":
                Task copying = stream.CopyTextToAsync(Stream.Null, reader.Token);
                await reader.CancelAsync();
                await copying.Promptly();
                break;
            case "break":
                await foreach (StreamEvent _ in stream)
                {
                    break;
                }

                break;
            case "exception in the body":
                await foreach (StreamEvent _ in stream)
                {
                    throw new FormatException();
                }

                break;
            case "dispose unread":
                await stream.DisposeAsync();
                break;
            case "dispose while waiting":
                Task<Message> pending = stream.GetFinalMessageAsync().AsTask();
                await stream.DisposeAsync();
                await Check.ThrowsAsync<ObjectDisposedException>(() => pending.Promptly());
                break;
            default:
                throw new ArgumentException("There is no such way.", nameof(way));
        }
    }

    private static async Task CancelAndAwaitAsync(CancellationTokenSource source, Exchange exchange)
    {
        await source.CancelAsync();
        await exchange.Ended.Promptly();
    }
}
