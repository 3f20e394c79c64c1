using System.Globalization;
using System.IO.Pipelines;
using Claude.Aot.Testing;

namespace Claude.Aot.Stress;

/// <summary>A stream that was opened, and an action that breaks its body.</summary>
internal readonly record struct OpenStream(MessageStream Stream, Action Break);

/// <summary>Opens streams whose bodies come from one of the sources in <see cref="Road"/>.</summary>
internal sealed class StreamOpener : IAsyncDisposable
{
    private const string LetterHeader = "x-letter";
    private const string SeedHeader = "x-seed";

    private static readonly MessageRequest s_request = new() { Model = "test", MaxTokens = 100, Messages = ["Hi"] };

    private readonly ReplayServer _server;
    private readonly Dictionary<Road, ClaudeClient> _clients = [];

    private StreamOpener(ReplayServer server)
    {
        _server = server;
        _clients[Road.Handler] = CreateClient(new Uri("http://127.0.0.1"), new Version(1, 1), new ScriptedHandler(Choose));
        _clients[Road.Resumed] = CreateClient(new Uri("http://127.0.0.1"), new Version(1, 1), new ScriptedHandler(ChooseBroken), static options => options.MaxResumptions = 3);
        _clients[Road.Timed] = CreateClient(new Uri("http://127.0.0.1"), new Version(1, 1), new ScriptedHandler(ChooseStalled), static options =>
        {
            options.MaxResumptions = 1;
            options.Timeouts.Idle = TimeSpan.FromMilliseconds(3);
            options.Timeouts.Total = TimeSpan.FromMilliseconds(12);
        });
        _clients[Road.Http1] = CreateClient(server.Address, new Version(1, 1), null);
        _clients[Road.Http2] = CreateClient(server.Address, new Version(2, 0), null);
    }

    public static async Task<StreamOpener> StartAsync() => new(await ReplayServer.StartAsync(new ReplayServerOptions(), Choose));

    public async ValueTask<OpenStream> OpenAsync(Road road, char letter, Random random, CancellationToken cancellationToken)
    {
        if (road is Road.Memory or Road.Pipe)
        {
            var body = new FeedStream(LetterBody.Choose(letter, random), random.Next(), random.Next(8) == 0 ? random.Next(1, 300) : 100_000);
            MessageStream stream = road == Road.Memory ? MessageStream.FromStream(body) : MessageStream.FromStream(PipeReader.Create(body));
            return new OpenStream(stream, body.Break);
        }

        var options = new RequestOptions
        {
            Headers = new Dictionary<string, string>
            {
                [LetterHeader] = letter.ToString(),
                [SeedHeader] = random.Next().ToString(CultureInfo.InvariantCulture),
            },
        };
        return new OpenStream(await _clients[road].Messages.StreamAsync(s_request, options, cancellationToken), static () => { });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (ClaudeClient client in _clients.Values)
        {
            client.Dispose();
        }

        await _server.DisposeAsync();
    }

    private static ResponseScript Choose(Exchange exchange)
    {
        var random = new Random(int.Parse(exchange.Headers[SeedHeader], CultureInfo.InvariantCulture));
        byte[] body = LetterBody.Choose(exchange.Headers[LetterHeader][0], random);
        ResponseScript script = ResponseScript.FromBytes(body).InChunksOf(random.Next(200, 20_000));
        return random.Next(6) switch
        {
            0 => script.AbortAtByte(random.Next(body.Length)),
            1 => script.CutAtByte(random.Next(body.Length)),
            _ => script,
        };
    }

    // The first response and all later ones are complete messages of the same letter, so the resumed stream consists of that letter too. One in four is not
    // interrupted.
    private static ResponseScript ChooseBroken(Exchange exchange)
    {
        (ResponseScript script, Random random) = Begin(exchange);
        return random.Next(4) == 0 ? script : BreakOff(script, random);
    }

    // A stall lasts until a timeout expires or the stream is disposed.
    private static ResponseScript ChooseStalled(Exchange exchange)
    {
        (ResponseScript script, Random random) = Begin(exchange);
        return random.Next(4) == 0 ? script : script.StallAtByte(random.Next(script.Body.Length));
    }

    private static ResponseScript BreakOff(ResponseScript script, Random random)
    {
        int position = random.Next(script.Body.Length);
        return random.Next(2) == 0 ? script.AbortAtByte(position) : script.CutAtByte(position);
    }

    private static (ResponseScript Script, Random Random) Begin(Exchange exchange)
    {
        // The body of a resumption request is longer, so each response of a stream is a different one.
        var random = new Random(int.Parse(exchange.Headers[SeedHeader], CultureInfo.InvariantCulture) ^ exchange.Body.Length);
        byte[] body = LetterBody.Choose(exchange.Headers[LetterHeader][0], random);
        return (ResponseScript.FromBytes(body).InChunksOf(random.Next(200, 20_000)), random);
    }

    private static ClaudeClient CreateClient(Uri address, Version version, HttpMessageHandler? handler, Action<ClaudeClientOptions>? configure = null)
    {
        var options = new ClaudeClientOptions
        {
            ApiKey = "sk-ant-test-0123456789",
            BaseUrl = address,
            UseEnvironment = false,
            HttpHandler = handler,
            HttpVersion = version,
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            MaxRetries = 0,
            MaxRetryDelay = TimeSpan.Zero,
        };
        configure?.Invoke(options);
        return new ClaudeClient(options);
    }
}
