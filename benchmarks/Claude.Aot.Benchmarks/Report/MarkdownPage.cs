using System.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Builds a Markdown page from top to bottom.</summary>
internal sealed class MarkdownPage
{
    private const int Columns = 160;

    private readonly StringBuilder _text = new();

    /// <summary>Adds a heading, and a description of the measurement.</summary>
    public void Section(string heading, RunInfo run)
    {
        Paragraph($"## {heading}");
        Paragraph($"`{run.Command}`, commit {run.Commit}, {run.Date}; {run.Runtime}; {run.Machine}.");
    }

    /// <summary>Adds text, whose lines are broken at spaces. Rows of tables are not broken.</summary>
    public void Paragraph(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string rest = line;
            while (rest.Length > Columns && rest[0] != '|' && rest.LastIndexOf(' ', Columns) is > 0 and int space)
            {
                _text.Append(rest.AsSpan(0, space)).Append('\n');
                rest = rest[(space + 1)..];
            }

            _text.Append(rest).Append('\n');
        }

        _text.Append('\n');
    }

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
