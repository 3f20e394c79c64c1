using System.Globalization;
using System.Text.RegularExpressions;
using Claude.Aot;

namespace Claude.Cli;

/// <summary>Describes errors to people who do not program: without the names of types and members that the messages of libraries mention.</summary>
internal static partial class ErrorText
{
    /// <summary>Returns the message of an exception without what only a caller of the library could use.</summary>
    public static string Of(Exception exception) => exception is ClaudeTimeoutException timeout ? Of(timeout) : Hints().Replace(exception.Message, "");

    private static string Of(ClaudeTimeoutException timeout)
    {
        string limit = timeout.Limit.TotalSeconds.ToString("0.### s", CultureInfo.InvariantCulture);
        return timeout.Kind switch
        {
            ClaudeTimeoutKind.Connect => $"no connection was made within {limit}",
            ClaudeTimeoutKind.Headers => $"the server sent no response within {limit}",
            ClaudeTimeoutKind.FirstEvent => $"the response did not begin within {limit}",
            ClaudeTimeoutKind.Idle => $"nothing arrived for {limit}",
            _ => $"the response was not complete within {limit}",
        };
    }

    // Advice for callers of the library: where the cause and the received part are, and which option to raise. And what .NET adds to its messages: the name of
    // a parameter, the kind of an HTTP failure, and a position in JSON.
    [GeneratedRegex(
        @" (InnerException has|Partial has|Raise that option)[^.]*\."
        + @"| \(Parameter '[^']*'\)| \([A-Z][a-z]+[A-Z][A-Za-z]+\)| LineNumber: \d+ \| BytePositionInLine: \d+\.")]
    private static partial Regex Hints();
}
