namespace Claude.Aot.Benchmarks;

/// <summary>One bar of a chart.</summary>
/// <param name="Label">What stands left of it.</param>
/// <param name="Value">How long it is.</param>
/// <param name="IsOwn">Whether it is this library's, which has a colour of its own.</param>
internal sealed record SvgBar(string Label, double Value, bool IsOwn);
