using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Benchmarks;

/// <summary>
/// Runs one call of a tool, from the UTF-8 bytes of its input to its result as JSON: a tool of <c>[ClaudeTool]</c>, and the same method as a function of
/// Microsoft.Extensions.AI, which reads the input with a source-generated context.
/// </summary>
[MemoryDiagnoser]
public class ToolCallBenchmarks
{
    private static readonly byte[] s_input =
        """{"place":{"city":"Rome","latitude":41.9,"longitude":12.5,"tags":["capital","old"]},"days":3,"scale":"Celsius","note":"for the trip"}"""u8.ToArray();

    private readonly ToolFunction _tool = Forecasts.GetForecastTool;
    private readonly AIFunction _function = AIFunctionFactory.Create(
        Forecasts.GetForecast, new AIFunctionFactoryOptions { SerializerOptions = ForecastJson.Default.Options });

    /// <summary>Checks that both give the same result.</summary>
    [GlobalSetup]
    public async Task SetUpAsync()
    {
        string? own = (await ClaudeTool()).Text;
        string other = ((JsonElement)(await FunctionFactory())!).GetRawText();
        if (own != other)
        {
            throw new InvalidOperationException($"The results differ: {own} and {other}.");
        }
    }

    [Benchmark(Baseline = true)]
    public ValueTask<object?> FunctionFactory()
    {
        Dictionary<string, JsonElement> input = JsonSerializer.Deserialize(s_input, ForecastJson.Default.DictionaryStringJsonElement)!;
        return _function.InvokeAsync(new AIFunctionArguments(input.ToDictionary(static member => member.Key, static member => (object?)member.Value)));
    }

    [Benchmark]
    public ValueTask<BlockContent> ClaudeTool() => _tool.InvokeAsync(new ToolCall(
        new ToolUseBlock { Id = "toolu_1", Name = _tool.Name, Input = ToolInput.From(RawJson.Parse(s_input)) }));
}
