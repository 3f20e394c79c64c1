using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Claude.Cli.Commands;

/// <summary>Options that take a number, and say which where they are given something else.</summary>
internal static class NumberOption
{
    // As seconds, more than eleven days: timers take that, and infinity is no number.
    private const double Largest = 1_000_000;

    /// <summary>A whole number within bounds.</summary>
    public static Option<int?> Whole(string name, string helpName, string description, int from, int to = int.MaxValue) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
            int.TryParse(TextOf(result), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to
                ? number
                : Refuse<int>(result, to == int.MaxValue ? $"{name} needs a whole number from {from} up" : $"{name} needs a whole number from {from} to {to}"),
    };

    /// <summary>A number above zero up to a million, or zero itself where that makes sense.</summary>
    public static Option<double?> Decimal(string name, string helpName, string description, bool canBeZero) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
            double.TryParse(TextOf(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && number <= Largest && (canBeZero ? number >= 0 : number > 0)
                ? number
                : Refuse<double>(result, $"{name} needs a number {(canBeZero ? "from" : "above")} 0, up to {Largest}"),
    };

    private static string TextOf(ArgumentResult result) => result.Tokens.Single().Value;

    private static T? Refuse<T>(ArgumentResult result, string reason)
        where T : struct
    {
        result.AddError(reason);
        return null;
    }
}
