// Asks for an object of a type, and shows what is there of it while it arrives: strings and lists grow, a number appears when it is complete.
// Prints the title and the number of steps so far, then the title and the minutes.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using System.ComponentModel.DataAnnotations;
using Claude.Aot;

using var client = new ClaudeClient();
var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["A recipe for pancakes, please."] };

await using var stream = await client.Messages.StreamAsync(request with { OutputConfig = Recipe.OutputConfig });
await foreach (Recipe.Partial soFar in Recipe.ReadPartialAsync(stream))
    Console.Write($"\r{soFar.Title}: {soFar.Steps?.Count} steps");
Console.WriteLine();

try
{
    Recipe recipe = await stream.GetFinalOutputAsync<Recipe>();
    Console.WriteLine($"{recipe.Title}, {recipe.Minutes} minutes");
}
catch (ClaudeOutputException e)                                        // a refusal, a cut output, or one that does not fit
{
    Console.WriteLine($"{e.Kind}: {e.Message}");
}

/// <summary>A recipe.</summary>
[ClaudeOutput]
sealed partial record Recipe(string Title, [property: Range(1, 600)] int Minutes, IReadOnlyList<string> Steps);
