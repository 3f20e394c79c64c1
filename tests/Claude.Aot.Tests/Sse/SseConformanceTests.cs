using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Sse;

public class SseConformanceTests
{
    public static TheoryData<string, MemoryKind> CasesByMemory()
    {
        var data = new TheoryData<string, MemoryKind>();
        foreach (ConformanceCase item in SseCorpus.Cases)
        {
            foreach (MemoryKind kind in Enum.GetValues<MemoryKind>())
            {
                data.Add(item.Name, kind);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(CasesByMemory))]
    public async Task Reader_WholeInput_GivesTheStandardsEvents(string name, MemoryKind kind) =>
        await CheckAsync(name, kind, [int.MaxValue], int.MaxValue);

    [Theory]
    [MemberData(nameof(CasesByMemory))]
    public async Task Reader_ByteByByteReads_GivesTheStandardsEvents(string name, MemoryKind kind) =>
        await CheckAsync(name, kind, Enumerable.Repeat(1, Case(name).Input.Length), 1);

    [Theory]
    [MemberData(nameof(CasesByMemory))]
    public async Task Reader_OneByteSegmentsInOneRead_GivesTheStandardsEvents(string name, MemoryKind kind) =>
        await CheckAsync(name, kind, Enumerable.Repeat(1, Case(name).Input.Length), int.MaxValue);

    [Theory]
    [MemberData(nameof(CasesByMemory))]
    public async Task Reader_GivenChunks_GivesTheStandardsEvents(string name, MemoryKind kind) =>
        await CheckAsync(name, kind, Case(name).ChunkSizes, 1);

    [Theory]
    [MemberData(nameof(CasesByMemory))]
    public async Task Reader_TwoSegmentsOrReadsAtEverySplit_GivesTheStandardsEvents(string name, MemoryKind kind)
    {
        int length = Case(name).Input.Length;
        for (int split = 0; split <= length; split += length > 1000 ? 7 : 1)
        {
            await CheckAsync(name, kind, [split], int.MaxValue);
            await CheckAsync(name, kind, [split], 1);
        }
    }

    private static ConformanceCase Case(string name) => SseCorpus.Cases.Single(item => item.Name == name);

    private static async Task CheckAsync(string name, MemoryKind kind, IEnumerable<int> sizes, int segmentsPerRead)
    {
        ConformanceCase expected = Case(name);
        await using var reader = SseReader.Create(new ScriptedPipe(expected.Input, sizes, kind, segmentsPerRead));
        List<SeenEvent> seen = await SseDrain.AllAsync(reader);
        Assert.True(
            expected.Expected.SequenceEqual(seen),
            $"{SseDrain.Show(expected.Input)}\nexpected {string.Join("; ", expected.Expected)}\nbut got  {string.Join("; ", seen)}");
        Assert.Equal(expected.FinalLastEventId, System.Text.Encoding.UTF8.GetString(reader.LastEventId));
        Assert.Equal(expected.FinalRetry, reader.RetryMilliseconds);
        Assert.Equal(expected.Input.Length, reader.BytesRead);
    }
}
