using Claude.Aot.Tests.Shared.Promises.Tools;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Tools;

/// <summary>Binding an input allocates the values that the method receives, and nothing else.</summary>
[Collection(nameof(Measured))]
public sealed partial class ToolAllocationTests
{
    private const int Attempts = 10;

    public static TheoryData<string, string> Inputs { get; } = new()
    {
        { nameof(Nothing), "{}" },
        { nameof(Numbers), """{"a":1,"b":2.5,"c":true,"other":[1,{"x":"y"}]}""" },
        { nameof(Texts), """{"text":"Rome","list":["a","b","c"]}""" },
        { nameof(Objects), """{"place":{"city":"Rome","latitude":41.9},"map":{"a":1,"b":2},"scale":"Celsius"}""" },
        { nameof(Shapes), """{"shapes":[{"radius":1,"kind":"circle"},{"kind":4,"side":2}],"when":"2026-01-31T18:00:00Z","id":"0f8fad5b-d9cb-469f-a165-70867728950e"}""" },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Bind_AnInput_AllocatesItsValuesOnly(string method, string json)
    {
        ToolFunction tool = Tools.Single(candidate => candidate.Name == JsonSnake(method));
        var call = new ToolCall(new ToolUseBlock { Id = "toolu_1", Name = tool.Name, Input = ToolInput.From(RawJson.Parse(json)) });
        long expected = -1;
        long actual = -2;
        for (int i = 0; i < Attempts && actual != expected; i++)
        {
            expected = Measure(() => Create(method));
            actual = Measure(() => Run(tool, call));
        }

        Assert.Equal(expected, actual);
    }

    [ClaudeTool(Description = "A tool without parameters.")]
    private static BlockContent Nothing() => s_result;

    [ClaudeTool(Description = "A tool with numbers.")]
    private static BlockContent Numbers(int a, double b, bool c, long d = 4) => Keep(a + b + d, c);

    [ClaudeTool(Description = "A tool with strings.")]
    private static BlockContent Texts(string text, List<string> list) => Keep(text, list);

    [ClaudeTool(Description = "A tool with objects.")]
    private static BlockContent Objects(Place place, Dictionary<string, int> map, Scale scale) => Keep(place, map, scale);

    [ClaudeTool(Description = "A tool with variants.")]
    private static BlockContent Shapes(IReadOnlyList<Shape> shapes, DateTimeOffset when, Guid id) => Keep(shapes, when, id);

    private static readonly BlockContent s_result = "done";

    // The values are only looked at, so that nothing is boxed.
    private static BlockContent Keep<T1, T2>(T1 first, T2 second) => first is null || second is null ? "" : s_result;

    private static BlockContent Keep<T1, T2, T3>(T1 first, T2 second, T3 third) => first is null || second is null || third is null ? "" : s_result;

    private static object Create(string method) => method switch
    {
        nameof(Texts) => (new string('x', 4), new List<string>(3) { new('a', 1), new('b', 1), new('c', 1) }).Item2,
        nameof(Objects) => (new Place(new string('x', 4), 41.9), new Dictionary<string, int>(2) { [new('a', 1)] = 1, [new('b', 1)] = 2 }).Item2,
        nameof(Shapes) => new Shape[] { new Circle(1), new Square(2) },
        _ => s_result,
    };

    private static BlockContent Run(ToolFunction tool, ToolCall call)
    {
        ValueTask<BlockContent> result = tool.InvokeAsync(call);
        return result.IsCompletedSuccessfully ? result.Result : throw new InvalidOperationException("The call waits.");
    }

    private static long Measure(Func<object> action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string JsonSnake(string method) => method.ToLowerInvariant();
}
