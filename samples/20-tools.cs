// Runs a tool: the model calls it, and gets its results until it has answered. A call starts as soon as its input is complete.
// Prints the text of every turn as it arrives.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

var getTemperature = new ToolFunction(
    new Tool("get_temperature", "Gets the temperature in a city, in degrees Celsius.", """
        {"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}
        """u8),
    async (call, cancellationToken) =>
    {
        await Task.Delay(100, cancellationToken);                     // a weather service would be asked here
        if (!call.Input.ToRawJson().TryGetProperty("city", out RawJson city))
            throw new ToolErrorException("'city' is missing.");        // the model gets this text, and can try again
        return city.GetString() == "Oslo" ? "7" : "19";
    });

using var client = new ClaudeClient();
var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["Is it warmer in Oslo or in Rome?"] };

await using ToolRun run = client.Messages.RunTools(request, [getTemperature]);
await foreach (MessageStream turn in run)
{
    await foreach (string text in turn.ReadTextAsync())
        Console.Write(text);
    Console.WriteLine();
}
