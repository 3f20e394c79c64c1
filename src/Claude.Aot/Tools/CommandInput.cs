using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Tools;

/// <summary>Reads the input of a command. A member that is missing or of another kind becomes an error for the model.</summary>
internal readonly struct CommandInput(RawJson input)
{
    /// <summary>Gets the name of the command.</summary>
    public string Command => input.StringOf("command"u8) ?? throw new ToolErrorException("The input needs 'command', a string.");

    /// <exception cref="ToolErrorException">The member is not a string.</exception>
    public string Text(string name) => OptionalText(name) ?? throw Missing(name, "a string");

    public string? OptionalText(string name) =>
        input.TryGetProperty(name, out RawJson value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public bool IsTrue(string name) => input.TryGetProperty(name, out RawJson value) && value.ValueKind == JsonValueKind.True;

    /// <exception cref="ToolErrorException">The member is not an integer.</exception>
    public int Number(string name) =>
        input.TryGetProperty(name, out RawJson value) && NumberOf(value) is { } number ? number : throw Missing(name, "an integer");

    /// <exception cref="ToolErrorException">The member is neither absent nor an array of two line numbers.</exception>
    public LineRange? Lines(string name)
    {
        if (!input.TryGetProperty(name, out RawJson value) || value.IsNull)
        {
            return null;
        }

        RawJson[] numbers = [.. value.Elements()];
        return numbers.Length == 2 && NumberOf(numbers[0]) is >= 1 and { } first && NumberOf(numbers[1]) is { } last && (last == -1 || last >= first)
            ? new LineRange(first, last == -1 ? null : last)
            : throw Missing(name, "an array of the first and the last line number (-1 for the end)");
    }

    /// <summary>Creates the error for a command that the handler does not have.</summary>
    public ToolErrorException Unknown(string known) => new($"There is no command '{Command}'. The commands are: {known}.");

    private static int? NumberOf(RawJson value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;

    private ToolErrorException Missing(string name, string kind) => new($"The command '{Command}' needs '{name}', {kind}.");
}
