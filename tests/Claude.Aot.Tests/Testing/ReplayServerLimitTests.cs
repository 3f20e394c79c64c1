using System.Net;
using System.Text;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;

namespace Claude.Aot.Tests.Testing;

/// <summary>What a server for tests and for <c>claude-aot serve</c> takes from whom.</summary>
public sealed class ReplayServerLimitTests
{
    [Theory]
    [InlineData("localhost", false, HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", false, HttpStatusCode.OK)]
    [InlineData("[::1]", false, HttpStatusCode.OK)]
    [InlineData("attacker.example", false, HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.attacker.example", false, HttpStatusCode.MisdirectedRequest)]
    [InlineData("192.0.2.1", false, HttpStatusCode.MisdirectedRequest)]
    [InlineData("attacker.example", true, HttpStatusCode.OK)]
    public async Task Host_OfAnotherMachine_IsRefusedUnlessAllowed(string host, bool allowsAny, HttpStatusCode expected)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions { AllowsAnyHost = allowsAny }, Scripts.Hello);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "v1/messages")) { Content = new StringContent("{}") };
        request.Headers.Host = host;

        using HttpResponseMessage response = await http.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, server.Log.All.Count);
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.OK)]
    [InlineData(1001, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_LongerThanTheLimit_IsRefused(int length, HttpStatusCode expected)
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions { MaxBodyBytes = 1000 }, Scripts.Hello);
        using var http = new HttpClient();

        using HttpResponseMessage response = await http.PostAsync(new Uri(server.Address, "v1/messages"), new ByteArrayContent(new byte[length]));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Log_LongerThanTheLimit_ForgetsTheOldest()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions { MaxLoggedRequests = 2 }, Scripts.Hello);
        using var http = new HttpClient();
        for (int i = 0; i < 5; i++)
        {
            using HttpResponseMessage response = await http.PostAsync(new Uri(server.Address, "v1/messages"), new StringContent($"{i}", Encoding.UTF8));
        }

        Assert.Equal(["3", "4"], server.Log.All.Select(exchange => exchange.BodyText));
        Assert.Equal("3", (await server.Log.NextAsync()).BodyText);
    }

    [Fact]
    public void Options_LimitsBelowOne_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplayServerOptions { MaxBodyBytes = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReplayServerOptions { MaxLoggedRequests = 0 });
    }
}
