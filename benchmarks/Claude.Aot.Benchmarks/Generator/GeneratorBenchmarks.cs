using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs the generator on the real schema: a complete run, and a run after an unrelated edit.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private readonly GeneratorHost _host = new();
    private GeneratorDriver _driver = null!;

    [GlobalSetup]
    public void SetUp() => _driver = _host.RunWhole();

    [Benchmark(Baseline = true)]
    public GeneratorDriver Whole() => _host.RunWhole();

    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => _host.RunAfterEdit(_driver);
}
