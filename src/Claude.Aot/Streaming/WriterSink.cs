using System.Buffers;
using System.Text;

namespace Claude.Aot.Streaming;

/// <summary>A sink that copies text to a <see cref="TextWriter"/>. It transcodes UTF-8 to UTF-16 once, into the buffer that is passed to the writer.</summary>
internal sealed class WriterSink(TextWriter destination) : Utf8Sink
{
    private char[] _gathered = [];
    private int _length;

    public override void Write(ReadOnlySpan<byte> utf8)
    {
        // UTF-8 never has more UTF-16 code units than bytes.
        if (utf8.Length > _gathered.Length - _length)
        {
            Grow(utf8.Length);
        }

        _length += Encoding.UTF8.GetChars(utf8, _gathered.AsSpan(_length));
    }

    public override async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_length > 0)
        {
            await destination.WriteAsync(_gathered.AsMemory(0, _length), cancellationToken).ConfigureAwait(false);
            await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
            _length = 0;
        }
    }

    public override void Dispose() => Return();

    private void Grow(int count)
    {
        char[] grown = ArrayPool<char>.Shared.Rent(Math.Max(_length + count, 2 * _gathered.Length));
        _gathered.AsSpan(0, _length).CopyTo(grown);
        Return();
        _gathered = grown;
    }

    private void Return()
    {
        if (_gathered.Length > 0)
        {
            ArrayPool<char>.Shared.Return(_gathered);
            _gathered = [];
        }
    }
}
