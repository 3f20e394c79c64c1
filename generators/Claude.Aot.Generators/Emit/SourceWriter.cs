using System.Text;

namespace Claude.Aot.Generators;

/// <summary>A writer of indented lines, which end with <c>\n</c> on every machine.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;

    private readonly StringBuilder _text = new();
    private int _indent;

    /// <summary>Prints one or more lines. Each line of a multi-line string is indented.</summary>
    public void WriteLine(string text = "")
    {
        foreach (string line in text.Split('\n'))
        {
            string trimmed = line.TrimEnd('\r');
            if (trimmed.Length > 0)
            {
                _text.Append(' ', _indent * IndentSize).Append(trimmed);
            }

            _text.Append('\n');
        }
    }

    /// <summary>Prints a line and an opening brace.</summary>
    public void Open(string header)
    {
        WriteLine(header);
        OpenBlock();
    }

    /// <summary>Prints an opening brace.</summary>
    public void OpenBlock()
    {
        WriteLine("{");
        _indent++;
    }

    /// <summary>Prints a closing brace, followed by the given text.</summary>
    public void Close(string after = "")
    {
        _indent--;
        WriteLine("}" + after);
    }

    /// <summary>Prints a line that continues the previous line and is indented one more level.</summary>
    public void WriteContinuation(string text)
    {
        _indent++;
        WriteLine(text);
        _indent--;
    }

    public override string ToString() => _text.ToString();
}
