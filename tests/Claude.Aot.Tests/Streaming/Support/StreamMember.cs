namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>The members of a stream that depend on its state.</summary>
public enum StreamMember
{
    Foreach,
    ReadText,
    ReadPacedText,
    ReadPacedUtf8,
    ReadOwned,
    CopyToStream,
    CopyToPipe,
    CopyToWriter,
    RelayToStream,
    RelayToPipe,
    WaitToRead,
    TryRead,
    FinalMessage,
    FinalText,
    Snapshot,
    Response,
}
