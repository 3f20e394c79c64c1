using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>Catches a reader that reads less than it should.</summary>
internal static class Verification
{
    /// <exception cref="InvalidOperationException">A reader returned something else than it must.</exception>
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
