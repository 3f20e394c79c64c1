namespace Claude.Aot.Soak.Trials;

/// <summary>What goes wrong with a stream.</summary>
internal enum Fault
{
    None,

    /// <summary>The body ends early, as if it were whole.</summary>
    Cut,

    /// <summary>The connection breaks.</summary>
    Break,

    /// <summary>Nothing more comes, until the reader's limit of time is reached.</summary>
    Stall,

    /// <summary>There is no answer at all.</summary>
    Drop,

    /// <summary>The answer is an error.</summary>
    ErrorStatus,

    /// <summary>The answer is a proxy's page.</summary>
    WrongContent,

    /// <summary>An <c>error</c> event comes instead of the rest.</summary>
    ErrorEvent,

    /// <summary>An event is not JSON.</summary>
    Garbage,

    /// <summary>The reader leaves its loop.</summary>
    ReaderBreaks,

    /// <summary>The body of the reader's loop throws.</summary>
    ReaderThrows,

    /// <summary>The reader cancels its token within the loop.</summary>
    ReaderCancels,

    /// <summary>The reader cancels its token while it waits for what does not come.</summary>
    WaitIsCancelled,

    /// <summary>The reader disposes the stream without having read it.</summary>
    NotRead,
}
