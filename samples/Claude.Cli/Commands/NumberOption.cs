using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Claude.Cli.Commands;

/// <summary>Options that take a number, and say which where they are given something else.</summary>
internal static class NumberOption
{
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

    /// <summary>A number above zero, or zero itself where that makes sense.</summary>
    public static Option<double?> Decimal(string name, string helpName, string description, bool canBeZero) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result =>
            double.TryParse(TextOf(result), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && (number > 0 || canBeZero)
                ? number
                : Refuse<double>(result, canBeZero ? $"{name} needs a number from 0 up" : $"{name} needs a number above 0"),
    };

    private static string TextOf(ArgumentResult result) => result.Tokens.Single().Value;

    private static T? Refuse<T>(ArgumentResult result, string reason)
        where T : struct
    {
        result.AddError(reason);
        return null;
    }
}
