using System.ComponentModel;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>Turns results and invalid inputs of tools into content for the model; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ToolBinding
{
    /// <summary>Gets the result of a method that returns nothing.</summary>
    public static BlockContent Done { get; } = "Done.";

    private static BlockContent Null { get; } = "null";

    /// <summary>Creates the result of a method that returns text.</summary>
    public static BlockContent FromText(string? value) => value is null ? Null : value;

    /// <summary>Creates the result of a method that returns content.</summary>
    public static BlockContent FromContent(BlockContent? value) => value ?? Null;

    /// <summary>Creates the result of a method that returns a block, for example an image.</summary>
    public static BlockContent FromBlock(ContentBlock? value) => value is null ? Null : value;

    /// <summary>Creates the result of a method that returns blocks.</summary>
    public static BlockContent FromBlocks(IEnumerable<ContentBlock>? value) => value is null ? Null : value.ToArray();

    /// <summary>Creates the result of a method that returns any other value: its JSON.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="write"/> is null.</exception>
    public static BlockContent FromValue<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return JsonText.Write(writer => write(writer, value)).ToString();
    }

    /// <summary>
    /// Creates the exception for an input that does not fit the schema. Its text contains the position of the error, but no value of the input.
    /// </summary>
    /// <param name="exception">The error.</param>
    /// <param name="utf8Input">The input.</param>
    public static ToolErrorException Invalid(JsonException exception, ReadOnlySpan<byte> utf8Input) =>
        new($"Invalid input{JsonBindingError.Describe(exception, utf8Input)}");
}
