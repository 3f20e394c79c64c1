using Claude.Cli.IO;

namespace Claude.Cli.Output;

/// <summary>
/// Writes text of the model to a terminal. It removes control characters and escape sequences (ECMA-48), because a terminal would interpret them, but keeps
/// line ends and tabs. The bytes are UTF-8, and a sequence may be split across writes.
/// </summary>
internal sealed class TerminalText(Stream terminal) : WriteOnlyStream
{
    private const byte Escape = 0x1B;
    private const byte Bell = 0x07;
    private const byte Delete = 0x7F;

    // The first byte of U+0080 to U+00BF in UTF-8. U+0080 to U+009F are control characters.
    private const byte C1Lead = 0xC2;

    private readonly MemoryStream _shown = new();
    private State _state;

    private enum State
    {
        Text,

        /// <summary>After a byte that may be the first byte of a control character.</summary>
        AfterC1Lead,

        /// <summary>After ESC.</summary>
        AfterEscape,

        /// <summary>In a control sequence, up to its final byte.</summary>
        InSequence,

        /// <summary>In a control string, up to its terminator.</summary>
        InString,

        /// <summary>After ESC in a control string.</summary>
        InStringAfterEscape,
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _shown.SetLength(0);
        foreach (byte value in buffer)
        {
            Take(value);
        }

        terminal.Write(_shown.GetBuffer().AsSpan(0, (int)_shown.Length));
    }

    private void Take(byte value)
    {
        switch (_state)
        {
            case State.AfterC1Lead:
                TakeAfterC1Lead(value);
                break;
            case State.AfterEscape:
                TakeAfterEscape((char)value);
                break;
            // A line end ends every sequence, so that the text after a broken sequence is not removed.
            case State.InSequence when value is >= 0x40 and <= 0x7E:
            case State.InString when value == Bell:
            case State.InStringAfterEscape when value == (byte)'\\':
                _state = State.Text;
                break;
            case State.InSequence or State.InString or State.InStringAfterEscape when value == (byte)'\n':
                Show(value);
                break;
            case State.InString or State.InStringAfterEscape:
                _state = value == Escape ? State.InStringAfterEscape : State.InString;
                break;
            case State.Text:
                Show(value);
                break;
        }
    }

    private void TakeAfterC1Lead(byte value)
    {
        if (value is >= 0x80 and <= 0x9F)
        {
            TakeAfterEscape((char)(value - 0x40));
            return;
        }

        _shown.WriteByte(C1Lead);
        Show(value);
    }

    // ECMA-48 5.4 and 5.6: CSI begins a control sequence; DCS, SOS, OSC, PM and APC begin a control string. Anything else is a sequence of two bytes.
    private void TakeAfterEscape(char value) => _state = value switch
    {
        '[' => State.InSequence,
        'P' or 'X' or ']' or '^' or '_' => State.InString,
        (char)Escape => State.AfterEscape,
        _ => State.Text,
    };

    private void Show(byte value)
    {
        _state = value switch
        {
            Escape => State.AfterEscape,
            C1Lead => State.AfterC1Lead,
            _ => State.Text,
        };
        if (_state == State.Text && value is not (< 0x20 or Delete) or (byte)'\n' or (byte)'\t')
        {
            _shown.WriteByte(value);
        }
    }
}
