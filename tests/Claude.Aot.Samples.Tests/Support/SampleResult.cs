namespace Claude.Aot.Samples.Tests.Support;

/// <summary>How a program ended, and what it printed.</summary>
internal sealed record SampleResult(int ExitCode, string Output, string Error);
