// Controls how varied a response is without a temperature: with the effort that the model spends, and with a system prompt.
// Prints three names.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
await using var stream = await client.Messages.StreamAsync(new MessageRequest
{
    Model = ClaudeModel.Sonnet55,
    MaxTokens = 1024,
    // Temperature = 0.8,   // Models from Claude 4.7 on reject it, and API version 2026-10-21 rejects it for all models: 400, invalid_request_error,
    //                      // which is thrown as a ClaudeApiException. Opus 4.6, Sonnet 4.6 and older models accept it with version 2023-06-01.
    OutputConfig = new() { Effort = Effort.Low },   // how much thought to spend: Low, Medium, High (the default), Xhigh, Max
    System = "Be inventive: offer names that differ in sound, length and mood. No common words.",   // how varied the answer is
    Messages = ["Invent three names for a coffee shop"],
});

await foreach (string text in stream.ReadTextAsync())
    Console.Write(text);
Console.WriteLine();
