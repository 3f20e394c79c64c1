using System.ComponentModel;

namespace Claude.Aot.Tests.Shared.Promises.Tools;

/// <summary>Tools with every kind of result, parameter and setting.</summary>
internal static partial class MoreTools
{
    [ClaudeTool(Description = "Does nothing.")]
    public static void Nothing()
    {
    }

    [ClaudeTool(Description = "Does nothing, later.")]
    public static async Task NothingLaterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    [ClaudeTool(Description = "Returns no text.")]
    public static string? NoText() => null;

    [ClaudeTool(Description = "Returns no object.")]
    private static ValueTask<Place?> NoObjectAsync() => default;

    [ClaudeTool(Description = "Returns a place.")]
    public static async Task<Place> LaterAsync(string city)
    {
        await Task.Yield();
        return new Place(city, 41.9);
    }

    /// <summary>
    /// Greets <paramref name="input"/> and <c>class</c>,
    /// and says "hello".
    /// </summary>
    /// <param name="input">The input of <see langword="true"/>.</param>
    /// <param name="call">Not this.</param>
    [ClaudeTool]
    public static string Greet(string input, ToolCall toolCall, [Description("From the attribute.")] string call, string @class, CancellationToken cancellationToken) =>
        $"{input} {call} {@class} {toolCall.Id} {!cancellationToken.IsCancellationRequested}";

    [ClaudeTool(Description = "Returns content.")]
    public static BlockContent Content() => "content";

    [ClaudeTool(Description = "Returns a block.")]
    public static async ValueTask<TextBlock> BlockAsync()
    {
        await Task.Yield();
        return new TextBlock { Text = "one" };
    }

    [ClaudeTool(Description = "Returns blocks.")]
    public static IEnumerable<ContentBlock> Blocks() => [new TextBlock { Text = "one" }, new TextBlock { Text = "two" }];

    [ClaudeTool(
        Name = "look-up",
        Description = "Looks something up.",
        Strict = true,
        DeferLoading = true,
        EagerInputStreaming = false,
        AllowedCallers = ["direct", "code_execution_20260120"],
        InputExamples = ["""{"word":"owl"}"""],
        CacheControl = "1h")]
    public static string LookUp(string word) => word;
}

internal partial class Counter
{
    private int _count;

    public int Step { get; init; }

    /// <summary>Adds a step.</summary>
    [ClaudeTool]
    public int Add() => _count += Step;
}

internal sealed partial class NamedCounter : Counter
{
    /// <summary>Gets the name.</summary>
    [ClaudeTool]
    public static string Name() => "counter";
}
