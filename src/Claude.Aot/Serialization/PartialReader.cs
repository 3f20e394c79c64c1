using System.Buffers;
using System.Text;
using System.Text.Json;
using Claude.Aot.Internal;
using Claude.Aot.Json;

namespace Claude.Aot.Serialization;

/// <summary>
/// Reads an object from JSON that arrives in fragments of any size. It reads each byte once, and shows what is there at any time. It throws nothing: an invalid
/// value is left out, and reading stops at JSON that is not valid, because the complete text is validated anyway.
/// </summary>
internal sealed class PartialReader
{
    private readonly PartialShape _shape;
    private readonly List<PartialFrame> _frames = [];
    private readonly PartialTextBuffer _text = new();
    private readonly PartialCapture _capture = new();
    private PartialPlace _place = PartialPlace.Root;
    private object? _root;

    public PartialReader(PartialShape shape) => _shape = shape;

    /// <summary>Gets whether <see cref="Show"/> returns another object than before.</summary>
    public bool HasChanged { get; private set; }

    private PartialFrame Top => _frames[^1];

    public void Feed(ReadOnlySpan<byte> utf8)
    {
        Work.Count(utf8.Length);
        while (!utf8.IsEmpty && _place < PartialPlace.End)
        {
            int consumed = _place switch
            {
                PartialPlace.Text => ReadText(utf8),
                PartialPlace.NameText => ReadName(utf8),
                PartialPlace.Captured => ReadCaptured(utf8),
                _ => Step(utf8[0]),
            };
            utf8 = utf8[consumed..];
        }
    }

    /// <summary>Creates the object that shows what is there; null if nothing has begun.</summary>
    public object? Show()
    {
        if (HasChanged)
        {
            HasChanged = false;
            object? open = _place == PartialPlace.Text ? _text.Show() : null;
            for (int i = _frames.Count - 1; i >= 0; i--)
            {
                Work.Count(1);
                open = _frames[i].Show(open);
            }

            _root = open ?? _root;
        }

        return _root;
    }

    /// <summary>Reads a byte between values.</summary>
    /// <returns>The number of bytes consumed.</returns>
    private int Step(byte value)
    {
        if (JsonBytes.Whitespace.Contains(value))
        {
            return 1;
        }

        switch (_place, value)
        {
            case (PartialPlace.Root, (byte)'{'):
                Open(_shape.Open(value)!);
                break;
            case (PartialPlace.FirstName or PartialPlace.Name, (byte)'"'):
                _capture.Begin(value, isKept: true);
                _place = PartialPlace.NameText;
                break;
            case (PartialPlace.Colon, (byte)':'):
                _place = PartialPlace.Value;
                break;
            case (PartialPlace.FirstName, (byte)'}') or (PartialPlace.FirstElement, (byte)']'):
            case (PartialPlace.AfterMember, (byte)'}') or (PartialPlace.AfterElement, (byte)']'):
                Close();
                break;
            case (PartialPlace.AfterMember, (byte)','):
                _place = PartialPlace.Name;
                break;
            case (PartialPlace.AfterElement, (byte)','):
                _place = PartialPlace.Value;
                break;
            case (PartialPlace.Value or PartialPlace.FirstElement, _):
                Begin(value);
                break;
            default:
                _place = PartialPlace.Broken;
                break;
        }

        return 1;
    }

    private void Begin(byte first)
    {
        PartialShape? shape = Top.Next;
        if (shape is PartialTextShape && first == (byte)'"')
        {
            _text.Begin();
            _place = PartialPlace.Text;
            HasChanged = true;
        }
        else if (shape?.Open(first) is { } frame)
        {
            Open(frame);
        }
        else if (_capture.Begin(first, isKept: shape is not null))
        {
            _place = PartialPlace.Captured;
        }
        else
        {
            _place = PartialPlace.Broken;
        }
    }

    private void Open(PartialFrame frame)
    {
        _frames.Add(frame);
        _place = frame is PartialObjectFrame ? PartialPlace.FirstName : PartialPlace.FirstElement;
        HasChanged = true;
    }

    private void Close()
    {
        object closed = Top.Close();
        _frames.RemoveAt(_frames.Count - 1);
        if (_frames.Count == 0)
        {
            // The value is complete: nothing of what follows belongs to it.
            _root = closed;
            _place = PartialPlace.End;
        }
        else
        {
            Top.Add(closed);
            EndValue();
        }
    }

    private void EndValue() => _place = Top is PartialObjectFrame ? PartialPlace.AfterMember : PartialPlace.AfterElement;

    private int ReadText(ReadOnlySpan<byte> utf8)
    {
        int length = _text.Length;
        OperationStatus status = _text.Append(utf8, out int consumed);
        if (status == OperationStatus.Done)
        {
            Top.Add(_text.End());
            EndValue();
        }
        else if (status == OperationStatus.InvalidData)
        {
            _place = PartialPlace.Broken;
        }

        HasChanged |= _text.Length > length;
        return consumed;
    }

    private int ReadName(ReadOnlySpan<byte> utf8)
    {
        if (_capture.Append(utf8, out int consumed))
        {
            Utf8JsonReader reader = new(_capture.Written);
            try
            {
                reader.Read();
                Top.Select(reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonInput.TextOf(ref reader)) : reader.ValueSpan);
                _place = PartialPlace.Colon;
            }
            catch (JsonException)
            {
                _place = PartialPlace.Broken;
            }
        }

        return consumed;
    }

    private int ReadCaptured(ReadOnlySpan<byte> utf8)
    {
        if (_capture.Append(utf8, out int consumed))
        {
            if (_capture.IsKept)
            {
                AddCaptured(Top.Next!);
            }

            EndValue();
        }

        return consumed;
    }

    private void AddCaptured(PartialShape shape)
    {
        try
        {
            Utf8JsonReader reader = JsonInput.Start(_capture.Written);
            shape.Read(ref reader, Top);
            HasChanged = true;
        }
        catch (JsonException)
        {
            // The complete text is refused for the same reason, with its path.
        }
    }
}

/// <summary>The position of a <see cref="PartialReader"/>. At the last two, reading has ended.</summary>
internal enum PartialPlace : byte
{
    Root,
    FirstName,
    Name,
    NameText,
    Colon,
    Value,
    FirstElement,
    AfterMember,
    AfterElement,
    Text,
    Captured,
    End,
    Broken,
}
