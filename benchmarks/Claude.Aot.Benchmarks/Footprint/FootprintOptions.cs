namespace Claude.Aot.Benchmarks;

/// <summary>The options of the footprint command.</summary>
/// <param name="Pairs">The number of runs of each program, which alternate with those of the other program.</param>
/// <param name="JsonFile">The JSON file for the results, or null for none.</param>
internal sealed record FootprintOptions(int Pairs, string? JsonFile)
{
    public const string Usage = "usage: footprint [--pairs N] [--json FILE]";

    private const int DefaultPairs = 60;

    /// <summary>Parses the arguments.</summary>
    /// <returns>Null if the arguments do not match the usage.</returns>
    public static FootprintOptions? Parse(ReadOnlySpan<string> arguments) =>
        NamedValues.Apply(arguments, new FootprintOptions(DefaultPairs, null), static (options, name, value) => name switch
        {
            "--pairs" when int.TryParse(value, out int pairs) && pairs > 0 => options with { Pairs = pairs },
            "--json" => options with { JsonFile = value },
            _ => null,
        });
}
