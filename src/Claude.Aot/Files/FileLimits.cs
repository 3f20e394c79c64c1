namespace Claude.Aot;

/// <summary>The maximum size of an uploaded file (https://platform.claude.com/docs/en/build-with-claude/files).</summary>
/// <example>
/// <code>
/// bool fits = new FileInfo("terms.pdf").Length &lt;= FileLimits.MaxBytes;
/// </code>
/// </example>
public static class FileLimits
{
    /// <summary>
    /// The maximum size of a file in bytes: 500 MB. The documentation does not say whether 1 MB is 1,000,000 or 1,048,576 bytes; this value uses the smaller.
    /// </summary>
    public const long MaxBytes = 500_000_000;
}
