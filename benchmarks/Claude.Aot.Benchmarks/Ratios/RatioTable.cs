using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>Prints results as one table.</summary>
internal static class RatioTable
{
    public static void Write(IEnumerable<RatioResult> results, TextWriter output)
    {
        output.WriteLine($"{"input",-8} {"reader",-25} {"ns/event",10} {"B/event",10} {"ratio",8}");
        foreach (IGrouping<string, RatioResult> input in results.GroupBy(static result => result.Input))
        {
            double own = input.Single(static result => result.Reader.Name == ClaudeAotReader.ReaderName).NsPerEvent;
            foreach (RatioResult result in input)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Input,-8} {result.Reader.Name,-25} {result.NsPerEvent,10:F1} {result.BytesPerEvent,10:F1} {result.NsPerEvent / own,8:F2}"));
            }
        }
    }
}
