namespace Claude.Aot.Benchmarks;

/// <summary>One way of reading a stream. It reads the text of every text delta and counts its bytes, so that nothing of the work can be left out.</summary>
internal interface IRival
{
    /// <summary>Its name in results.</summary>
    string Name { get; }

    /// <summary>What reading the input must return.</summary>
    long Expect(StreamInput input) => input.TextBytes;

    /// <summary>Reads the whole input.</summary>
    /// <returns>The bytes of text that it has seen.</returns>
    Task<long> ReadAsync(StreamInput input);
}
