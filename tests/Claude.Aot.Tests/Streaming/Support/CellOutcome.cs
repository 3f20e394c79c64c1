namespace Claude.Aot.Tests.Streaming.Support;

/// <summary>What a member does in a state.</summary>
public enum CellOutcome
{
    /// <summary>It does its work.</summary>
    Works,

    /// <summary>It ends at once, without anything to read.</summary>
    EndsAtOnce,

    /// <summary>It throws <see cref="InvalidOperationException"/>.</summary>
    Refuses,

    /// <summary>It throws again why reading stopped, with the message so far.</summary>
    ThrowsReason,

    /// <summary>It throws <see cref="ObjectDisposedException"/>.</summary>
    Disposed,
}
