// Uploads a file, asks about it, and deletes it again. The file can be used in any number of requests until then.
// Prints the answer. The first argument is the path of a PDF or a text file.
#:project ../src/Claude.Aot/Claude.Aot.csproj

using Claude.Aot;

using var client = new ClaudeClient();
FileObject file = await client.Files.UploadAsync(args[0]);
try
{
    await using var stream = await client.Messages.StreamAsync(new MessageRequest
    {
        Model = ClaudeModel.Sonnet55,
        MaxTokens = 1024,
        Betas = [FilesClient.Beta],
        Messages = [new InputMessage(Role.User, [DocumentBlock.FromFileId(file.Id), new TextBlock { Text = "What does clause 4 say?" }])],
    });
    await foreach (string text in stream.ReadTextAsync())
        Console.Write(text);
}
finally
{
    await client.Files.DeleteAsync(file.Id);
}
