using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>The platform's reader says whether bytes are whole JSON, or can become it.</summary>
internal static class JsonOracle
{
    public static ToolInputState StateOf(ReadOnlySpan<byte> utf8) =>
        CanRead(utf8, isFinal: true) ? ToolInputState.Valid
        : CanRead(utf8, isFinal: false) ? ToolInputState.Incomplete
        : ToolInputState.Invalid;

    private static bool CanRead(ReadOnlySpan<byte> utf8, bool isFinal)
    {
        var reader = new Utf8JsonReader(utf8, isFinal, new JsonReaderState(new JsonReaderOptions { MaxDepth = int.MaxValue }));
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
