using Claude.Cli.Output;

namespace Claude.Cli.Chat;

/// <summary>The commands of a conversation, such as <c>/save FILE</c>.</summary>
internal sealed class ChatCommands(ChatConversation conversation)
{
    private static readonly string[] s_help =
    [
        "/file FILE   sends an image, a PDF or a text with the next message",
        "/model [M]   shows the model, or uses another one",
        "/save FILE   writes the conversation to a file",
        "/load FILE   continues a conversation that was saved",
        "/help        lists the commands",
        "/quit        ends the program",
    ];

    /// <summary>Runs a command. Its mistakes are reported and have no effect.</summary>
    /// <returns>False if the user wants to leave.</returns>
    public async Task<bool> RunAsync(string line, CancellationToken cancellationToken)
    {
        string[] words = line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        (string name, string argument) = (words[0], words.Length > 1 ? words[1] : "");
        try
        {
            switch (name)
            {
                case "/quit" or "/exit":
                    return false;
                case "/help":
                    Array.ForEach(s_help, StandardError.WriteLine);
                    break;
                case "/model" when argument.Length == 0:
                    StandardError.WriteLine($"the model is {conversation.Request.Model}");
                    break;
                case "/model":
                    conversation.UseModel(argument);
                    StandardError.WriteLine($"the model is now {argument}");
                    break;
                case "/file" or "/save" or "/load" when argument.Length == 0:
                    throw new InputException($"{name} needs the name of a file");
                case "/file":
                    await conversation.AttachAsync(argument, cancellationToken);
                    StandardError.WriteLine($"{argument} is sent with the next message");
                    break;
                case "/save":
                    await conversation.SaveAsync(argument, cancellationToken);
                    StandardError.WriteLine($"saved {conversation.Request.Messages.Count} messages to {argument}");
                    break;
                case "/load":
                    await conversation.LoadAsync(argument, cancellationToken);
                    StandardError.WriteLine($"loaded {conversation.Request.Messages.Count} messages; the model is {conversation.Request.Model}");
                    break;
                default:
                    throw new InputException($"there is no command {name}; /help lists the commands");
            }
        }
        catch (InputException e)
        {
            StandardError.WriteLine(e.Message);
        }

        return true;
    }
}
