using System.Buffers;
using Claude.Aot.Internal;

namespace Claude.Aot;

/// <summary>
/// Determines the pieces in which <see cref="MessageStream.ReadTextAsync(TextPacing, CancellationToken)"/> returns the text. A piece ends as soon as one of the
/// conditions that are set is met. If none is set, the whole text is one piece.
/// </summary>
/// <remarks>
/// <para>
/// A piece never ends within a grapheme (a user-perceived character, such as an emoji of several code points), even if the grapheme arrives in several deltas.
/// The last grapheme received may still grow, so it stays behind until more text arrives or its block ends. A line feed cannot grow and does not wait.
/// </para>
/// <para>
/// The text of consecutive blocks is joined. The text that remains is returned when a block of another kind begins, at the end of the message, and before an
/// exception is thrown.
/// </para>
/// <para>The values are copied when reading begins: a later change has no effect on it.</para>
/// </remarks>
/// <example>
/// <code>
/// var pacing = new TextPacing { MinChars = 10, FlushAt = ".!?\n", MaxDelay = TimeSpan.FromMilliseconds(200) };
/// await foreach (string piece in stream.ReadTextAsync(pacing))
///     Console.Write(piece);
/// </code>
/// </example>
public sealed class TextPacing
{
    /// <summary>
    /// The number of characters (UTF-16 code units) after which a piece ends, when all text received so far has been added to it. 0 by default: the length
    /// does not end a piece.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int MinChars { get; set => field = OptionCheck.NotNegative(value); }

    /// <summary>The characters after which a piece ends, whatever its length, such as <c>".!?\n"</c> for sentences and lines. Empty by default.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentException">The value contains a surrogate: only characters of one code unit are supported.</exception>
    public string FlushAt
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value, nameof(FlushAt));
            field = !value.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')
                ? value
                : throw new ArgumentException("FlushAt contains a surrogate. Only characters of one UTF-16 code unit can end a piece.", nameof(FlushAt));
        }
    } = "";

    /// <summary>
    /// The maximum time for which received text waits for more, measured with the client's <see cref="ClaudeClientOptions.TimeProvider"/>.
    /// <see cref="Timeout.InfiniteTimeSpan"/> by default: the time does not end a piece.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive, or is more than 49 days.</exception>
    public TimeSpan MaxDelay
    {
        get;
        set
        {
            if (value != Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero, nameof(MaxDelay));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(49), nameof(MaxDelay));
            }

            field = value;
        }
    } = Timeout.InfiniteTimeSpan;

    internal SearchValues<char> FlushChars => SearchValues.Create(FlushAt);
}
