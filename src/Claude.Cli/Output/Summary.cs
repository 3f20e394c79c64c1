using System.Globalization;
using Claude.Aot;

namespace Claude.Cli.Output;

/// <summary>Formats the usage and the stop reason of a message as one line for people.</summary>
internal static class Summary
{
    public static string Of(Message message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.Usage.InputTokens} input tokens, {message.Usage.OutputTokens} output tokens, stop reason {ReasonOf(message)}");

    private static string ReasonOf(Message message) => message.StopReason.Kind == StopReasonKind.None ? "none" : message.StopReason.Value;
}
