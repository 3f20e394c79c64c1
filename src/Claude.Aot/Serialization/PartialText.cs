using System.Text;

namespace Claude.Aot.Serialization;

/// <summary>
/// The beginning of a string that still grows. It shares the reader's buffer, which is only ever appended to, and becomes a string when someone asks for it.
/// </summary>
internal sealed class PartialText(byte[] utf8, int length)
{
    private string? _text;

    public static string? ToText(object? value) => value is PartialText text ? text.ToString() : (string?)value;

    public override string ToString() => _text ??= Encoding.UTF8.GetString(utf8, 0, length);
}
