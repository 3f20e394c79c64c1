using System.Net;
using System.Net.Sockets;
using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Testing;

/// <summary>A body that is cut, closed or reset looks different to whoever reads it: on a bare socket, through a bare HTTP client, behind the handler, and to our client.</summary>
public sealed class ConnectionEndTests
{
    private static readonly byte[] s_sent = Scripts.Hello.Body[..Scripts.Hello.OffsetAfter(Scripts.EventsUntilHel)].ToArray();

    public static TheoryData<string, ClaudeTransportErrorKind> ClosedKinds => new()
    {
        { "handler", ClaudeTransportErrorKind.ConnectionError },
        { "1.1", ClaudeTransportErrorKind.ConnectionError },
        { "2.0", ClaudeTransportErrorKind.ResponseEnded },
    };

    [Fact]
    public async Task Cut_OnASocket_IsACompleteBody()
    {
        (string text, SocketError error) = await ReadSocketAsync(Scripts.Hello.CutAfter(Scripts.EventsUntilHel));

        Assert.EndsWith("\n\n\r\n0\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Equal(SocketError.Success, error);
    }

    [Fact]
    public async Task Close_OnASocket_IsAnOrderlyEndWithoutTheLastChunk()
    {
        (string text, SocketError error) = await ReadSocketAsync(Scripts.Hello.CloseAfter(Scripts.EventsUntilHel));

        Assert.EndsWith($"{Encoding.UTF8.GetString(s_sent)}\r\n", text, StringComparison.Ordinal);
        Assert.Equal(SocketError.Success, error);
    }

    [Fact]
    public async Task Close_BehindAMegabyte_LosesNoByteOfIt()
    {
        ResponseScript script = ResponseScript.FromBytes(new byte[1 << 20]).InChunksOf(1000);

        (string text, SocketError error) = await ReadSocketAsync(script.CloseAtByte(script.Body.Length));

        Assert.Equal(script.Body.Length, text.Count(c => c == '\0'));
        Assert.DoesNotContain("\r\n0\r\n", text, StringComparison.Ordinal);
        Assert.Equal(SocketError.Success, error);
    }

    [Fact]
    public async Task Reset_OnASocket_IsAReset()
    {
        (string text, SocketError error) = await ReadSocketAsync(Scripts.Hello.AbortAfter(Scripts.EventsUntilHel));

        Assert.DoesNotContain("\r\n0\r\n", text, StringComparison.Ordinal);
        Assert.Equal(SocketError.ConnectionReset, error);
    }

    [Fact]
    public async Task Drop_OnASocket_IsAnOrderlyEndWithoutAByte() => Assert.Equal(("", SocketError.Success), await ReadSocketAsync(ResponseScript.Drop()));

    [Fact]
    public async Task Close_OverHttp2_EndsTheStream_ResetResetsIt_AndTheConnectionStays()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(
            Scripts.Hello.CloseAfter(Scripts.EventsUntilHel), Scripts.Hello.AbortAfter(Scripts.EventsUntilHel), ResponseScript.Drop(), Scripts.Hello);
        using var http = new HttpClient { BaseAddress = server.Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        Assert.Equal(s_sent, await ReadAsync(http));
        // RFC 9113 7: INTERNAL_ERROR. The headers may have been overtaken, then it is the request that fails.
        Exception reset = await Assert.ThrowsAnyAsync<Exception>(() => ReadAsync(http));
        Assert.Equal(2, InnermostOf<HttpProtocolException>(reset).ErrorCode);
        Exception dropped = await Assert.ThrowsAnyAsync<HttpRequestException>(() => ReadAsync(http));
        Assert.Equal(2, InnermostOf<HttpProtocolException>(dropped).ErrorCode);
        Assert.Equal(Scripts.Hello.Body.ToArray(), await ReadAsync(http));

        Assert.Equal(1, server.Log.ConnectionCount);
        Assert.Equal(
            [ExchangeEnd.Aborted, ExchangeEnd.Aborted, ExchangeEnd.Aborted, ExchangeEnd.Completed],
            await Task.WhenAll(server.Log.All.Select(exchange => exchange.Ended)).Promptly());
    }

    [Fact]
    public async Task Close_OverHttp11_IsWhatTheHandlerPlays()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Scripts.Hello.CloseAfter(Scripts.EventsUntilHel));
        using var http = new HttpClient { BaseAddress = server.Address };
        using var played = new HttpClient(new ScriptedHandler(Scripts.Hello.CloseAfter(Scripts.EventsUntilHel))) { BaseAddress = server.Address };

        HttpIOException real = await Assert.ThrowsAsync<HttpIOException>(() => ReadAsync(http));
        HttpIOException scripted = await Assert.ThrowsAsync<HttpIOException>(() => ReadAsync(played));

        Assert.Equal(HttpRequestError.ResponseEnded, real.HttpRequestError);
        Assert.Equal(real.HttpRequestError, scripted.HttpRequestError);
    }

    [Fact]
    public async Task Reset_OverHttp11_IsWhatTheHandlerPlays()
    {
        var gate = new ScriptGate();
        ResponseScript script = Scripts.Hello.AbortAfter(Scripts.EventsUntilHel).StallAfter(Scripts.EventsUntilHel, gate);
        await using ReplayServer server = await ReplayServer.StartAsync(script);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var played = new HttpClient(new ScriptedHandler(script)) { BaseAddress = server.Address };

        IOException real = await Assert.ThrowsAsync<IOException>(() => ReadAsync(http, gate.Release));
        IOException scripted = await Assert.ThrowsAsync<IOException>(() => ReadAsync(played));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(real.InnerException).SocketErrorCode);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(scripted.InnerException).SocketErrorCode);
    }

    [Theory]
    [MemberData(nameof(ClosedKinds))]
    public async Task Close_ToOurClient_IsAnErrorWithThePartialMessage(string way, ClaudeTransportErrorKind kind)
    {
        ResponseScript script = Scripts.Hello.CloseAfter(Scripts.EventsUntilHel);
        await using ReplayServer server = await ReplayServer.StartAsync(script);
        using ClaudeClient client = way == "handler" ? TestClient.Of(new ScriptedHandler(script)) : TestClient.Of(server, way);

        ClaudeTransportException e = await client.FailAsync<ClaudeTransportException>();

        Assert.Equal(kind, e.Kind);
        Assert.Equal("Hel", e.Partial!.Text);
    }

    [Fact]
    public async Task Handler_ReadAgainBehindTheEnd_FailsAgain()
    {
        using var client = new HttpClient(new ScriptedHandler(Scripts.Hello.CloseAtByte(0)));
        using HttpResponseMessage response = await client.GetAsync(new Uri("http://localhost/"), HttpCompletionOption.ResponseHeadersRead);
        Stream body = await response.Content.ReadAsStreamAsync();

        await Assert.ThrowsAsync<HttpIOException>(() => body.ReadAsync(new byte[1]).AsTask());
        await Assert.ThrowsAsync<HttpIOException>(() => body.ReadAsync(new byte[1]).AsTask());
    }

    /// <summary>Posts a request on a socket of its own; gives all that comes, and what ends it.</summary>
    private static async Task<(string Text, SocketError Error)> ReadSocketAsync(ResponseScript script)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(script);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await socket.SendAsync("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"u8.ToArray());
        var text = new StringBuilder();
        byte[] buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer).Promptly() is var count and > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }

            return (text.ToString(), SocketError.Success);
        }
        catch (SocketException e)
        {
            return (text.ToString(), e.SocketErrorCode);
        }
    }

    private static async Task<byte[]> ReadAsync(HttpClient http, Action? whenSomeHasCome = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/messages") { Version = http.DefaultRequestVersion, VersionPolicy = http.DefaultVersionPolicy };
        using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Promptly();
        using Stream body = await response.Content.ReadAsStreamAsync();
        using var all = new MemoryStream();
        byte[] buffer = new byte[4096];
        while (await body.ReadAsync(buffer).Promptly() is var count and > 0)
        {
            all.Write(buffer, 0, count);
            whenSomeHasCome?.Invoke();
        }

        return all.ToArray();
    }

    private static T InnermostOf<T>(Exception e)
        where T : Exception => e as T ?? InnermostOf<T>(Assert.IsType<Exception>(e.InnerException, exactMatch: false));
}
