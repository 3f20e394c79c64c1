// Streams several responses concurrently with one client.
// Prints each question with its answer, in the order of the questions.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

string[] questions = ["What is the capital of France?", "What is the capital of Japan?", "What is the capital of Peru?"];

using var client = new ClaudeClient();
string[] answers = await Task.WhenAll(questions.Select(question => AskAsync(client, question)));

foreach ((string question, string answer) in questions.Zip(answers))
    Console.WriteLine($"{question} {answer}");

static async Task<string> AskAsync(ClaudeClient client, string question)
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 1024,
        Messages = [question],
    });
    return await stream.GetFinalTextAsync();
}
