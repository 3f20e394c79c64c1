namespace Claude.Aot.Http;

/// <summary>Splits a body into lines, and copies each once. A line that is too long is passed over without being kept.</summary>
internal sealed class JsonLineReader(BodyReader body, int maxLineBytes)
{
    private long _number;

    // How much of the unfinished line was searched, so that one which arrives in many reads is looked through once.
    private int _searched;
    private bool _isTooLong;

    /// <summary>The next line that is not blank; null at the end of the body.</summary>
    /// <exception cref="ClaudeException">The body could not be read on.</exception>
    public async ValueTask<JsonLine?> ReadAsync()
    {
        while (true)
        {
            if (TryTake(out JsonLine line))
            {
                if (IsNotBlank(line))
                {
                    return line;
                }
            }
            else if (!await body.ReadAsync().ConfigureAwait(false))
            {
                line = Take(body.Unread.Length, isTerminated: false);
                return IsNotBlank(line) ? line : null;
            }
        }
    }

    private static bool IsNotBlank(in JsonLine line) => line.IsTooLong || !line.Utf8.IsEmpty;

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
