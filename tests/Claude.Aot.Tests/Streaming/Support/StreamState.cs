namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>The states of a stream, as the table of the design names them.</summary>
public enum StreamState
{
    Fresh,
    ReadByLoop,
    ReadByPair,
    Ended,
    StoppedByBreak,
    StoppedByError,
    StoppedByCancel,
    Disposed,
}
