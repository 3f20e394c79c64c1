using System.Buffers;
using System.Text;
using Claude.Aot.Internal;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>Unescapes a string that arrives in fragments of any size.</summary>
internal sealed class PartialTextBuffer
{
    private const int FirstCapacity = 256;

    // An escape that is not complete.
    private readonly byte[] _escape = new byte[JsonBytes.UnitLength];
    private int _escapeLength;
    private bool _isDecoded;

    // The string is between _start and _end. Invariant: the bytes before _shared are never written again, because texts that were shown refer to them.
    private byte[] _utf8 = [];
    private int _start;
    private int _end;
    private int _shared;
    private char _pending;

    /// <summary>Gets the number of bytes of the string so far.</summary>
    public int Length => _end - _start;

    public void Begin()
    {
        _start = _end = _shared;
        _pending = default;
        _escapeLength = 0;
    }

    /// <summary>Appends a fragment, up to the closing quote.</summary>
    /// <returns>Done after the quote, NeedMoreData at the end of the fragment, or InvalidData.</returns>
    public OperationStatus Append(ReadOnlySpan<byte> fragment, out int consumed)
    {
        consumed = 0;
        while (_escapeLength > 0)
        {
            if (consumed == fragment.Length)
            {
                return OperationStatus.NeedMoreData;
            }

            _escape[_escapeLength++] = fragment[consumed++];
            OperationStatus escape = Decode(_escape.AsSpan(0, _escapeLength), out _);
            if (escape == OperationStatus.InvalidData)
            {
                return escape;
            }

            // The escape is complete if all of it was decoded.
            _escapeLength = _isDecoded ? 0 : _escapeLength;
        }

        OperationStatus status = Decode(fragment[consumed..], out int decoded);
        consumed += decoded;
        if (status == OperationStatus.Done)
        {
            consumed++;
        }
        else if (status == OperationStatus.NeedMoreData)
        {
            ReadOnlySpan<byte> rest = fragment[consumed..];
            rest.CopyTo(_escape);
            _escapeLength = rest.Length;
            consumed = fragment.Length;
        }

        return status;
    }

    /// <summary>Shows the complete characters so far.</summary>
    public PartialText Show()
    {
        _shared = _end;
        return new PartialText(_utf8, _start, CompleteLength(_utf8.AsSpan(_start.._end)));
    }

    public string End()
    {
        if (_pending != default)
        {
            EnsureSpace(JsonUnescaper.Slack);
            "\uFFFD"u8.CopyTo(_utf8.AsSpan(_end));
            _end += 3;
        }

        return Encoding.UTF8.GetString(_utf8.AsSpan(_start.._end));
    }

    private OperationStatus Decode(ReadOnlySpan<byte> source, out int consumed)
    {
        EnsureSpace(source.Length + JsonUnescaper.Slack);
        OperationStatus status = JsonUnescaper.Decode(source, _utf8.AsSpan(_end), ref _pending, out consumed, out int written);
        _end += written;
        _isDecoded = consumed == source.Length;
        return status;
    }

    private void EnsureSpace(int count)
    {
        if (_utf8.Length - _end >= count)
        {
            return;
        }

        // A new array: the texts that were shown keep the old one.
        int length = Length;
        Work.Count(length);
        byte[] larger = new byte[Math.Max(FirstCapacity, Math.Max(length * 2, length + count))];
        _utf8.AsSpan(_start.._end).CopyTo(larger);
        _utf8 = larger;
        _start = 0;
        _end = length;
        _shared = 0;
    }

    /// <summary>Gets the length without the bytes of a character that is not complete.</summary>
    private static int CompleteLength(ReadOnlySpan<byte> utf8) =>
        Rune.DecodeLastFromUtf8(utf8, out _, out int length) == OperationStatus.NeedMoreData ? utf8.Length - length : utf8.Length;
}

/// <summary>The beginning of a string that still grows. It shares the array of the buffer, and becomes a string when someone asks for it.</summary>
internal sealed class PartialText(byte[] utf8, int start, int length)
{
    private string? _text;

    public static string? ToText(object? value) => value is PartialText text ? text.ToString() : (string?)value;

    public override string ToString() => _text ??= Encoding.UTF8.GetString(utf8, start, length);
}
