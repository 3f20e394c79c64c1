using System.Text;

namespace Claude.Aot.Tests.Folding;

public sealed class FoldMemoryTests
{
    private readonly RetiredArrays _retired = new();
    private readonly FoldMemory _memory;

    public FoldMemoryTests() => _memory = new FoldMemory(_retired);

    /// <summary>What a member holds is its own, however others grow beside it.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Buffers_GrowingBesideEachOther_KeepWhatIsTheirs(int count)
    {
        var buffers = new FoldBuffer[count];
        var expected = new StringBuilder[count];
        for (int i = 0; i < count; i++)
        {
            buffers[i] = new FoldBuffer(_memory);
            expected[i] = new StringBuilder();
        }

        var random = new Random(count);
        for (int round = 0; round < 3_000; round++)
        {
            int i = random.Next(count);
            string piece = new((char)('a' + random.Next(26)), random.Next(60));
            buffers[i].Append(Encoding.UTF8.GetBytes(piece));
            expected[i].Append(piece);
            if (random.Next(50) == 0)
            {
                buffers[random.Next(count)].Trim();
            }
        }

        for (int i = 0; i < count; i++)
        {
            Assert.Equal(expected[i].ToString(), Encoding.UTF8.GetString(buffers[i].Written));
            Assert.Equal(expected[i].Length, buffers[i].Length);
        }

        _retired.ReturnAll();
        _memory.Return();
    }

    [Fact]
    public void Buffer_ThatIsAlone_LeavesItsArrayBehindIntact()
    {
        var buffer = new FoldBuffer(_memory);
        buffer.Append("first"u8);
        ArraySegment<byte> borrowed = buffer.Segment;
        while (ReferenceEquals(borrowed.Array, buffer.Array))
        {
            buffer.Append("more"u8);
        }

        Assert.Equal("first"u8, borrowed);
        Assert.True(buffer.Written.StartsWith("firstmore"u8));
        Assert.Equal(0, buffer.Segment.Offset);
        _retired.ReturnAll();
        _memory.Return();
    }

    [Fact]
    public void Json_SetAgain_LeavesWhatItHad()
    {
        var json = new FoldedJson([]);
        json.Set("before"u8, _memory);
        ArraySegment<byte> borrowed = json.Slice;
        json.Set("after"u8, _memory);

        Assert.Equal("before"u8, borrowed);
        Assert.Equal("after"u8, json.Slice);
        _memory.Return();
    }

    [Fact]
    public void Room_ThatWasGivenBack_IsTakenAgain()
    {
        int first = _memory.Take(64, out byte[] array);
        _memory.Shorten(array, first + 8, first + 64);

        Assert.Equal(first + 8, _memory.Take(8, out byte[] again));
        Assert.Same(array, again);
        Assert.Equal(0, _memory.Extend(array, first + 8, least: 1, wanted: 8));
        _memory.Return();
    }
}
