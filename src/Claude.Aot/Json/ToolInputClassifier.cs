using System.Text.Json;

namespace Claude.Aot;

/// <summary>Tells whole JSON from the beginning of JSON from no JSON.</summary>
internal static class ToolInputClassifier
{
    public static ToolInputState Classify(ReadOnlySpan<byte> utf8)
    {
        if (IsWhole(utf8))
        {
            return ToolInputState.Valid;
        }

        var reader = new Utf8JsonReader(utf8, isFinalBlock: false, new JsonReaderState(JsonText.TrustedReader));
        try
        {
            while (reader.Read())
            {
            }

            return ToolInputState.Incomplete;
        }
        catch (JsonException)
        {
            return ToolInputState.Invalid;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, JsonText.TrustedReader);
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
