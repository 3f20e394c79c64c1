namespace Claude.Aot.Http;

/// <summary>Splits a body into lines, and copies each line once. A line that is too long is skipped without being stored.</summary>
internal sealed class JsonLineReader(BodyReader body, int maxLineBytes)
{
    private long _number;

    // The length of the unfinished line that was already searched, so that a line that arrives in many reads is searched once.
    private int _searched;
    private bool _isTooLong;

    /// <summary>Reads the next line that is not empty; returns null at the end of the body.</summary>
    /// <exception cref="ClaudeException">The body could not be read.</exception>
    public async ValueTask<JsonLine?> ReadAsync()
    {
        while (true)
        {
            if (TryTake(out JsonLine line))
            {
                if (HasContent(line))
                {
                    return line;
                }
            }
            else if (!await body.ReadAsync().ConfigureAwait(false))
            {
                line = Take(body.Unread.Length, isTerminated: false);
                return HasContent(line) ? line : null;
            }
        }
    }

    private static bool HasContent(in JsonLine line) => line.IsTooLong || !line.Utf8.IsEmpty;

    private bool TryTake(out JsonLine line)
    {
        int found = body.Unread[_searched..].IndexOf((byte)'\n');
        if (found >= 0)
        {
            line = Take(_searched + found, isTerminated: true);
            return true;
        }

        line = default;
        _searched = body.Unread.Length;
        if (_searched > maxLineBytes)
        {
            _isTooLong = true;
            body.Consume(_searched);
            _searched = 0;
        }

        return false;
    }

    private JsonLine Take(int length, bool isTerminated)
    {
        bool isTooLong = _isTooLong || length > maxLineBytes;
        byte[] line = isTooLong ? [] : body.Unread[..length].ToArray();
        body.Consume(isTerminated ? length + 1 : length);
        _searched = 0;
        _isTooLong = false;
        return new JsonLine(++_number, Trim(line), isTerminated, isTooLong);
    }

    private static ReadOnlyMemory<byte> Trim(byte[] line) => line.AsMemory().Trim(" \t\r"u8);
}
