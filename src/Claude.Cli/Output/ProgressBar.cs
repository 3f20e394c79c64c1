using System.Globalization;

namespace Claude.Cli.Output;

/// <summary>A line of a terminal that shows progress. Other lines appear above it.</summary>
/// <param name="terminal">The terminal.</param>
internal sealed class ProgressBar(TextWriter terminal)
{
    private const int Width = 30;
    private const string Erase = "\r\e[K";

    private string _bar = "";

    /// <summary>Draws the bar, or draws it again.</summary>
    public void Show(long done, long total)
    {
        int filled = total == 0 ? Width : (int)(Width * done / total);
        _bar = string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {done} of {total}");
        terminal.Write(Erase + _bar);
    }

    /// <summary>Writes a line.</summary>
    /// <param name="write">Writes the line and ends it.</param>
    public void WriteAbove(Action write)
    {
        if (_bar.Length > 0)
        {
            terminal.Write(Erase);
        }

        write();
        terminal.Write(_bar);
    }

    /// <summary>Removes the bar.</summary>
    public void Clear()
    {
        if (_bar.Length > 0)
        {
            terminal.Write(Erase);
            _bar = "";
        }
    }
}
