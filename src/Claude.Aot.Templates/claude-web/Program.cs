using System.Text.Json.Serialization;
using Claude.Aot;

var builder = WebApplication.CreateSlimBuilder(args);

// The key is Claude:ApiKey of the configuration, or else the environment variable ANTHROPIC_API_KEY.
builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AppJson.Default));

var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();

app.MapPost("/chat", async (ChatTurn turn, ClaudeClient claude, HttpResponse response, CancellationToken cancellationToken) =>
{
    var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = [turn.Prompt] };
    await using MessageStream stream = await claude.Messages.StreamAsync(request, cancellationToken: cancellationToken);
    response.ContentType = "text/plain; charset=utf-8";
    response.Headers.CacheControl = "no-cache, no-transform";
    await stream.CopyTextToAsync(response.BodyWriter, cancellationToken);
});

app.Run();

internal sealed record ChatTurn(string Prompt);

[JsonSerializable(typeof(ChatTurn))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class AppJson : JsonSerializerContext;
