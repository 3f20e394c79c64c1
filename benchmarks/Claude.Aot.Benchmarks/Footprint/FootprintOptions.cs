namespace Claude.Aot.Benchmarks;

/// <summary>How the footprint is measured.</summary>
/// <param name="Pairs">How often each program runs, in turns with the other.</param>
/// <param name="JsonFile">Where the results go as JSON; null for nowhere.</param>
internal sealed record FootprintOptions(int Pairs, string? JsonFile)
{
    public const string Usage = "usage: footprint [--pairs N] [--json FILE]";

    private const int DefaultPairs = 60;

    /// <summary>Reads the arguments.</summary>
    /// <returns>Null where they are none of the usage.</returns>
    public static FootprintOptions? Parse(ReadOnlySpan<string> arguments) =>
        NamedValues.Apply(arguments, new FootprintOptions(DefaultPairs, null), static (options, name, value) => name switch
        {
            "--pairs" when int.TryParse(value, out int pairs) && pairs > 0 => options with { Pairs = pairs },
            "--json" => options with { JsonFile = value },
            _ => null,
        });
}
