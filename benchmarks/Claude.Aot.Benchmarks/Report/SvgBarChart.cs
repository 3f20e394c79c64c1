using System.Globalization;
using System.Security;
using System.Text;

namespace Claude.Aot.Benchmarks;

/// <summary>Draws bars below each other, starting at zero, each with its value.</summary>
internal static class SvgBarChart
{
    private const int Width = 720;
    private const int LabelWidth = 220;
    private const int ValueWidth = 110;
    private const int RowHeight = 26;
    private const int BarHeight = 16;
    private const int TitleHeight = 40;

    /// <param name="title">The text above the bars.</param>
    /// <param name="unit">The text after each value.</param>
    /// <param name="bars">The bars, from top to bottom.</param>
    /// <returns>The SVG document, which fits a light and a dark page.</returns>
    public static string Draw(string title, string unit, IReadOnlyList<SvgBar> bars)
    {
        int height = TitleHeight + (bars.Count * RowHeight) + ((RowHeight - BarHeight) / 2);
        double scale = (Width - LabelWidth - ValueWidth) / Math.Max(bars.Max(static bar => bar.Value), double.Epsilon);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" role="img" aria-label="{SecurityElement.Escape(title)}">
              <style>
                text {"{"} font: 13px system-ui, sans-serif; fill: #333 {"}"}
                .title {"{"} font-weight: 600 {"}"}
                .bar {"{"} fill: #9aa5b1 {"}"}
                .own {"{"} fill: #d97757 {"}"}
                @media (prefers-color-scheme: dark) {"{"} text {"{"} fill: #ddd {"}"} {"}"}
              </style>
              <text class="title" x="0" y="20">{SecurityElement.Escape(title)}</text>

            """);
        for (int i = 0; i < bars.Count; i++)
        {
            SvgBar bar = bars[i];
            int top = TitleHeight + (i * RowHeight);
            int baseline = top + BarHeight - 3;
            double width = Math.Max(bar.Value * scale, 1);
            svg.Append(
                CultureInfo.InvariantCulture,
                $"""
                  <text x="{LabelWidth - 10}" y="{baseline}" text-anchor="end">{SecurityElement.Escape(bar.Label)}</text>
                  <rect class="{(bar.IsOwn ? "own" : "bar")}" x="{LabelWidth}" y="{top}" width="{width:F1}" height="{BarHeight}" rx="2"/>
                  <text x="{LabelWidth + width + 8:F1}" y="{baseline}">{Format.Number(bar.Value)} {SecurityElement.Escape(unit)}</text>

                """);
        }

        return svg.Append("</svg>\n").ToString();
    }
}
