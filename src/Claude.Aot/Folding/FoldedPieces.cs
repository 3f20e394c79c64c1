namespace Claude.Aot;

/// <summary>A member that deltas append to, decoded. The first half of a surrogate pair waits here until a later piece brings the other half.</summary>
internal abstract class FoldedPieces(byte[] name, RetiredArrays retired) : FoldedBytes(name, retired)
{
    private char _half;

    /// <summary>Whether the last piece ended in the first half of a surrogate pair.</summary>
    public bool IsHalfPending => _half != default;

    /// <summary>The array that the pieces lie in now.</summary>
    public byte[]? Array => Bytes.Segment.Array;

    /// <summary>Appends the inside of a JSON string, unescaped, and says where in <see cref="Array"/> it lies now.</summary>
    public virtual ByteRange Append(ReadOnlySpan<byte> content, bool escaped)
    {
        int start = Bytes.Length;
        if (!escaped && _half == default)
        {
            Bytes.Append(content);
        }
        else
        {
            Bytes.Advance(JsonUnescaper.Unescape(content, Bytes.GetSpan(content.Length + JsonUnescaper.MaxGrowth), ref _half));
        }

        return new ByteRange(start, Bytes.Length - start);
    }

    /// <summary>No further piece will come: a half that waits becomes U+FFFD.</summary>
    public void Complete()
    {
        if (IsHalfPending)
        {
            _half = default;
            Append("\uFFFD"u8, escaped: false);
        }
    }
}
