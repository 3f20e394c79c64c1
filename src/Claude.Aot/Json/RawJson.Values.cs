using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot;

/// <content>Reads the value, with the names and the behavior of <see cref="JsonElement"/>.</content>
public readonly partial struct RawJson
{
    private const int StackLimit = 512;

    /// <summary>Finds a member of an object. If the name occurs more than once, the last one is used.</summary>
    /// <param name="propertyName">The JSON name, unescaped.</param>
    /// <param name="value">The member's value, in the same memory; empty if there is no such member.</param>
    /// <returns>False if the object has no such member.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="propertyName"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    public bool TryGetProperty(string propertyName, out RawJson value)
    {
        ArgumentNullException.ThrowIfNull(propertyName);
        int room = Encoding.UTF8.GetMaxByteCount(propertyName.Length);
        Span<byte> name = room <= StackLimit ? stackalloc byte[StackLimit] : new byte[room];
        return TryGetProperty(name[..Encoding.UTF8.GetBytes(propertyName, name)], out value);
    }

    /// <inheritdoc cref="TryGetProperty(string, out RawJson)"/>
    /// <param name="utf8PropertyName">The JSON name as UTF-8, unescaped.</param>
    /// <param name="value">The member's value, in the same memory; empty if there is no such member.</param>
    public bool TryGetProperty(ReadOnlySpan<byte> utf8PropertyName, out RawJson value)
    {
        Require(JsonValueKind.Object);
        return TryGetMember(utf8PropertyName, out value);
    }

    /// <summary>Enumerates the elements of an array, in the same memory.</summary>
    /// <exception cref="InvalidOperationException">The value is not an array.</exception>
    public ArrayEnumerator EnumerateArray()
    {
        Require(JsonValueKind.Array);
        return new ArrayEnumerator(this);
    }

    /// <summary>Enumerates the members of an object, in the same memory. A name that occurs more than once is enumerated each time.</summary>
    /// <exception cref="InvalidOperationException">The value is not an object.</exception>
    public ObjectEnumerator EnumerateObject()
    {
        Require(JsonValueKind.Object);
        return new ObjectEnumerator(this);
    }

    /// <summary>Gets the value as an unescaped string; null for <c>null</c>.</summary>
    /// <exception cref="InvalidOperationException">The value is neither a string nor <c>null</c>, or the string has an unpaired surrogate or invalid UTF-8.
    /// <see cref="TryGetString"/> replaces those with U+FFFD.</exception>
    public string? GetString()
    {
        if (IsNull)
        {
            return null;
        }

        Require(JsonValueKind.String);
        return JsonText.GetStringOrThrow(Utf8);
    }

    /// <summary>Gets the value as an unescaped string, in which an unpaired surrogate or invalid UTF-8 becomes U+FFFD. Never throws.</summary>
    /// <returns>False if the value is not a string.</returns>
    public bool TryGetString([NotNullWhen(true)] out string? value)
    {
        value = ValueKind == JsonValueKind.String ? JsonText.GetString(Utf8[1..^1], Utf8.Contains((byte)'\\')) : null;
        return value is not null;
    }

    /// <summary>Gets the value as a Boolean.</summary>
    /// <exception cref="InvalidOperationException">The value is neither <c>true</c> nor <c>false</c>.</exception>
    public bool GetBoolean() => ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongKind("True or False"),
    };

    /// <summary>Gets the value as a 32-bit integer.</summary>
    /// <exception cref="FormatException">The number is not an integer of this size, or it has a fraction or an exponent.</exception>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public int GetInt32() => TryGetInt32(out int value) ? value : throw DoesNotFit("a 32-bit integer");

    /// <summary>Gets the value as a 32-bit integer.</summary>
    /// <returns>False if the number is not an integer of this size, or has a fraction or an exponent.</returns>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public bool TryGetInt32(out int value)
    {
        Require(JsonValueKind.Number);
        bool fits = Utf8Parser.TryParse(Utf8, out int number, out int consumed) && consumed == Utf8.Length;
        value = fits ? number : 0;
        return fits;
    }

    /// <summary>Gets the value as a 64-bit integer.</summary>
    /// <exception cref="FormatException">The number is not an integer of this size, or it has a fraction or an exponent.</exception>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public long GetInt64() => TryGetInt64(out long value) ? value : throw DoesNotFit("a 64-bit integer");

    /// <summary>Gets the value as a 64-bit integer.</summary>
    /// <returns>False if the number is not an integer of this size, or has a fraction or an exponent.</returns>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public bool TryGetInt64(out long value)
    {
        Require(JsonValueKind.Number);
        bool fits = Utf8Parser.TryParse(Utf8, out long number, out int consumed) && consumed == Utf8.Length;
        value = fits ? number : 0;
        return fits;
    }

    /// <summary>Gets the value as a floating-point number. A number that is too large becomes infinity.</summary>
    /// <exception cref="FormatException">The number cannot be represented.</exception>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public double GetDouble() => TryGetDouble(out double value) ? value : throw DoesNotFit("a double");

    /// <summary>Gets the value as a floating-point number. A number that is too large becomes infinity.</summary>
    /// <returns>False if the number cannot be represented.</returns>
    /// <exception cref="InvalidOperationException">The value is not a number.</exception>
    public bool TryGetDouble(out double value)
    {
        Require(JsonValueKind.Number);
        bool fits = Utf8Parser.TryParse(Utf8, out double number, out int consumed) && consumed == Utf8.Length;
        value = fits ? number : 0;
        return fits;
    }

    /// <summary>Finds a member like <see cref="TryGetProperty(ReadOnlySpan{byte}, out RawJson)"/>, but returns false if the value is not an object.</summary>
    internal bool TryGetMember(ReadOnlySpan<byte> utf8Name, out RawJson value)
    {
        bool found = JsonObjectScanner.TryFind(new JsonObjectScanner(Utf8, _map), utf8Name, out JsonObjectScanner member);
        value = found ? new RawJson(Memory.Slice(member.ValueStart, member.ValueLength), _map) : default;
        return found;
    }

    /// <summary>Enumerates like <see cref="EnumerateArray"/>, but gives no elements if the value is not an array.</summary>
    internal ArrayEnumerator Elements() => ValueKind == JsonValueKind.Array ? new ArrayEnumerator(this) : default;

    private void Require(JsonValueKind kind)
    {
        if (ValueKind != kind)
        {
            throw WrongKind(kind.ToString());
        }
    }

    private InvalidOperationException WrongKind(string required) =>
        new($"The JSON value is of kind {ValueKind}, but this member requires {required}. Check ValueKind first.");

    private static FormatException DoesNotFit(string type) => new($"The JSON number cannot be read as {type}. Use ToString() to get its text.");
}
