using System.Net;
using System.Net.Sockets;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>
/// Checks that the client's own handler limits the time to make a connection. With another handler, the timeout of the first event covers that time.
/// </summary>
internal sealed class ConnectTimeoutCheck : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);

    private ConnectTimeoutCheck()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
    }

    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        yield return ("TLS is not answered", () => RunAsync(static check => check.Connect_TlsIsNotAnswered_IsThatTimeout()));
        yield return ("a connection not made in time is tried again", () => RunAsync(static check => check.Connect_NotInTime_IsTriedAgain()));
        // Other systems refuse connections that do not fit into a listener's queue.
        if (OperatingSystem.IsLinux())
        {
            yield return ("TCP is not answered", () => RunAsync(static check => check.Connect_TcpIsNotAnswered_IsThatTimeout()));
        }

        yield return ("a connection once made no longer counts", () => RunAsync(static check => check.Connect_Done_NoLongerCounts()));
        yield return ("behind a foreign handler the first event's limit covers it", () => RunAsync(static check => check.Connect_BehindAForeignHandler_IsCoveredByFirstEvent()));
    }

    private static async Task RunAsync(Func<ConnectTimeoutCheck, Task> check)
    {
        using var connecting = new ConnectTimeoutCheck();
        await check(connecting);
    }

    public void Dispose() => _listener.Dispose();

    private async Task Connect_TlsIsNotAnswered_IsThatTimeout()
    {
        using ClaudeClient client = Create("https", maxRetries: 0);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using Socket accepted = await AcceptHelloAsync();
        await _time.WhenDueInAsync(s_limit);

        _time.Advance(s_limit);

        await AssertConnectTimeoutAsync(asking);
        await AssertClosedAsync(accepted);
    }

    private async Task Connect_NotInTime_IsTriedAgain()
    {
        using ClaudeClient client = Create("https", maxRetries: 1);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using Socket first = await AcceptHelloAsync();
        await _time.WhenDueInAsync(s_limit);
        _time.Advance(s_limit);

        using Socket second = await AcceptHelloAsync();
        await _time.WhenDueInAsync(s_limit);
        _time.Advance(s_limit);

        await AssertConnectTimeoutAsync(asking);
    }

    private async Task Connect_TcpIsNotAnswered_IsThatTimeout()
    {
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(_listener.LocalEndPoint!);
        using ClaudeClient client = Create("http", maxRetries: 0);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _time.WhenDueInAsync(s_limit);

        _time.Advance(s_limit);

        await AssertConnectTimeoutAsync(asking);
    }

    private async Task Connect_Done_NoLongerCounts()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.HoldAt(gate));
        using ClaudeClient client = TestClient.Of(server, options => options.TimeProvider = _time);
        Task<string> asking = client.AskAsync();
        await gate.Reached.Promptly();

        _time.Advance(TimeSpan.FromMinutes(9));
        gate.Release();

        Check.Equal("Hello", await asking.Promptly());
    }

    private async Task Connect_BehindAForeignHandler_IsCoveredByFirstEvent()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using ClaudeClient client = Create("https", maxRetries: 0, options => options.HttpHandler = handler);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using Socket accepted = await AcceptHelloAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        Check.Equal(ClaudeTimeoutKind.FirstEvent, (await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly())).Kind);
    }

    private static async Task AssertConnectTimeoutAsync(Task asking)
    {
        ClaudeTimeoutException e = await Check.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly());
        Check.Equal(ClaudeTimeoutKind.Connect, e.Kind);
        Check.Equal(s_limit, e.Limit);
    }

    private static async Task AssertClosedAsync(Socket accepted)
    {
        try
        {
            Check.Equal(0, await accepted.ReceiveAsync(new byte[1]).Promptly());
        }
        catch (SocketException e)
        {
            Check.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        }
    }

    /// <summary>Accepts a connection on which the client has started a TLS handshake, and does not answer.</summary>
    private async Task<Socket> AcceptHelloAsync()
    {
        Socket accepted = await _listener.AcceptAsync().Promptly();
        byte[] hello = new byte[64 * 1024];
        Check.That(await accepted.ReceiveAsync(hello).Promptly() > 0);
        return accepted;
    }

    private ClaudeClient Create(string scheme, int maxRetries, Action<ClaudeClientOptions>? configure = null) =>
        TestClient.Of(new Uri($"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}"), options =>
        {
            options.TimeProvider = _time;
            options.MaxRetries = maxRetries;
            configure?.Invoke(options);
        });
}
