using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>
/// Represents one JSON value as its UTF-8 bytes, exactly as they were received. The default value contains no JSON (<see cref="IsEmpty"/>).
/// </summary>
/// <remarks>This type is immutable and safe for concurrent use. It keeps alive the memory of the object that it was read from.</remarks>
/// <example>
/// <code>
/// RawJson json = RawJson.Parse("""{"city":"Oslo","days":[1,2]}""");
/// string? city = json.TryGetProperty("city", out RawJson name) ? name.GetString() : null;
/// MessageRequest next = request with { Extra = [new("new_member", json)] };
/// </code>
/// </example>
public readonly partial struct RawJson : IEquatable<RawJson>
{
    // Created together with an owned object. All values inside that object share the same map.
    private readonly JsonMap? _map;

    internal RawJson(ReadOnlyMemory<byte> utf8, JsonMap? map = null)
    {
        Memory = utf8;
        _map = map;
    }

    /// <summary>Gets a value that indicates whether there is no JSON: the member was absent.</summary>
    public bool IsEmpty => Memory.IsEmpty;

    /// <summary>Gets a value that indicates whether the value is the JSON literal <c>null</c>.</summary>
    public bool IsNull => Utf8.SequenceEqual("null"u8);

    /// <summary>Gets the kind of the value; <see cref="JsonValueKind.Undefined"/> if there is no JSON.</summary>
    public JsonValueKind ValueKind => JsonBytes.KindOf(Utf8);

    /// <summary>Gets the JSON as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => Memory.Span;

    /// <summary>Gets the JSON as UTF-8, in memory that can be stored.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Validates and copies a JSON value. The maximum nesting depth is 64, which is also the default of System.Text.Json.</summary>
    /// <exception cref="JsonException">The text is not one JSON value, or it nests too deep. The exception contains the position of the error.</exception>
    public static RawJson Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, JsonText.DefaultMaxDepth);

    /// <summary>Validates and copies a JSON value, with the given maximum nesting depth.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="maxDepth">The maximum nesting depth of arrays and objects.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is less than 1.</exception>
    /// <exception cref="JsonException">The text is not one JSON value, or it nests too deep. The exception contains the position of the error.</exception>
    public static RawJson Parse(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            int end = (int)reader.BytesConsumed;
            reader.Read();
            return new RawJson(utf8[start..end].ToArray());
        }
        catch (JsonException e) when (JsonObjectCheck.IsTooDeep(in reader, utf8, maxDepth))
        {
            throw new JsonException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The JSON nests deeper than {maxDepth} levels, at byte {reader.BytesConsumed + 1}. "
                        + $"If it is trusted, use an overload of Parse that takes maxDepth, or Read with a reader whose options set MaxDepth."),
                path: null,
                e.LineNumber,
                e.BytePositionInLine,
                e);
        }
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static RawJson Parse(string json) => Parse(json, JsonText.DefaultMaxDepth);

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, int)"/>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static RawJson Parse(string json, int maxDepth)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json), maxDepth);
    }

    /// <summary>Serializes a value with its source-generated metadata.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    public static RawJson From<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return new RawJson(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));
    }

    /// <summary>
    /// Copies the reader's current value, or its next value if the reader has not started or is at a property name. The reader is then at the end of the value.
    /// </summary>
    /// <exception cref="JsonException">The JSON is invalid, or it nests deeper than the reader's <see cref="JsonReaderOptions.MaxDepth"/>, which is 64 by
    /// default.</exception>
    internal static RawJson Read(ref Utf8JsonReader reader)
    {
        if (TryReadContainer(ref reader, out RawJson json))
        {
            return json;
        }

        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return new RawJson(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    /// <summary>Writes the JSON unchanged, or <c>null</c> if there is no JSON.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    internal void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(IsEmpty ? "null"u8 : Utf8, skipInputValidation: true);
    }

    /// <summary>Deserializes the value with source-generated metadata.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    /// <exception cref="JsonException">The value does not fit the type.</exception>
    public T? Deserialize<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return JsonSerializer.Deserialize(Utf8, typeInfo);
    }

    /// <summary>
    /// Copies an array or object that is contiguous in the reader's input. <see cref="JsonDocument"/> would scan its content once more for each level of
    /// nesting.
    /// </summary>
    /// <returns>False for any other value and for an incomplete one. The reader is unchanged then.</returns>
    private static bool TryReadContainer(ref Utf8JsonReader reader, out RawJson json)
    {
        json = default;
        Utf8JsonReader before = reader;

        // The position is the default value only if the reader was created from a span.
        bool isContainer = reader.Position.Equals(default)
            && (reader.TokenType is not (JsonTokenType.None or JsonTokenType.PropertyName) || reader.Read())
            && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
        ReadOnlySpan<byte> bracket = reader.ValueSpan;
        long start = reader.TokenStartIndex;
        if (!isContainer || !reader.TrySkip())
        {
            reader = before;
            return false;
        }

        // The opening bracket is in the reader's span, and the bytes up to the reader's current position follow it in that span.
        json = new RawJson(MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(bracket), (int)(reader.BytesConsumed - start)).ToArray());
        return true;
    }

    /// <summary>Gets the map of the JSON that contains this value, and creates it if there is none.</summary>
    internal JsonMap GetMap() => _map ?? JsonMap.Of(Memory);

    /// <summary>Returns the JSON text as it was received; empty if there is no JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    /// <summary>Returns whether two values have the same bytes.</summary>
    public bool Equals(RawJson other) => Utf8.SequenceEqual(other.Utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(Utf8);
        return hash.ToHashCode();
    }

    /// <summary>Returns whether two values have the same bytes.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Returns whether two values have different bytes.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}
