using BenchmarkDotNet.Attributes;

namespace Claude.Aot.Benchmarks;

/// <summary>Reads one complete message. To compare a result with <c>ratios</c>, divide it by the number of events of the input, which each row shows.</summary>
[MemoryDiagnoser]
public class StreamBenchmarks : IDisposable
{
    private readonly AnthropicSource _anthropic = new();
    private StreamInput _input = null!;
    private IRival _reader = null!;

    public static IEnumerable<string> Inputs => InputCatalog.All.Select(static spec => spec.Name);

    public static IEnumerable<string> Readers
    {
        get
        {
            using var anthropic = new AnthropicSource();
            return [.. OfficialRivals.CatalogOf(anthropic).All.Select(static rival => rival.Name)];
        }
    }

    [ParamsSource(nameof(Inputs))]
    public string Input { get; set; } = "";

    [ParamsSource(nameof(Readers))]
    public string Reader { get; set; } = "";

    [GlobalSetup]
    public Task SetUp()
    {
        InputSpec spec = InputCatalog.All.Single(spec => spec.Name == Input);
        _input = spec.Make(spec.Deltas);
        _reader = OfficialRivals.CatalogOf(_anthropic).All.Single(rival => rival.Name == Reader);
        return Verification.RunAsync([_reader], _input);
    }

    [Benchmark]
    public Task<long> Read() => _reader.ReadAsync(_input);

    [GlobalCleanup]
    public void Dispose()
    {
        _anthropic.Dispose();
        GC.SuppressFinalize(this);
    }
}
