using System.Globalization;
using Claude.Aot;

namespace Claude.Cli.Output;

/// <summary>The last line about a message, for people: usage and stop reason.</summary>
internal static class Summary
{
    public static string Of(Message message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.Usage.InputTokens} input tokens, {message.Usage.OutputTokens} output tokens, stop reason {message.StopReason?.Value ?? "none"}");
}
