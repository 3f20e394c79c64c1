using Claude.Aot;
using Claude.Cli.Attachments;
using Claude.Cli.IO;

namespace Claude.Cli.Chat;

/// <summary>The conversation so far, and the files for its next message.</summary>
/// <param name="request">The request without messages.</param>
/// <param name="files">The files for the first message.</param>
internal sealed class ChatConversation(MessageRequest request, IReadOnlyList<ContentBlock> files)
{
    private IReadOnlyList<ContentBlock> _files = files;

    // The file that was saved or loaded, and may therefore be replaced.
    private string? _path;

    /// <summary>Gets the request with all messages that were answered.</summary>
    public MessageRequest Request { get; private set; } = request;

    /// <summary>Returns the request with a further message. The conversation itself is unchanged.</summary>
    public MessageRequest Ask(string prompt) => Request with { Messages = [.. Request.Messages, Prompt.Create(prompt, _files)] };

    /// <summary>Continues with the messages of an answered request.</summary>
    public void Continue(IReadOnlyList<InputMessage> messages)
    {
        Request = Request with { Messages = [.. messages] };
        _files = [];
    }

    public void UseModel(string model) => Request = Request with { Model = model };

    /// <summary>Adds a file to the next message.</summary>
    /// <exception cref="InputException">The file cannot be sent.</exception>
    public async Task AttachAsync(string path, CancellationToken cancellationToken) =>
        _files = [.. _files, .. await Prompt.ReadFilesAsync([path], cancellationToken)];

    /// <summary>Writes the conversation to a file, as the request that would continue it.</summary>
    /// <exception cref="InputException">The file exists and is not the one of this conversation, or it cannot be written.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken)
    {
        string fullPath = Path.GetFullPath(path);
        if (fullPath != _path && File.Exists(fullPath))
        {
            throw new InputException($"'{path}' exists already and is not replaced. Use another name");
        }

        try
        {
            await File.WriteAllBytesAsync(fullPath, ClaudeJson.ToUtf8Bytes(Request), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the conversation cannot be saved: {ErrorText.Of(e)}");
        }

        _path = fullPath;
    }

    /// <summary>Replaces the conversation, and its model, with one that was saved.</summary>
    /// <exception cref="InputException">The file cannot be read, or is not a conversation.</exception>
    public async Task LoadAsync(string path, CancellationToken cancellationToken)
    {
        Request = await RequestFile.ReadAsync(path, cancellationToken) with { Betas = Request.Betas };
        _path = Path.GetFullPath(path);
    }
}
