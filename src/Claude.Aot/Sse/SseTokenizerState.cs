using System.Diagnostics;

namespace Claude.Aot.Sse;

/// <summary>How far the search for the end of one unfinished event has come. A plain value: copy it to remember, assign it to go back.</summary>
internal struct SseTokenizerState
{
    // Invariant: 0 <= LineLength <= Searched; between events, Searched and LineLength are 0 and no CR is pending.

    /// <summary>Bytes of the unfinished event that need no further look, counted from its start.</summary>
    public int Searched;

    /// <summary>Bytes of the current line among them, without its line end.</summary>
    public int LineLength;

    /// <summary>The last byte searched was a CR: an LF that comes next belongs to the same line end.</summary>
    public bool PendingCarriageReturn;

    /// <summary>The start of the stream has been looked at for a byte order mark.</summary>
    public bool ByteOrderMarkDone;

    /// <summary>All bytes that the search for line ends has looked at in vain or twice; tests hold it linear in the bytes received.</summary>
    public long Examined;

    /// <summary>Nothing of the next event has been searched yet.</summary>
    public readonly bool IsBetweenEvents => Searched == 0;

    /// <summary>Turns to the next event.</summary>
    public void StartEvent()
    {
        Searched = 0;
        LineLength = 0;
        PendingCarriageReturn = false;
    }

    /// <summary>The next <paramref name="count"/> bytes hold no line end.</summary>
    public void AddToLine(int count)
    {
        Searched += count;
        LineLength += count;
        Examined += count;
    }

    /// <summary>The next <paramref name="count"/> bytes, none where a pending CR was all, complete the line end.</summary>
    public void EndLine(int count)
    {
        Searched += count;
        LineLength = 0;
        PendingCarriageReturn = false;
    }

    /// <summary>Checks the invariant in Debug builds.</summary>
    [Conditional("DEBUG")]
    public readonly void AssertValid()
    {
        Debug.Assert(0 <= LineLength && LineLength <= Searched, "The current line is part of what was searched.");
        Debug.Assert(Searched > 0 || !PendingCarriageReturn, "A pending CR was searched.");
    }
}
