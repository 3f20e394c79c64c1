using Claude.Aot;

namespace Claude.Cli.Attachments;

/// <summary>Creates the message of the user from a prompt and what is sent along with it.</summary>
internal static class Prompt
{
    /// <summary>Reads the files.</summary>
    /// <exception cref="InputException">A file cannot be used, or together the files are larger than a request can be.</exception>
    public static async Task<IReadOnlyList<ContentBlock>> ReadFilesAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var blocks = new List<ContentBlock>();
        long total = 0;
        foreach (string path in paths)
        {
            AttachedFile file = await AttachedFile.ReadAsync(path, cancellationToken);
            total += file.Bytes;
            if (total > AttachedFile.MaxRequestBytes)
            {
                throw new InputException(
                    $"with '{path}', the files have {total} bytes in the request, which can have at most {AttachedFile.MaxRequestBytes}. Send fewer files");
            }

            blocks.Add(file.Block);
        }

        return blocks;
    }

    /// <summary>Creates the message: the files first, then the context, and the prompt last.</summary>
    public static InputMessage Create(string prompt, IReadOnlyList<ContentBlock> files, string? context = null)
    {
        if (files.Count == 0 && context is null)
        {
            return prompt;
        }

        var blocks = new List<ContentBlock>(files);
        if (context is not null)
        {
            blocks.Add(new TextBlock { Text = context });
        }

        blocks.Add(new TextBlock { Text = prompt });
        return new InputMessage(Role.User, blocks);
    }
}
