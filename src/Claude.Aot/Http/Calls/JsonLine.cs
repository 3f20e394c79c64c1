namespace Claude.Aot.Http;

/// <summary>One line of a body of JSON lines.</summary>
/// <param name="Number">Its number, from 1; blank lines count.</param>
/// <param name="Utf8">Its bytes without the end of the line: a copy of its own. Empty where it is too long.</param>
/// <param name="IsTerminated">Whether a line end followed it, and not the end of the body.</param>
/// <param name="IsTooLong">Whether it was passed over for its length.</param>
internal readonly record struct JsonLine(long Number, ReadOnlyMemory<byte> Utf8, bool IsTerminated, bool IsTooLong);
