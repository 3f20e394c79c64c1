using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Claude.Aot.Tests.Http.Support;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Http;

/// <summary>Through a proxy the handler sends requests of its own.</summary>
public sealed class ProxyTests : IDisposable
{
    private const string Origin = "claude.test";

    private readonly ManualTime _time = new();
    private readonly TcpListener _proxy = new(IPAddress.Loopback, 0);

    public ProxyTests() => _proxy.Start();

    public void Dispose() => _proxy.Dispose();

    [Fact]
    public async Task Stream_ThroughATunnel_OutlivesTheLimitOfConnecting()
    {
        using ClaudeClient client = Create();
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using TcpClient tunnel = await _proxy.AcceptTcpClientAsync();
        string connect = await ByHandServer.ReadHeadAsync(tunnel.GetStream()).Promptly();
        await tunnel.GetStream().WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
        using var tls = new SslStream(tunnel.GetStream());
        await tls.AuthenticateAsServerAsync(CreateCertificate());
        string head = await ByHandServer.ReadHeadAsync(tls).Promptly();
        byte[] response = Encoding.Latin1.GetBytes(ByHandServer.Chunked(Scripts.Hello.Body.Span, 1000));
        await tls.WriteAsync(response.AsMemory(0, response.Length / 2));
        await using MessageStream stream = await asking.Promptly();

        _time.Advance(TimeSpan.FromMinutes(1));
        await tls.WriteAsync(response.AsMemory(response.Length / 2));

        Assert.Equal("Hello", await stream.GetFinalTextAsync().Promptly());
        Assert.StartsWith($"CONNECT {Origin}:443 ", connect, StringComparison.Ordinal);
        Assert.DoesNotContain(TestClient.Key, connect, StringComparison.Ordinal);
        Assert.Contains(TestClient.Key, head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_ToTheProxyNotInTime_IsThatTimeout()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems refuse what does not fit into the queue of a listener.");
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        using var first = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(full.LocalEndPoint!);
        using ClaudeClient client = Create(((IPEndPoint)full.LocalEndPoint!).Port);
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        await _time.WhenDueInAsync(TimeSpan.FromSeconds(30));

        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(ClaudeTimeoutKind.Connect, (await Assert.ThrowsAsync<ClaudeTimeoutException>(() => asking.Promptly())).Kind);
    }

    /// <summary>.NET quotes the address of a proxy that refuses a tunnel, with the user and the password in it.</summary>
    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 403 user:pr0xy-pa55w0rd\r\nContent-Length: 0\r\n\r\n")]
    public async Task Tunnel_ThatIsRefused_DoesNotShowTheProxysPassword(string answer)
    {
        using ClaudeClient client = Create(userInfo: "s3cretuser:pr0xy-pa55w0rd@");
        Task<MessageStream> asking = client.Messages.StreamAsync(TestClient.Hello);
        using (TcpClient tunnel = await _proxy.AcceptTcpClientAsync())
        {
            await ByHandServer.ReadHeadAsync(tunnel.GetStream()).Promptly();
            await tunnel.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        }

        ClaudeTransportException e = await Assert.ThrowsAsync<ClaudeTransportException>(() => asking.Promptly());

        Assert.Equal(ClaudeTransportErrorKind.ConnectionError, e.Kind);
        Assert.Contains("[redacted]@127.0.0.1", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cretuser", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pr0xy-pa55w0rd", e.ToString(), StringComparison.Ordinal);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={Origin}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // Some platforms' TLS takes no key that exists in memory only.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A client with the handler that it makes itself, told of the proxy and of the test's certificate.</summary>
    private ClaudeClient Create(int? port = null, string userInfo = "")
    {
        var options = new ClaudeClientOptions { BaseUrl = new Uri($"https://{Origin}"), TimeProvider = _time };
        SocketsHttpHandler handler = TransportFactory.Create(options, Endpoint.From(options));
        handler.Proxy = new WebProxy(new Uri($"http://{userInfo}127.0.0.1:{port ?? ((IPEndPoint)_proxy.LocalEndpoint).Port}"));
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == $"CN={Origin}";
        return TestClient.Of(handler, created =>
        {
            created.BaseUrl = options.BaseUrl;
            created.TimeProvider = _time;
            created.MaxRetries = 0;
            created.DisposeHttpHandler = true;
        });
    }
}
