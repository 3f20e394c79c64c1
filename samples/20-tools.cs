// Runs a tool: the model calls it, and gets its results until it has answered. The compiler writes the tool's schema and reads its input.
// Prints the text of every turn as it arrives.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["Is it warmer in Oslo or in Rome?"] };

await using ToolRun run = client.Messages.RunTools(request, [Weather.GetTemperatureTool]);
await foreach (MessageStream turn in run)                            // one stream for each turn of the model, live
{
    await foreach (string text in turn.ReadTextAsync())
        Console.Write(text);
    Console.WriteLine();
}

static partial class Weather
{
    /// <summary>Gets the temperature in a city, in degrees Celsius.</summary>
    /// <param name="city">The city's name, for example "Rome".</param>
    [ClaudeTool]
    public static async Task<double> GetTemperatureAsync(string city, CancellationToken cancellationToken)
    {
        await Task.Delay(100, cancellationToken);                    // a weather service would be asked here
        return city == "Oslo" ? 7 : 19;
    }
}
