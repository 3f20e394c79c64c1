using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Uses .NET's JSON reader to determine whether bytes are complete JSON, or can become complete JSON.</summary>
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
