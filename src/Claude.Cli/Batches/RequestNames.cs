using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Claude.Cli.Batches;

/// <summary>
/// The names under which a run sends its requests: the random id of the run and the position of the request. No other run uses them, so they prove which run
/// created a batch. In the results file, each of them is replaced with the name from the prompt file.
/// </summary>
/// <param name="runId">The id of the run: 32 hexadecimal digits.</param>
internal sealed class RequestNames(string runId)
{
    /// <summary>The maximum number of bytes that the name adds to a request. A name has up to 64 characters.</summary>
    public const int ExtraBytes = 64;

    private const int RunIdBytes = 16;

    public string RunId => runId;

    /// <summary>Creates the names of a new run.</summary>
    public static RequestNames Create() => new(RandomNumberGenerator.GetHexString(2 * RunIdBytes, lowercase: true));

    /// <summary>Creates the names of a run from the id in a journal; null if the id is not valid.</summary>
    public static RequestNames? Parse(string? runId) => runId is { Length: 2 * RunIdBytes } && runId.All(char.IsAsciiHexDigitLower) ? new(runId) : null;

    /// <summary>Returns the name of the request at a position of the prompt file.</summary>
    public string Of(int position) => string.Create(CultureInfo.InvariantCulture, $"{runId}-{position}");

    /// <summary>Gets the position of the request with a name.</summary>
    /// <returns>False if no request of this run has the name.</returns>
    public bool TryGetPosition(string name, out int position)
    {
        position = -1;
        return name.Length > runId.Length && name.StartsWith(runId, StringComparison.Ordinal) && name[runId.Length] == '-'
            && int.TryParse(name.AsSpan(runId.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }

    /// <summary>Returns a line of results with another name. All other bytes of the line are unchanged.</summary>
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
