namespace Claude.Cli.Output;

/// <summary>Formats rows of text as a table.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    /// <summary>Aligns the columns. All rows have the same number of cells.</summary>
    public static IEnumerable<string> Format(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        return rows.Select(row => string.Join(Gap, row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd());
    }
}
