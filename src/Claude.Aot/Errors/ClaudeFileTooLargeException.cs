using System.Globalization;

namespace Claude.Aot;

/// <summary>The exception that is thrown if a file exceeds <see cref="FileLimits.MaxBytes"/>. No file was created.</summary>
/// <example>
/// <code>
/// try
/// {
///     FileObject file = await client.Files.UploadAsync("terms.pdf");
/// }
/// catch (ClaudeFileTooLargeException e)
/// {
///     Console.WriteLine(e.Message);
/// }
/// </code>
/// </example>
public sealed class ClaudeFileTooLargeException : ClaudeException
{
    internal ClaudeFileTooLargeException(long limit)
        : base(string.Create(CultureInfo.InvariantCulture, $"The API takes files of at most {limit:N0} bytes. Split this file into several ones."), null, null)
    {
    }
}
