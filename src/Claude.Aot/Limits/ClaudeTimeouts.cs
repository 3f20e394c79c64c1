using System.Runtime.CompilerServices;

namespace Claude.Aot;

/// <summary>
/// The limits of time. Each may be <see cref="Timeout.InfiniteTimeSpan"/> for none. They hold during the body too, and end in a <see cref="ClaudeTimeoutException"/>
/// whose <see cref="ClaudeTimeoutException.Kind"/> says which was reached.
/// </summary>
/// <remarks>Set them before they are used: what is changed later may or may not take effect. Reading them is safe for concurrent use.</remarks>
public sealed class ClaudeTimeouts
{
    // A timer takes less than 2^32 milliseconds, which are not quite 50 days.
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(49);

    /// <summary>How long making a connection may take, TLS included. 30 s by default. Behind a handler of your own <see cref="FirstEvent"/> covers it.</summary>
    /// <remarks>Through a proxy it is the connection to the proxy only: <see cref="FirstEvent"/> covers the way from there, the tunnel and its TLS included.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Connect { get; set => field = Checked(value); } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long it may take from sending the request to the first event; where the answer is no stream, to its first byte. 10 min by default. Each attempt has this time anew. While a batch is
    /// being sent, each piece of it has.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan FirstEvent { get; set => field = Checked(value); } = TimeSpan.FromMinutes(10);

    /// <summary>How long nothing at all may arrive after that; any byte counts, those of pings too. 2 min by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Idle { get; set => field = Checked(value); } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long the headers of a response may take from sending the request. None by default: <see cref="FirstEvent"/> covers them, because an answer that is not streamed has its
    /// headers only when it is ready. Set it for servers that send headers at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Headers { get; set => field = Checked(value); } = Timeout.InfiniteTimeSpan;

    /// <summary>How long an answer that is one JSON object may take from its first byte to its last, however slowly bytes arrive. 5 min by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Body { get; set => field = Checked(value); } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long reading the body of an error may take, or of another response that is not what was asked for. 30 s by default. It ends in no exception of its own: the error is thrown
    /// with what has come of its body.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan ErrorBody { get; set => field = Checked(value); } = TimeSpan.FromSeconds(30);

    /// <summary>How long the whole may take, from the call to the end of the message, retries included; of the results of a batch, to their last. None by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is neither positive nor infinite, or more than 49 days.</exception>
    public TimeSpan Total { get; set => field = Checked(value); } = Timeout.InfiniteTimeSpan;

    private static TimeSpan Checked(TimeSpan value, [CallerMemberName] string option = "") =>
        (value > TimeSpan.Zero && value <= s_longest) || value == Timeout.InfiniteTimeSpan
            ? value
            : throw new ArgumentOutOfRangeException(option, value, $"{option} is positive and at most 49 days, or Timeout.InfiniteTimeSpan for none.");
}
