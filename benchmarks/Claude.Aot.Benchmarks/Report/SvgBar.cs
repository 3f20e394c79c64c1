namespace Claude.Aot.Benchmarks;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">The text to the left of the bar.</param>
/// <param name="Value">The length of the bar.</param>
/// <param name="IsOwn">Whether the bar belongs to this library, which has its own color.</param>
internal sealed record SvgBar(string Label, double Value, bool IsOwn);
