using System.Diagnostics;

namespace Claude.Aot.Sse;

/// <summary>
/// The progress of the search for the end of one unfinished event. It is a plain value: copy it to save the state, and assign it to restore the state.
/// </summary>
internal struct SseTokenizerState
{
    // Invariant: 0 <= LineLength <= Searched; between events, Searched and LineLength are 0 and no CR is pending.

    /// <summary>The number of bytes of the unfinished event that need no further search.</summary>
    public int Searched;

    /// <summary>The number of those bytes that belong to the current line, without its line end.</summary>
    public int LineLength;

    /// <summary>Whether the last searched byte was a CR. If the next byte is an LF, it belongs to the same line end.</summary>
    public bool PendingCarriageReturn;

    /// <summary>Whether the start of the stream has been checked for a byte order mark.</summary>
    public bool ByteOrderMarkDone;

    /// <summary>
    /// The number of bytes examined in failed or repeated searches for line ends. Tests verify that it is linear in the number of bytes received.
    /// </summary>
    public long Examined;

    /// <summary>Gets whether nothing of the next event has been searched yet.</summary>
    public readonly bool IsBetweenEvents => Searched == 0;

    /// <summary>Resets the state for the next event.</summary>
    public void StartEvent()
    {
        Searched = 0;
        LineLength = 0;
        PendingCarriageReturn = false;
    }

    /// <summary>Adds <paramref name="count"/> bytes without a line end to the current line.</summary>
    public void AddToLine(int count)
    {
        Searched += count;
        LineLength += count;
        Examined += count;
    }

    /// <summary>Ends the current line. <paramref name="count"/> bytes complete the line end; 0 if it was only a pending CR.</summary>
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
