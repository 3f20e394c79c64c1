using Claude.Aot.Tools;

namespace Claude.Aot;

/// <summary>A handler of the text editor tool: the model views and edits text files through it.</summary>
/// <remarks>
/// The paths are written by a model. Check that they are within the folder that the model may use, also after links are resolved. For a failure that the model
/// should see, such as a file that does not exist, throw a <see cref="ToolErrorException"/>.
/// </remarks>
/// <example>
/// <code>
/// async Task RunWithEditorAsync(TextEditorToolHandler editor)
/// {
///     await using ToolRun run = client.Messages.RunTools(request, [editor.Function]);
///     Message final = await run.GetFinalMessageAsync(cancellationToken);
/// }
/// </code>
/// </example>
public abstract class TextEditorToolHandler : ToolHandler
{
    /// <summary>
    /// The definition that is sent to the API: version 2025-07-28. Override it to use another version, or to set
    /// <see cref="TextEditorTool20250728.MaxCharacters"/>. All versions have the same commands, except for undoing.
    /// </summary>
    public override ToolDefinition Definition => new TextEditorTool20250728();

    /// <summary>Shows a file, or lists a directory.</summary>
    /// <param name="path">The path, as the model wrote it.</param>
    /// <param name="lines">The lines to show, or null for all. Only for files.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>The lines, each with its number in front of it; or the names of the files.</returns>
    public abstract ValueTask<BlockContent> ViewAsync(string path, LineRange? lines, CancellationToken cancellationToken);

    /// <summary>Creates a file.</summary>
    /// <param name="path">The path, as the model wrote it.</param>
    /// <param name="text">The content of the file.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> CreateAsync(string path, string text, CancellationToken cancellationToken);

    /// <summary>Replaces the only occurrence of a text.</summary>
    /// <param name="path">The path, as the model wrote it.</param>
    /// <param name="oldText">The text to replace. If the file does not contain it exactly once, throw a <see cref="ToolErrorException"/> that says so.</param>
    /// <param name="newText">The new text; empty to remove the old one.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it, for example the changed lines.</returns>
    public abstract ValueTask<BlockContent> ReplaceAsync(string path, string oldText, string newText, CancellationToken cancellationToken);

    /// <summary>Inserts a text after a line.</summary>
    /// <param name="path">The path, as the model wrote it.</param>
    /// <param name="line">The number of the line; 0 inserts at the start of the file.</param>
    /// <param name="text">The text to insert.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public abstract ValueTask<BlockContent> InsertAsync(string path, int line, string text, CancellationToken cancellationToken);

    /// <summary>
    /// Undoes the last change of a file. Only versions of the tool before <see cref="TextEditorTool20250429"/> have this command. By default, the model gets an
    /// error.
    /// </summary>
    /// <param name="path">The path, as the model wrote it.</param>
    /// <param name="cancellationToken">Canceled when the call is stopped.</param>
    /// <returns>A text that confirms it.</returns>
    public virtual ValueTask<BlockContent> UndoAsync(string path, CancellationToken cancellationToken) =>
        throw new ToolErrorException("The command 'undo_edit' is not available.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="toolCall"/> is null.</exception>
    protected sealed override ValueTask<BlockContent> InvokeAsync(ToolCall toolCall, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(toolCall);
        var members = new CommandInput(toolCall.Input.ToRawJson());
        return members.Command switch
        {
            "view" => ViewAsync(members.Text("path"), members.Lines("view_range"), cancellationToken),
            "create" => CreateAsync(members.Text("path"), members.Text("file_text"), cancellationToken),
            "str_replace" => ReplaceAsync(members.Text("path"), members.Text("old_str"), members.OptionalText("new_str") ?? "", cancellationToken),
            // Older versions call the text to insert "new_str".
            "insert" => InsertAsync(
                members.Text("path"),
                members.Number("insert_line"),
                members.OptionalText("insert_text") ?? members.OptionalText("new_str") ?? members.Text("insert_text"),
                cancellationToken),
            "undo_edit" => UndoAsync(members.Text("path"), cancellationToken),
            _ => throw members.Unknown("view, create, str_replace, insert"),
        };
    }
}
