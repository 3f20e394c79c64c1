using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Claude.Cli.Batches;

/// <summary>
/// The names by which a run sends its requests: the run's random id and the request's position. No other run has them, so they prove whose the results of a batch are. In the file of
/// results each is replaced by the name that the prompt file gives.
/// </summary>
/// <param name="runId">32 hexadecimal digits.</param>
internal sealed class RequestNames(string runId)
{
    /// <summary>How many bytes longer than its own a request may get by its name: names have up to 64 characters.</summary>
    public const int ExtraBytes = 64;

    private const int RunIdBytes = 16;

    public string RunId => runId;

    /// <summary>The names of a new run.</summary>
    public static RequestNames Create() => new(RandomNumberGenerator.GetHexString(2 * RunIdBytes, lowercase: true));

    /// <summary>The names of a run that a journal tells of; null if that is not what a run's id looks like.</summary>
    public static RequestNames? Parse(string? runId) => runId is { Length: 2 * RunIdBytes } && runId.All(char.IsAsciiHexDigitLower) ? new(runId) : null;

    /// <summary>The name to send for the request at a position of the prompt file.</summary>
    public string Of(int position) => string.Create(CultureInfo.InvariantCulture, $"{runId}-{position}");

    /// <summary>The position that a name stands for.</summary>
    /// <returns>False if the name is of no request of this run.</returns>
    public bool TryGetPosition(string name, out int position)
    {
        position = -1;
        return name.Length > runId.Length && name.StartsWith(runId, StringComparison.Ordinal) && name[runId.Length] == '-'
            && int.TryParse(name.AsSpan(runId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }

    /// <summary>A line of results with another name in the place of its own; everything else stays to the letter.</summary>
    public static byte[] Rename(ReadOnlySpan<byte> line, string name)
    {
        var reader = new Utf8JsonReader(line);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
            {
                bool isName = reader.ValueTextEquals("custom_id"u8);
                reader.Read();
                if (isName)
                {
                    int start = (int)reader.TokenStartIndex;
                    return [.. line[..start], (byte)'"', .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, (byte)'"', .. line[(int)reader.BytesConsumed..]];
                }

                reader.Skip();
            }
        }

        return line.ToArray();
    }
}
