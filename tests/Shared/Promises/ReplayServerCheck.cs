using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that the server supports both HTTP versions and logs the requests.</summary>
internal static class ReplayServerCheck
{
    public static IEnumerable<(string Name, Func<Task> Run)> Cases()
    {
        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"one port speaks HTTP/{version}", () => Server_OnePort_SpeaksBothVersions(version));
        }

        yield return ("headers are those of the script", Server_Headers_AreThoseOfTheScript);

        foreach ((string method, string path) in ((string, string)[])[("GET", "v1/messages"), ("POST", "v1/complete"), ("POST", "")])
        {
            yield return ($"{method} /{path} is not found, and logged", () => Server_AnythingElse_IsNotFoundAndLogged(method, path));
        }

        yield return ("several scripts answer by turns", Server_SeveralScripts_AnswersByTurns);
        yield return ("the script is chosen by the request", Server_ChoosesByTheRequest);
        yield return ("a port in use is said to be", Server_PortInUse_SaysSo);

        foreach (string version in Scripts.HttpVersions)
        {
            yield return ($"disposed it closes what is open, HTTP/{version}", () => Server_Disposed_ClosesWhatIsOpen(version));
        }

        yield return ("a client that leaves before its request is whole is not logged", Server_ClientThatLeavesBeforeItsRequestIsWhole_IsNotLogged);
        yield return ("a request in small pieces is taken", Server_RequestInSmallPieces_IsTaken);
    }

    private static async Task Server_OnePort_SpeaksBothVersions(string version)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using var http = new HttpClient { DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using HttpResponseMessage response = await http.PostAsync(new Uri(server.Address, "v1/messages?beta=true"), new StringContent("""{"a":1}"""));

        Check.Equal(HttpStatusCode.OK, response.StatusCode);
        Check.Equal(Version.Parse(version), response.Version);
        Check.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Check.SequenceEqual(Scripts.Hello.Body.ToArray(), await response.Content.ReadAsByteArrayAsync());
        Exchange sent = await server.Log.NextAsync().Promptly();
        Check.Equal(("POST", "/v1/messages", "?beta=true", """{"a":1}"""), (sent.Method, sent.Path, sent.Query, sent.BodyText));
        Check.Equal(ExchangeEnd.Completed, await sent.Ended.Promptly());
        Check.Equal(Scripts.Hello.Body.Length, sent.BytesSent);
        Check.That(sent.EndedAt is not null);
    }

    private static async Task Server_Headers_AreThoseOfTheScript()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(418, "text/plain", "x").WithHeader("request-id", "1").WithHeader("Request-Id", "2").WithStatus(503));
        using var http = new HttpClient();

        using HttpResponseMessage response = await http.PostAsync(new Uri(server.Address, "v1/messages"), null);

        Check.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Check.Equal("2", Check.Single(response.Headers.GetValues("request-id")));
        Check.That(!response.Headers.Contains("Server"));
        Check.Equal("x", await response.Content.ReadAsStringAsync());
    }

    private static async Task Server_AnythingElse_IsNotFoundAndLogged(string method, string path)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(server.Address, path));

        using HttpResponseMessage response = await http.SendAsync(request);

        Check.Equal(HttpStatusCode.NotFound, response.StatusCode);
        using JsonDocument error = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Check.Equal("not_found_error", error.RootElement.GetProperty("error").GetProperty("type").GetString());
        Check.Equal($"/{path}", Check.Single(server.Log.All).Path);
    }

    private static async Task Server_SeveralScripts_AnswersByTurns()
    {
        ResponseScript[] scripts = [.. new[] { "a", "b", "c" }.Select(text => new MessageScript().Text(text).End())];
        await using ReplayServer server = await ReplayServer.StartAsync(scripts);
        using ClaudeClient client = TestClient.Of(server);
        string all = "";
        for (int i = 0; i < 5; i++)
        {
            all += await client.AskAsync();
        }

        Check.Equal("abcab", all);
    }

    private static async Task Server_ChoosesByTheRequest()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), exchange => new MessageScript().Text(exchange.Headers["x-who"]).End());
        using ClaudeClient client = TestClient.Of(server);

        Check.Equal("Alice", await client.AskAsync(options: new RequestOptions { Headers = new Dictionary<string, string> { ["x-who"] = "Alice" } }));
    }

    private static async Task Server_PortInUse_SaysSo()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);

        await Check.ThrowsAsync<IOException>(() => ReplayServer.StartAsync(new ReplayServerOptions { Port = server.Address.Port }, Scripts.Hello));
    }

    private static async Task Server_Disposed_ClosesWhatIsOpen(string version)
    {
        ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.StallAfter(events: 1));
        using ClaudeClient client = TestClient.Of(server, version);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);

        await server.DisposeAsync().AsTask().Promptly();
        await server.DisposeAsync();

        Check.Equal(ClaudeTransportErrorKind.ConnectionError, (await Check.ThrowsAsync<ClaudeTransportException>(() => stream.GetFinalMessageAsync().Promptly())).Kind);
        await server.Log.All[0].Ended.Promptly();
    }

    private static async Task Server_ClientThatLeavesBeforeItsRequestIsWhole_IsNotLogged()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello);
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            await socket.GetStream().WriteAsync("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"u8.ToArray());
        }

        using ClaudeClient client = TestClient.Of(server);
        Check.Equal("Hello", await client.AskAsync());

        Check.Single(server.Log.All);
    }

    private static async Task Server_RequestInSmallPieces_IsTaken()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.Answer(200, "text/plain", "x"));
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        foreach (byte b in "PUT /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{"u8.ToArray())
        {
            await socket.GetStream().WriteAsync(new[] { b });
        }

        using var reader = new StreamReader(socket.GetStream(), Encoding.ASCII);
        Check.Contains("HTTP/1.1 404", await reader.ReadToEndAsync().Promptly());
        Check.Equal("PUT", Check.Single(server.Log.All).Method);
    }
}
