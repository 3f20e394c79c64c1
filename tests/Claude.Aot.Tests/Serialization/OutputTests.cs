using System.Text;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;

namespace Claude.Aot.Tests.Serialization;

/// <summary>Structured outputs are read from messages, and while they arrive.</summary>
public sealed class OutputTests
{
    public static TheoryData<string> Checks => OutputCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Output_OfAMessage_IsRead(string check) => OutputCheck.Cases().RunAsync(check);

    [Fact]
    public void Partial_AtEverySplit_EndsTheSame()
    {
        byte[] json = Encoding.UTF8.GetBytes(OutputCheck.EverythingJson);
        for (int split = 0; split <= json.Length; split++)
        {
            PartialReader reader = Create();
            reader.Feed(json.AsSpan(0, split));
            reader.Show();
            reader.Feed(json.AsSpan(split));

            Assert.Equal(OutputCheck.EverythingShown, OutputCheck.Show((Everything.Partial?)reader.Show()));
        }
    }

    [Fact]
    public void Partial_AfterEachByte_NeverLosesOrChangesAnything()
    {
        byte[] json = Encoding.UTF8.GetBytes(OutputCheck.EverythingJson);
        PartialReader reader = Create();
        List<(Everything.Partial Partial, string Shown)> seen = [];
        foreach (byte value in json)
        {
            reader.Feed([value]);
            if (reader.HasChanged)
            {
                var partial = (Everything.Partial)reader.Show()!;
                Assert.True(partial.Text is null || "a\"é😀\n".StartsWith(partial.Text, StringComparison.Ordinal));
                Assert.True(partial.Number is null or -12);
                Assert.True(seen.Count == 0 || (partial.Numbers?.Count ?? 0) >= (seen[^1].Partial.Numbers?.Count ?? 0));
                seen.Add((partial, OutputCheck.Show(partial)));
            }
        }

        Assert.Equal(OutputCheck.EverythingShown, seen[^1].Shown);
        Assert.All(seen, item => Assert.Equal(item.Shown, OutputCheck.Show(item.Partial)));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("{\"text\":\"\\x\"}")]
    [InlineData("{\"number\":\"a\",\"flag\":nul,}")]
    [InlineData("{\"numbers\":[null,\"a\",1e99]}}}")]
    [InlineData("{\"main\":5,\"others\":{},\"lists\":[1,[2]]}")]
    [InlineData("Hello")]
    public void Partial_OfInvalidText_ThrowsNothing(string text)
    {
        PartialReader reader = Create();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            reader.Feed([value]);
            Assert.DoesNotContain("Exception", OutputCheck.Show((Everything.Partial?)reader.Show()), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("{\"text\":\"", "a")]
    [InlineData("{\"numbers\":[", "1,")]
    [InlineData("{\"others\":[", "{\"name\":\"x\"},")]
    public void Partial_OfALongOutput_TakesLinearWork(string begin, string item)
    {
        if (Work.Steps is null)
        {
            return;
        }

        // Growing arrays copy at most as much again as they hold.
        long small = Measure(begin, item, 2_000);
        long large = Measure(begin, item, 32_000);

        Assert.InRange(large, small, small * 16 * 2);
    }

    private static long Measure(string begin, string item, int count)
    {
        PartialReader reader = Create();
        byte[] piece = Encoding.UTF8.GetBytes(item);
        long before = Work.Steps!.Value;
        reader.Feed(Encoding.UTF8.GetBytes(begin));
        for (int i = 0; i < count; i++)
        {
            reader.Feed(piece);
            reader.Show();
        }

        return Work.Steps!.Value - before;
    }

    // The shape that the generated code has, taken from it.
    private static PartialReader Create() => new(OutputShapes.Everything);
}
