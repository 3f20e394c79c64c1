using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Claude.Cli.Output;

namespace Claude.Cli;

/// <summary>Reports arguments that cannot be parsed.</summary>
internal static class WrongUsage
{
    // The names of short options are similar to everything that is short.
    private const int ShortOptionLength = 2;

    /// <summary>Writes the errors, and the names that were probably meant, to standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Report(ParseResult parsed, ParseErrorAction action)
    {
        foreach (ParseError error in parsed.Errors)
        {
            StandardError.WriteLine(error.Message);
        }

        foreach (string name in FindSimilarNames(parsed, action))
        {
            StandardError.WriteLine($"did you mean '{name}'?");
        }

        string command = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
        StandardError.WriteLine($"try '{RootCommand.ExecutableName}{command} --help'");
        return ExitCodes.WrongUsage;
    }

    /// <summary>Returns the names that System.CommandLine suggests for the first token that is unknown.</summary>
    private static IEnumerable<string> FindSimilarNames(ParseResult parsed, ParseErrorAction action)
    {
        action.ShowHelp = false;
        using var suggestions = new StringWriter();
        parsed.Invoke(new InvocationConfiguration { Output = suggestions, Error = TextWriter.Null });
        // A sentence about the token comes first, then one name per line. A name contains no space, so another sentence ends the names.
        return suggestions.ToString()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .TakeWhile(line => !line.Contains(' ', StringComparison.Ordinal))
            .Where(name => name.Length > ShortOptionLength);
    }
}
