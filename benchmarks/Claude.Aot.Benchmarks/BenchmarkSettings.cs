using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;

namespace Claude.Aot.Benchmarks;

/// <summary>The settings of BenchmarkDotNet that are not given on the command line.</summary>
internal static class BenchmarkSettings
{
    // The longest reader name must fit. Otherwise two truncated names look the same.
    private const int NameWidth = 40;

    // Each run builds the library and its generator again, which takes a long time on a shared machine.
    private static readonly TimeSpan s_buildTimeout = TimeSpan.FromMinutes(10);

    public static IConfig Create() => ManualConfig.Create(DefaultConfig.Instance)
        .WithBuildTimeout(s_buildTimeout)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(NameWidth));
}
