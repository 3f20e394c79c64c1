using Claude.Aot;

namespace Claude.Cli.Chat;

/// <summary>Keeps paths of the model within a folder.</summary>
/// <param name="root">The folder.</param>
internal sealed class FolderFence(string root)
{
    /// <summary>Returns the full path of a file or folder within the folder.</summary>
    /// <exception cref="ToolErrorException">The path is outside of the folder, or a part of it is a link, which could lead out of the folder.</exception>
    public string Resolve(string path)
    {
        string relative = Path.GetRelativePath(root, Path.GetFullPath(path, root));
        string[] parts = relative.Split(Path.DirectorySeparatorChar);
        if (Path.IsPathRooted(path) || Path.IsPathRooted(relative) || parts[0] == "..")
        {
            throw new ToolErrorException("The path is not within the current folder. Use a relative path without '..'.");
        }

        string full = root;
        foreach (string part in parts)
        {
            full = Path.Combine(full, part);
            if (new FileInfo(full).LinkTarget is not null)
            {
                throw new ToolErrorException("The path contains a link. Links are not followed.");
            }
        }

        return full;
    }
}
