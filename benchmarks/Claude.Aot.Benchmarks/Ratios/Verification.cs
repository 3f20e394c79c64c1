using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>Detects a reader that reads less than it must.</summary>
internal static class Verification
{
    /// <exception cref="InvalidOperationException">A reader returned an unexpected value.</exception>
    public static async Task RunAsync(IEnumerable<IRival> readers, StreamInput input)
    {
        foreach (IRival reader in readers)
        {
            long expected = reader.Expect(input);
            long actual = await reader.ReadAsync(input);
            if (actual != expected)
            {
                throw new InvalidOperationException(string.Create(
                    CultureInfo.InvariantCulture, $"{reader.Name} read {actual} of input '{input.Name}' where {expected} was expected."));
            }
        }
    }
}
