namespace Claude.Aot;

/// <summary>The lines of a file that the model wants to view.</summary>
/// <param name="First">The number of the first line. The first line of a file has the number 1.</param>
/// <param name="Last">The number of the last line, or null for the end of the file.</param>
/// <example>
/// <code>
/// var fromTen = new LineRange(10, Last: null);
/// var firstTwo = new LineRange(1, 2);
/// </code>
/// </example>
public readonly record struct LineRange(int First, int? Last);
