namespace Claude.Aot.Benchmarks;

/// <summary>
/// One way of reading a stream. A reader reads the text of every text delta and counts its bytes, so that no part of the work can be optimized away.
/// </summary>
internal interface IRival
{
    /// <summary>Gets the name of the reader in results.</summary>
    string Name { get; }

    /// <summary>Returns the value that reading the input must return.</summary>
    long Expect(StreamInput input) => input.TextBytes;

    /// <summary>Reads the whole input.</summary>
    /// <returns>The number of text bytes that the reader found.</returns>
    Task<long> ReadAsync(StreamInput input);
}
