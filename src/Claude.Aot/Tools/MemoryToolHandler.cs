using Claude.Aot.Tools;

namespace Claude.Aot;

/// <summary>
/// A handler of the memory tool: the model keeps files under <c>/memories</c> from one conversation to the next, and the handler stores them, for example in a
/// folder or in a database.
/// </summary>
/// <remarks>
/// Every path that a method gets is <c>/memories</c> or begins with <c>/memories/</c>, and has no <c>..</c>, no backslash and no percent-encoded character. The
/// model gets an error for all others. For a failure that the model should see, such as a file that does not exist, throw a <see cref="ToolErrorException"/>.
/// </remarks>
/// <example>
/// <code>
/// async Task RunWithMemoryAsync(MemoryToolHandler memory)
/// {
///     await using ToolRun run = client.Messages.RunTools(request, [memory.Function]);
///     Message final = await run.GetFinalMessageAsync(cancellationToken);
/// }
/// </code>
/// </example>
public abstract class MemoryToolHandler : ToolHandler
{
    private const string Root = "/memories";

    /// <inheritdoc/>
    public override ToolDefinition Definition => new MemoryTool20250818();

    /// <summary>Shows a file, or lists a directory.</summary>
    /// <param name="path">The path.</param>
    /// <param name="lines">The lines to show, or null for all. Only for files.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>The lines, each with its number in front of it; or the paths of the files, two levels deep.</returns>
    public abstract ValueTask<BlockContent> ViewAsync(string path, LineRange? lines, CancellationToken cancellationToken);

    /// <summary>Creates a file.</summary>
    /// <param name="path">The path.</param>
    /// <param name="text">The content of the file.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> CreateAsync(string path, string text, CancellationToken cancellationToken);

    /// <summary>Replaces the only occurrence of a text.</summary>
    /// <param name="path">The path.</param>
    /// <param name="oldText">The text to replace. If the file does not contain it exactly once, throw a <see cref="ToolErrorException"/> that says so.</param>
    /// <param name="newText">The new text; empty to remove the old one.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> ReplaceAsync(string path, string oldText, string newText, CancellationToken cancellationToken);

    /// <summary>Inserts a text after a line.</summary>
    /// <param name="path">The path.</param>
    /// <param name="line">The number of the line; 0 inserts at the start of the file.</param>
    /// <param name="text">The text to insert.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> InsertAsync(string path, int line, string text, CancellationToken cancellationToken);

    /// <summary>Deletes a file, or a directory with everything in it.</summary>
    /// <param name="path">The path. It is never <c>/memories</c> itself.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> DeleteAsync(string path, CancellationToken cancellationToken);

    /// <summary>Renames or moves a file or a directory.</summary>
    /// <param name="oldPath">The path. It is never <c>/memories</c> itself.</param>
    /// <param name="newPath">The new path. If it exists, throw a <see cref="ToolErrorException"/> that says so.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> RenameAsync(string oldPath, string newPath, CancellationToken cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="toolCall"/> is null.</exception>
    protected sealed override ValueTask<BlockContent> InvokeAsync(ToolCall toolCall, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(toolCall);
        var members = new CommandInput(toolCall.Input.ToRawJson());
        return members.Command switch
        {
            "view" => ViewAsync(Verify(members.Text("path")), members.Lines("view_range"), cancellationToken),
            "create" => CreateAsync(VerifyInside(members.Text("path")), members.Text("file_text"), cancellationToken),
            "str_replace" => ReplaceAsync(
                VerifyInside(members.Text("path")),
                members.Text("old_str"),
                members.OptionalText("new_str") ?? "",
                cancellationToken),
            "insert" => InsertAsync(VerifyInside(members.Text("path")), members.Number("insert_line"), members.Text("insert_text"), cancellationToken),
            "delete" => DeleteAsync(VerifyInside(members.Text("path")), cancellationToken),
            "rename" => RenameAsync(VerifyInside(members.Text("old_path")), VerifyInside(members.Text("new_path")), cancellationToken),
            _ => throw members.Unknown("view, create, str_replace, insert, delete, rename"),
        };
    }

    private static string Verify(string path)
    {
        bool isInside = path == Root || path.StartsWith(Root + "/", StringComparison.Ordinal);
        bool isPlain = path.AsSpan().IndexOfAny('\\', '%', '\0') < 0 && !path.Split('/').Contains("..");
        return isInside && isPlain
            ? path
            : throw new ToolErrorException($"The path '{path}' is not allowed: it must be within {Root}, without '..', '\\' and '%'.");
    }

    private static string VerifyInside(string path) =>
        Verify(path).TrimEnd('/') == Root ? throw new ToolErrorException($"The command cannot be used on {Root} itself.") : path;
}
