using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Benchmarks;

/// <summary>Runs the generators on the real schema and on 500 tools: a complete run, and a run after an unrelated edit.</summary>
[MemoryDiagnoser]
public class GeneratorBenchmarks
{
    private GeneratorHost _host = null!;
    private GeneratorDriver _driver = null!;

    [Params("schema", "tools")]
    public string Source { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        _host = Source == "tools" ? new ToolGeneratorHost() : new SchemaGeneratorHost();
        _driver = _host.RunWhole();
    }

    [Benchmark(Baseline = true)]
    public GeneratorDriver Whole() => _host.RunWhole();

    [Benchmark]
    public GeneratorDriver UnrelatedEdit() => _host.RunAfterEdit(_driver);
}
