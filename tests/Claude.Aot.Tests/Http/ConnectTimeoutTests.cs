using System.Net;
using System.Net.Sockets;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>Making a connection is timed by the handler that the client brings; behind another one the limit until the first event covers it.</summary>
public sealed class ConnectTimeoutTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private readonly ManualTime _time = new();
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);

    public ConnectTimeoutTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(0);
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Connect_TlsIsNotAnswered_IsThatTimeout()
    {
        using ClaudeClient client = Create("https", maxRetries: 0);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using Socket accepted = await AcceptHelloAsync();
        await _time.WhenDueInAsync(s_limit);

        _time.Advance(s_limit);

        await AssertConnectTimeoutAsync(asking);
        await AssertClosedAsync(accepted);
    }

    [Fact]
    public async Task Connect_NotInTime_IsTriedAgain()
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

    [Fact]
    public async Task Connect_TcpIsNotAnswered_IsThatTimeout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems refuse what does not fit into the queue of a listener.");
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(_listener.LocalEndPoint!);
        using ClaudeClient client = Create("http", maxRetries: 0);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _time.WhenDueInAsync(s_limit);

        _time.Advance(s_limit);

        await AssertConnectTimeoutAsync(asking);
    }

    [Fact]
    public async Task Connect_Done_NoLongerCounts()
    {
        var gate = new ScriptGate();
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.HoldAt(gate));
        using ClaudeClient client = TestClient.Of(server, options => options.TimeProvider = _time);
        Task<string> asking = client.AskAsync();
        await gate.Reached.Promptly();

        _time.Advance(TimeSpan.FromMinutes(9));
        gate.Release();

        Assert.Equal("Hello", await asking.Promptly());
    }

    [Fact]
    public async Task Connect_BehindAForeignHandler_IsCoveredByFirstEvent()
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using ClaudeClient client = Create("https", maxRetries: 0, options => options.Handler = handler);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using Socket accepted = await AcceptHelloAsync();

        _time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(ClaudeTimeoutKind.FirstEvent, (await Assert.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly())).Kind);
    }

    private static async Task AssertConnectTimeoutAsync(Task asking)
    {
        ClaudeTimeoutException e = await Assert.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly());
        Assert.Equal(ClaudeTimeoutKind.Connect, e.Kind);
        Assert.Equal(s_limit, e.Limit);
    }

    private static async Task AssertClosedAsync(Socket accepted)
    {
        try
        {
            Assert.Equal(0, await accepted.ReceiveAsync(new byte[1]).Promptly());
        }
        catch (SocketException e)
        {
            Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        }
    }

    /// <summary>Takes a connection on which the client has begun to speak TLS, and does not answer.</summary>
    private async Task<Socket> AcceptHelloAsync()
    {
        Socket accepted = await _listener.AcceptAsync().Promptly();
        byte[] hello = new byte[64 * 1024];
        Assert.NotEqual(0, await accepted.ReceiveAsync(hello).Promptly());
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
