using System.Buffers;
using System.IO.Pipelines;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;
using Claude.Aot.Tests.Streaming;

namespace Claude.Aot.Tests.Serialization;

/// <summary>Reading an output allocates the values of the type; reading it while it arrives allocates what changed. Nothing else.</summary>
[Collection(nameof(Measured))]
public sealed class OutputAllocationTests
{
    private const int Attempts = 10;
    private const int Count = 20;
    private const string Tags = """{"main":{"tags":["1","2","3","4","5","6","7","8","9","10","11","12","13","14","15","16","17","18","19","20",""";

    private static readonly byte[] s_array = new byte[8];

    /// <summary>The kind of value, the text before the pieces, a piece (one delta for each part), and how many objects show it.</summary>
    public static TheoryData<string, string, string, int> Pieces { get; } = new()
    {
        { "space", """{"text":""", " ", 0 },
        { "digit of a number", """{"number":""", "1", 0 },
        { "unknown member", """{"other":{"a":[""", "[{\"x\":1}],", 0 },
        { "string", """{"text":" """, "x", 1 },
        { "string in an object", """{"main":{"name":" """, "x", 1 },
        { "number in a list", """{"numbers":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,""", "1,", 1 },
        { "string in a list", Tags, "\"x\",", 1 },
        { "growing string in a list", Tags, "\"|x|\"|,", 2 },
    };

    [Theory]
    [InlineData(nameof(Recipe), OutputCheck.RecipeJson)]
    [InlineData(nameof(Everything), OutputCheck.EverythingJson)]
    public async Task Output_OfAMessage_AllocatesItsValuesOnly(string type, string json)
    {
        Message message = await SseBody.OfText(json).ReadAsync();

        AssertSame(
            () => Measure(() => Create(type)),
            () => Measure(() => type == nameof(Recipe) ? message.GetOutput<Recipe>() : message.GetOutput<Everything>()));
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Partial_TwiceThePieces_AllocatesWhatIsShownOnly(string kind, string begin, string piece, int shown)
    {
        byte[] once = BodyOf(begin, piece, Count);
        byte[] twice = BodyOf(begin, piece, 2 * Count);
        AssertSame(
            () => Count * Measure(() => CreateShown(kind, shown)),
            () =>
            {
                // A collection may empty the pools in between; the cost with warm ones is what counts.
                MeasurePartial(twice);
                return MeasurePartial(twice) - MeasurePartial(once);
            });
    }

    [Fact]
    public void Partial_OfALaterDelta_SharesWhatIsTheSame()
    {
        var reader = new PartialReader(OutputShapes.Everything);
        reader.Feed("""{"text":"a","main":{"name":"b"},"lists":[["c"]],"numbers":[1"""u8);
        var first = (Everything.Partial)reader.Show()!;
        reader.Feed(",2,"u8);
        var second = (Everything.Partial)reader.Show()!;

        Assert.NotSame(first, second);
        Assert.Same(first.Text, second.Text);
        Assert.Same(first.Main, second.Main);
        Assert.Same(first.Lists, second.Lists);
        Assert.Equal([1, 2], second.Numbers);
    }

    private static object Create(string type) => type == nameof(Recipe)
        ? new Recipe(new string('x', 4), 30, new[] { new string('x', 3), new string('x', 4) })
        : new Everything(
            new string('x', 6),
            1,
            true,
            Scale.Celsius,
            default,
            default,
            new Ingredient(new string('x', 4), 1, new List<string>(2) { new('x', 1), new('x', 1) }),
            new List<Ingredient>(2) { new(new string('x', 3), 1), new(new string('x', 2), 1) },
            new int[3],
            new IReadOnlyList<string>[] { new[] { new string('x', 1) }, Array.Empty<string>(), new[] { new string('x', 1), new string('x', 1) } },
            null,
            1);

    /// <summary>Creates the objects that show one piece: the value that changed, and everything that contains it.</summary>
    private static object? CreateShown(string kind, int shown)
    {
        object? last = null;
        for (int i = 0; i < shown; i++)
        {
            object? open = kind is "string" or "string in an object" or "growing string in a list" ? new PartialText(s_array, 0, 1) : null;
            last = kind == "number in a list" ? new PartialList<int>([], 0, open)
                : kind.EndsWith("in a list", StringComparison.Ordinal) ? new PartialList<string>([], 0, open)
                : open;
            if (kind is not ("string" or "number in a list"))
            {
                last = new Everything.Partial.IngredientPartial(new PartialMembers(new object?[3]));
            }

            last = new Everything.Partial(new PartialMembers(new object?[12]));
        }

        // The string itself.
        return shown > 0 && kind is "string in a list" or "growing string in a list" ? new string('x', 1) : last;
    }

    private static byte[] BodyOf(string begin, string piece, int count)
    {
        SseBody body = SseBody.Begin().TextStart().Text(begin);
        for (int i = 0; i < count; i++)
        {
            foreach (string part in piece.Split('|'))
            {
                body.Text(part);
            }
        }

        return body.BlockStop().End().ToArray();
    }

    private static long MeasurePartial(byte[] body)
    {
        ReadOnlySequence<byte> sequence = new(body);
        return Measure(() =>
        {
            Task<int> reading = ReadAsync(sequence);
            Assert.True(reading.IsCompletedSuccessfully, "Everything is in memory: nothing waits, so one thread does it all.");
            return reading;
        });
    }

    private static async Task<int> ReadAsync(ReadOnlySequence<byte> body)
    {
        int count = 0;
        await using MessageStream stream = MessageStream.FromStream(PipeReader.Create(body));
        await foreach (Everything.Partial partial in Everything.ReadPartialAsync(stream))
        {
            count++;
        }

        return count;
    }

    private static long Measure(Func<object?> action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void AssertSame(Func<long> measureExpected, Func<long> measureActual)
    {
        long expected = -1;
        long actual = -2;
        for (int i = 0; i < Attempts && actual != expected; i++)
        {
            expected = measureExpected();
            actual = measureActual();
        }

        Assert.Equal(expected, actual);
    }
}
