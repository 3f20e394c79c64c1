using Anthropic;
using Anthropic.Models.Messages;

namespace Claude.Aot.Benchmarks;

/// <summary>A client that sends requests with one user turn: an image, or a short prompt.</summary>
internal interface IRequestClient : IDisposable
{
    string Name { get; }

    /// <summary>The number of bytes of the last request's body.</summary>
    long BodyBytes { get; }

    /// <summary>Creates a request and sends it.</summary>
    /// <param name="image">The image in Base64, or null for a short prompt.</param>
    /// <returns>The length of the response's text.</returns>
    Task<int> AskAsync(string? image);
}

/// <summary>This library.</summary>
internal sealed class ClaudeAotRequestClient : IRequestClient
{
    private readonly RequestHandler _handler = new();
    private readonly ClaudeClient _client;

    public ClaudeAotRequestClient() => _client = new ClaudeClient(new ClaudeClientOptions { ApiKey = "none", UseEnvironment = false, HttpHandler = _handler });

    public string Name => ClaudeAotReader.ReaderName;

    public long BodyBytes => _handler.BodyBytes;

    public async Task<int> AskAsync(string? image)
    {
        BlockContent content = image is null
            ? "Hi"
            : [new ImageBlock { Source = new Claude.Aot.Base64ImageSource { MediaType = ImageMediaType.Png, Data = image } }];
        var request = new MessageRequest { Model = "claude-sonnet-5-5", MaxTokens = 1024, Messages = [new InputMessage(Claude.Aot.Role.User, content)] };
        return (await _client.Messages.CreateAsync(request)).Text.Length;
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }
}

/// <summary>The official package.</summary>
internal sealed class AnthropicRequestClient : IRequestClient
{
    private readonly RequestHandler _handler = new();
    private readonly AnthropicClient _client;

    public AnthropicRequestClient() => _client = new AnthropicClient { ApiKey = "none", BaseUrl = "http://localhost", HttpClient = new HttpClient(_handler) };

    public string Name => "Anthropic";

    public long BodyBytes => _handler.BodyBytes;

    public async Task<int> AskAsync(string? image)
    {
        UserMessageParam turn = image is null ? new("Hi") : new(new List<ContentBlockParam> { new ImageBlockParam(SourceOf(image)) });
        var request = new MessageCreateParams { Model = "claude-sonnet-5-5", MaxTokens = 1024, Messages = [turn] };
        Anthropic.Models.Messages.Message message = await _client.Messages.Create(request);
        return message.Content.Sum(static block => block.TryPickText(out Anthropic.Models.Messages.TextBlock? text) ? text.Text.Length : 0);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static Anthropic.Models.Messages.Base64ImageSource SourceOf(string image) => new() { MediaType = MediaType.ImagePng, Data = image };
}
