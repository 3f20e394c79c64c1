using System.Globalization;
using Claude.Aot;
using Claude.Cli.IO;

namespace Claude.Cli.Chat;

/// <summary>The tools that a conversation offers to the model. They only read, and only within one folder.</summary>
/// <param name="root">The folder.</param>
internal sealed partial class LocalTools(string root)
{
    private const int MaxFileBytes = 256 * 1024;
    private const int MaxEntries = 500;

    private readonly FolderFence _fence = new(root);

    /// <summary>Reads a text file that is in the user's current folder or in a folder below it.</summary>
    /// <param name="path">The path of the file, relative to the current folder, for example "notes/todo.txt".</param>
    /// <returns>The text.</returns>
    [ClaudeTool]
    public Task<string> ReadFileAsync(string path, CancellationToken cancellationToken) => RunAsync(
        () =>
        {
            var file = new FileInfo(_fence.Resolve(path));
            if (!file.Exists)
            {
                throw new ToolErrorException("There is no such file.");
            }

            return file.Length > MaxFileBytes
                ? throw new ToolErrorException($"The file has {file.Length} bytes, which is more than {MaxFileBytes}.")
                : TextFile.Decode(File.ReadAllBytes(file.FullName)) ?? throw new ToolErrorException("The file is not text in UTF-8.");
        },
        cancellationToken);

    /// <summary>Lists the user's current folder or a folder below it: one name per line. The name of a folder ends with a slash.</summary>
    /// <param name="path">The path of the folder, relative to the current folder; "." for the current folder.</param>
    /// <returns>The names.</returns>
    [ClaudeTool]
    public Task<string> ListFolderAsync(string path = ".", CancellationToken cancellationToken = default) => RunAsync(
        () =>
        {
            var folder = new DirectoryInfo(_fence.Resolve(path));
            if (!folder.Exists)
            {
                throw new ToolErrorException("There is no such folder.");
            }

            string[] names =
            [
                .. folder.EnumerateFileSystemInfos()
                    .Select(entry => entry is DirectoryInfo ? $"{entry.Name}/" : entry.Name)
                    .Order(StringComparer.Ordinal),
            ];
            string more = names.Length > MaxEntries ? $"\n({names.Length - MaxEntries} more)" : "";
            return names.Length == 0 ? "The folder is empty." : string.Join('\n', names.Take(MaxEntries)) + more;
        },
        cancellationToken);

    /// <summary>Gets the current date and time of the user, with the offset from UTC.</summary>
    /// <returns>The time in the format of ISO 8601.</returns>
    [ClaudeTool]
    public static string GetCurrentTime() => DateTimeOffset.Now.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads on another thread, so that the user does not wait for a file that never ends, such as a pipe. Reports failures of the file system without the
    /// full paths that .NET's messages contain.
    /// </summary>
    private static async Task<string> RunAsync(Func<string> read, CancellationToken cancellationToken)
    {
        try
        {
            return await Task.Run(read, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolErrorException("It cannot be read.");
        }
    }
}
