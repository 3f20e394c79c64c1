using System.Buffers;
using System.Text;
using Claude.Aot.Internal;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>Unescapes a string that arrives in fragments of any size.</summary>
internal sealed class PartialTextBuffer
{
    private const int FirstCapacity = 256;

    // The bytes before _length are never written again once they were shown, so the texts that share the array do not change.
    private byte[] _utf8 = [];
    private int _length;
    private bool _isShared;
    private char _pending;

    // An escape that is not complete.
    private readonly byte[] _escape = new byte[JsonBytes.UnitLength];
    private int _escapeLength;

    public void Begin()
    {
        if (_isShared)
        {
            _utf8 = [];
            _isShared = false;
        }

        _length = 0;
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
        _isShared = true;
        return new PartialText(_utf8, CompleteLength(_utf8.AsSpan(0, _length)));
    }

    public string End()
    {
        if (_pending != default)
        {
            EnsureSpace(JsonUnescaper.Slack);
            "\uFFFD"u8.CopyTo(_utf8.AsSpan(_length));
            _length += 3;
        }

        return Encoding.UTF8.GetString(_utf8, 0, _length);
    }

    private bool _isDecoded;

    private OperationStatus Decode(ReadOnlySpan<byte> source, out int consumed)
    {
        EnsureSpace(source.Length + JsonUnescaper.Slack);
        OperationStatus status = JsonUnescaper.Decode(source, _utf8.AsSpan(_length), ref _pending, out consumed, out int written);
        _length += written;
        _isDecoded = consumed == source.Length;
        return status;
    }

    private void EnsureSpace(int count)
    {
        if (_utf8.Length - _length < count)
        {
            // A new array: the texts that were shown keep the old one.
            Work.Count(_length);
            Array.Resize(ref _utf8, Math.Max(FirstCapacity, Math.Max(_utf8.Length * 2, _length + count)));
        }
    }

    /// <summary>Gets the length without the bytes of a character that is not complete.</summary>
    private static int CompleteLength(ReadOnlySpan<byte> utf8) =>
        Rune.DecodeLastFromUtf8(utf8, out _, out int length) == OperationStatus.NeedMoreData ? utf8.Length - length : utf8.Length;
}
