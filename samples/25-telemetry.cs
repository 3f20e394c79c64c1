// Listens to the library's spans with .NET alone. With OpenTelemetry, AddSource and AddMeter take the names instead: docs/telemetry.md.
// Prints the answer, and then its span.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using System.Diagnostics;
using Claude.Aot;

using var listener = new ActivityListener
{
    ShouldListenTo = source => source.Name == ClaudeTelemetry.SourceName,
    Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
    ActivityStopped = Print,
};
ActivitySource.AddActivityListener(listener);

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(
    new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["Name a river"] });
await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);

static void Print(Activity span)                                     // span.Duration has the time
{
    Console.WriteLine($"\n[{span.DisplayName}: {span.GetTagItem("claude.client.outcome")}]");
    foreach (string name in new[] { "gen_ai.response.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "error.type" })
        if (span.GetTagItem(name) is { } value)
            Console.WriteLine($"{name} = {value}");
}
