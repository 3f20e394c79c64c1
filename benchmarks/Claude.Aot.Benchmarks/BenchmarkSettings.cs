using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Reports;

namespace Claude.Aot.Benchmarks;

/// <summary>The settings of BenchmarkDotNet, as far as they are not given on the command line.</summary>
internal static class BenchmarkSettings
{
    // The longest name of a reader has to fit, or two of them look alike.
    private const int NameWidth = 40;

    // Each run builds the library and its generator once more, which takes its time on a machine that is shared.
    private static readonly TimeSpan s_buildTimeout = TimeSpan.FromMinutes(10);

    public static IConfig Create() => ManualConfig.Create(DefaultConfig.Instance)
        .WithBuildTimeout(s_buildTimeout)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(NameWidth));
}
