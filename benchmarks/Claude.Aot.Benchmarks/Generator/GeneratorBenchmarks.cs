using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Benchmarks;

/// <summary>The generator over the real schema: whole, and after an edit that has nothing to do with it.</summary>
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
