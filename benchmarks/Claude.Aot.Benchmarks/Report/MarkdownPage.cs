using System.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Builds a Markdown page from top to bottom.</summary>
internal sealed class MarkdownPage
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a heading, and a description of the measurement.</summary>
    public void Section(string heading, RunInfo run)
    {
        Paragraph($"## {heading}");
        Paragraph($"`{run.Command}`, commit {run.Commit}, {run.Date}; {run.Runtime}; {run.Machine}.");
    }

    public void Paragraph(string text) => _text.Append(text).Append("\n\n");

    /// <summary>Adds a table whose first column is text and whose other columns are numbers.</summary>
    public void Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Row(columns);
        Row([.. columns.Select(static (_, index) => index == 0 ? "---" : "---:")]);
        foreach (IReadOnlyList<string> row in rows)
        {
            Row(row);
        }

        _text.Append('\n');
    }

    public override string ToString() => _text.ToString().TrimEnd('\n') + "\n";

    private void Row(IReadOnlyList<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
