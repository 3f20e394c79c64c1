using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <summary>
/// One JSON value as its bytes: what the wire said, kept to the letter. The default value is no JSON at all (<see cref="IsEmpty"/>).
/// </summary>
/// <remarks>Immutable and safe for concurrent use. It keeps alive the memory of the object that it was read from.</remarks>
public readonly struct RawJson : IEquatable<RawJson>
{
    // Made when an owned object is; what is within that object has the same one.
    private readonly JsonMap? _map;

    internal RawJson(ReadOnlyMemory<byte> utf8, JsonMap? map = null)
    {
        Memory = utf8;
        _map = map;
    }

    /// <summary>Whether there is no JSON here: the member was absent.</summary>
    public bool IsEmpty => Memory.IsEmpty;

    /// <summary>Whether the value is the JSON literal <c>null</c>.</summary>
    public bool IsNull => Utf8.SequenceEqual("null"u8);

    /// <summary>The kind of the value; <see cref="JsonValueKind.Undefined"/> where there is none.</summary>
    public JsonValueKind Kind => JsonText.KindOf(Utf8);

    /// <summary>The JSON as UTF-8.</summary>
    // Without it, the source generator of an app that holds this type would warn of a span.
    [JsonIgnore]
    public ReadOnlySpan<byte> Utf8 => Memory.Span;

    /// <summary>The JSON as UTF-8, in a form that can be kept.</summary>
    public ReadOnlyMemory<byte> Memory { get; }

    /// <summary>Checks and copies a JSON value that nests at most 64 levels deep, as the platform's own reader does.</summary>
    /// <exception cref="JsonException">The text is not one JSON value, or it nests deeper; the exception says where it goes wrong.</exception>
    public static RawJson Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, JsonText.DefaultMaxDepth);

    /// <summary>Checks and copies a JSON value that nests at most as deep as the caller says.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="maxDepth">How many arrays and objects may be open within each other.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is less than 1.</exception>
    /// <exception cref="JsonException">The text is not one JSON value, or it nests deeper; the exception says where it goes wrong.</exception>
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
                    $"The JSON nests deeper than {maxDepth} levels, at byte {reader.BytesConsumed + 1}. If it is trusted, use an overload of Parse that takes maxDepth, or Read with a reader whose options set MaxDepth."),
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

    /// <summary>Makes JSON of a value through its source-generated metadata.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    public static RawJson From<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return new RawJson(JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));
    }

    /// <summary>Copies the value at which the reader stands (or which comes next), and leaves the reader at its end.</summary>
    /// <exception cref="JsonException">The JSON is not valid, or nests deeper than the reader's <see cref="JsonReaderOptions.MaxDepth"/>, which is 64 by default.</exception>
    public static RawJson Read(ref Utf8JsonReader reader)
    {
        if (TryReadContainer(ref reader, out RawJson json))
        {
            return json;
        }

        using JsonDocument document = JsonDocument.ParseValue(ref reader);
        return new RawJson(JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray());
    }

    /// <summary>Writes the JSON as it is; <c>null</c> where there is none.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public void Write(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteRawValue(IsEmpty ? "null"u8 : Utf8, skipInputValidation: true);
    }

    /// <summary>Reads the value through source-generated metadata.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="typeInfo"/> is null.</exception>
    /// <exception cref="JsonException">The value does not fit the type.</exception>
    public T? Deserialize<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return JsonSerializer.Deserialize(Utf8, typeInfo);
    }

    /// <summary>Finds a member of an object. Where a name stands twice, the last one counts.</summary>
    /// <param name="utf8Name">The wire name, unescaped.</param>
    /// <param name="value">The member's value, in the same memory; empty where there is none.</param>
    /// <returns>False where the value is no object or has no such member.</returns>
    public bool TryGetMember(ReadOnlySpan<byte> utf8Name, out RawJson value)
    {
        bool found = JsonObjectScanner.TryFind(new JsonObjectScanner(Utf8, _map), utf8Name, out JsonObjectScanner member);
        value = found ? new RawJson(Memory.Slice(member.ValueStart, member.ValueLength), _map) : default;
        return found;
    }

    /// <summary>The value as a string, unescaped.</summary>
    /// <returns>False where the value is no string.</returns>
    public bool TryGetString([NotNullWhen(true)] out string? value)
    {
        value = Kind == JsonValueKind.String ? JsonText.GetString(Utf8[1..^1], Utf8.Contains((byte)'\\')) : null;
        return value is not null;
    }

    /// <summary>The elements of an array, in the same memory; none where the value is no array.</summary>
    public RawJsonElements EnumerateArray() => new(this, _map);

    /// <summary>Copies an array or object that lies in one piece. A document would look at everything in it once more for each level.</summary>
    /// <returns>False, with the reader where it was, for any other value and for one that is not whole.</returns>
    private static bool TryReadContainer(ref Utf8JsonReader reader, out RawJson json)
    {
        json = default;
        Utf8JsonReader before = reader;

        // The position is the default value exactly if the reader was made of a span.
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

        // The bracket lies in the reader's span, and everything up to where the reader stands now follows it there.
        json = new RawJson(MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(bracket), (int)(reader.BytesConsumed - start)).ToArray());
        return true;
    }

    /// <summary>The map of the JSON that this is a part of, made now if there is none.</summary>
    internal JsonMap GetMap() => _map ?? JsonMap.Of(Memory);

    /// <summary>The JSON as text, as it was received; empty where there is none.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8);

    /// <summary>Whether both are the same bytes.</summary>
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

    /// <summary>Whether both are the same bytes.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Whether they differ in a byte.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}
