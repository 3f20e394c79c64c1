namespace Claude.Aot.Http;

/// <summary>A line of a JSON Lines body.</summary>
/// <param name="Number">The number of the line, from 1; empty lines count.</param>
/// <param name="Utf8">The bytes of the line without its line ending, as a copy. Empty if the line is too long.</param>
/// <param name="IsTerminated">Whether a line ending follows the line, and not the end of the body.</param>
/// <param name="IsTooLong">Whether the line was skipped because of its length.</param>
internal readonly record struct JsonLine(long Number, ReadOnlyMemory<byte> Utf8, bool IsTerminated, bool IsTooLong);
