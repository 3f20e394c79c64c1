using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Claude.Cli.Commands;

/// <summary>Creates options whose value is a number. An invalid value is an error that states the valid range.</summary>
internal static class NumberOption
{
    // In seconds, this is more than eleven days, which timers support. It also excludes infinity.
    private const double Largest = 1_000_000;

    /// <summary>Creates an option for a whole number within bounds.</summary>
    public static Option<int?> Whole(string name, string helpName, string description, int from, int to = int.MaxValue) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
            int.TryParse(TextOf(result), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
                ? number
                : Refuse<int>(
                    result, to == int.MaxValue ? $"{name} needs a whole number of at least {from}" : $"{name} needs a whole number from {from} to {to}"),
    };

    /// <summary>Creates an option for a number greater than zero and at most a million, or also zero if <paramref name="canBeZero"/> is true.</summary>
    public static Option<double?> Decimal(string name, string helpName, string description, bool canBeZero) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
            double.TryParse(TextOf(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
                && number <= Largest && (canBeZero ? number >= 0 : number > 0)
                ? number
                : Refuse<double>(result, $"{name} needs a number {(canBeZero ? "of at least" : "greater than")} 0 and at most {Largest}"),
    };

    private static string TextOf(ArgumentResult result) => result.Tokens.Single().Value;

    private static T? Refuse<T>(ArgumentResult result, string reason)
        where T : struct
    {
        result.AddError(reason);
        return null;
    }
}
