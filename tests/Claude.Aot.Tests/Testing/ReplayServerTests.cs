using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Http.Support;

namespace Claude.Aot.Tests.Testing;

public sealed class ReplayServerTests
{
    [Theory]
    [MemberData(nameof(Scripts.HttpVersions), MemberType = typeof(Scripts))]
    public async Task Server_OnePort_SpeaksBothVersions(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using var http = new HttpClient { DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using HttpResponseMessage response = await http.PostAsJsonAsync(new Uri(server.Address, "v1/messages?beta=true"), new { a = 1 });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal(Scripts.Hello.Body.ToArray(), await response.Content.ReadAsByteArrayAsync());
        Exchange sent = await server.Log.NextAsync().Promptly();
        Assert.Equal(("POST", "/v1/messages", "?beta=true", """{"a":1}"""), (sent.Method, sent.Path, sent.Query, sent.BodyText));
        Assert.Equal(ExchangeEnd.Completed, await sent.Ended.Promptly());
        Assert.Equal(Scripts.Hello.Body.Length, sent.BytesSent);
        Assert.NotNull(sent.EndedAt);
    }

    [Fact]
    public async Task Server_Headers_AreThoseOfTheScript()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(418, "text/plain", "x").WithHeader("request-id", "1").WithHeader("Request-Id", "2").WithStatus(503));
        using var http = new HttpClient();

        using HttpResponseMessage response = await http.PostAsync(new Uri(server.Address, "v1/messages"), null);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("2", Assert.Single(response.Headers.GetValues("request-id")));
        Assert.False(response.Headers.Contains("Server"));
        Assert.Equal("x", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET", "v1/messages")]
    [InlineData("POST", "v1/complete")]
    [InlineData("POST", "")]
    public async Task Server_AnythingElse_IsNotFoundAndLogged(string method, string path)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(server.Address, path));

        using HttpResponseMessage response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using JsonDocument error = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal("not_found_error", error.RootElement.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal($"/{path}", Assert.Single(server.Log.All).Path);
    }

    [Fact]
    public async Task Server_SeveralScripts_AnswersByTurns()
    {
        ResponseScript[] scripts = [.. new[] { "a", "b", "c" }.Select(text => new MessageScript().Text(text).End())];
        await using ReplayServer server = await ReplayServer.StartAsync(scripts);
        using ClaudeClient client = TestClient.Of(server);
        string all = "";
        for (int i = 0; i < 5; i++)
        {
            all += await client.AskAsync();
        }

        Assert.Equal("abcab", all);
    }

    [Fact]
    public async Task Server_ChoosesByTheRequest()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), exchange => new MessageScript().Text(exchange.Headers["x-who"]).End());
        using ClaudeClient client = TestClient.Of(server);

        Assert.Equal("Alice", await client.AskAsync(options: new RequestOptions { Headers = new Dictionary<string, string> { ["x-who"] = "Alice" } }));
    }

    [Fact]
    public async Task Server_PortInUse_SaysSo()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        await Assert.ThrowsAnyAsync<IOException>(() => ReplayServer.StartAsync(new ReplayServerOptions { Port = server.Address.Port }, Scripts.Hello));
    }

    [Fact]
    public async Task Server_OfWhatIsNone_SaysSo()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => ReplayServer.StartAsync());
        await Assert.ThrowsAsync<ArgumentException>(() => ReplayServer.StartAsync(new ReplayServerOptions()));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ReplayServer.StartAsync((ReplayServerOptions)null!, Scripts.Hello));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ReplayServer.StartAsync(new ReplayServerOptions(), (ScriptRoutes)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => ReplayServer.StartAsync(new ReplayServerOptions(), (Func<Exchange, ResponseScript>)null!));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ReplayServer.StartAsync(new ReplayServerOptions { Port = 65_536 }, Scripts.Hello));
    }

    [Theory]
    [MemberData(nameof(Scripts.HttpVersions), MemberType = typeof(Scripts))]
    public async Task Server_Disposed_ClosesWhatIsOpen(string version)
    {
        ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(events: 1));
        using ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        await server.DisposeAsync().AsTask().Promptly();
        await server.DisposeAsync();

        Assert.Equal(ClaudeStreamErrorKind.Transport, (await Assert.ThrowsAsync<ClaudeStreamException>(() => stream.GetFinalMessageAsync().Promptly())).Kind);
        await server.Log.All[0].Ended.Promptly();
    }

    [Fact]
    public async Task Server_ClientThatLeavesBeforeItsRequestIsWhole_IsNotLogged()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await socket.GetStream().WriteAsync("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        }

        using ClaudeClient client = TestClient.Of(server);
        Assert.Equal("Hello", await client.AskAsync());

        Assert.Single(server.Log.All);
    }

    [Fact]
    public async Task Server_RequestInSmallPieces_IsTaken()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(200, "text/plain", "x"));
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        foreach (byte b in "PUT /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{"u8.ToArray())
        {
            await socket.GetStream().WriteAsync(new[] { b });
        }

        using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
        Assert.StartsWith("HTTP/1.1 404", await reader.ReadToEndAsync().Promptly(), StringComparison.Ordinal);
        Assert.Equal("PUT", Assert.Single(server.Log.All).Method);
    }
}
