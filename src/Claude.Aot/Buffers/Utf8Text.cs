using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using Claude.Aot.Buffers;

namespace Claude.Aot;

/// <summary>
/// Represents UTF-8 text in memory that the stream owns. The text is always valid UTF-8. The default value is empty.
/// </summary>
/// <remarks>
/// Owner: the stream. Valid until: the next event is read. (A span taken from the text is valid until the next wait for data.) After that, every member throws
/// <see cref="InvalidOperationException"/>. To keep the text, call <see cref="ToString()"/> or <see cref="CopyTo"/>.
/// </remarks>
/// <example>
/// <code>
/// await foreach (StreamEvent e in stream)
/// {
///     Utf8Text text = e.Delta.Text;
///     Console.Write(text.Equals("\n"u8) ? Environment.NewLine : text.ToString());
/// }
/// </code>
/// </example>
public readonly struct Utf8Text : IEquatable<Utf8Text>, ISpanFormattable, IUtf8SpanFormattable
{
    private readonly ViewScope? _scope;
    private readonly byte[]? _array;
    private readonly int _offset;
    private readonly int _length;
    private readonly int _version;

    internal Utf8Text(ViewScope scope, int version, ArraySegment<byte> bytes)
        : this(scope, version, bytes.Array, new ByteRange(bytes.Offset, bytes.Count))
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Utf8Text(ViewScope scope, int version, byte[]? array, ByteRange range)
    {
        _scope = scope;
        _version = version;
        _array = array;
        _offset = range.Start;
        _length = range.Length;
    }

    /// <summary>
    /// Gets the bytes of the text. The span is valid until the stream next waits for data or is disposed. If another thread disposes the stream, the bytes stay
    /// unchanged.
    /// </summary>
    /// <exception cref="InvalidOperationException">Another event has been read.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public ReadOnlySpan<byte> Span
    {
        get
        {
            _scope?.Borrow(_version);
            return Bytes;
        }
    }

    /// <summary>Gets the number of bytes.</summary>
    /// <exception cref="InvalidOperationException">Another event has been read.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public int Length
    {
        get
        {
            _scope?.Verify(_version);
            return _length;
        }
    }

    /// <summary>Gets a value that indicates whether the text is empty.</summary>
    /// <exception cref="InvalidOperationException">Another event has been read.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public bool IsEmpty => Length == 0;

    // Read this only in a section.
    internal ReadOnlySpan<byte> Bytes => new(_array, _offset, _length);

    /// <summary>Compares the text with <paramref name="utf8"/>, byte by byte.</summary>
    /// <exception cref="InvalidOperationException">Another event has been read.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public bool Equals(ReadOnlySpan<byte> utf8)
    {
        using ViewScope.Section section = Enter();
        return Bytes.SequenceEqual(utf8);
    }

    /// <inheritdoc cref="Equals(ReadOnlySpan{byte})"/>
    public bool Equals(Utf8Text other)
    {
        using ViewScope.Section section = other.Enter();
        return Equals(other.Bytes);
    }

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Utf8Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        using ViewScope.Section section = Enter();
        var hash = default(HashCode);
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Copies the bytes to <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than <see cref="Length"/>.</exception>
    /// <exception cref="InvalidOperationException">Another event has been read.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public void CopyTo(Span<byte> destination)
    {
        using ViewScope.Section section = Enter();
        Bytes.CopyTo(destination);
    }

    /// <summary>Returns the text as a string, which stays valid.</summary>
    /// <exception cref="InvalidOperationException">Another event has been read.</exception>
    /// <exception cref="ObjectDisposedException">The stream was disposed.</exception>
    public override string ToString()
    {
        using ViewScope.Section section = Enter();
        return Encoding.UTF8.GetString(Bytes);
    }

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        using ViewScope.Section section = Enter();
        return Encoding.UTF8.TryGetChars(Bytes, destination, out charsWritten);
    }

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        using ViewScope.Section section = Enter();
        bool fits = Bytes.TryCopyTo(utf8Destination);
        bytesWritten = fits ? _length : 0;
        return fits;
    }

    /// <summary>Returns whether two texts have the same bytes.</summary>
    public static bool operator ==(Utf8Text left, Utf8Text right) => left.Equals(right);

    /// <summary>Returns whether two texts have different bytes.</summary>
    public static bool operator !=(Utf8Text left, Utf8Text right) => !left.Equals(right);

    /// <summary>Opens a section of the text's lifetime. <see cref="Bytes"/> may be read only in a section.</summary>
    internal ViewScope.Section Enter() => _scope is null ? default : _scope.Enter(_version);
}
