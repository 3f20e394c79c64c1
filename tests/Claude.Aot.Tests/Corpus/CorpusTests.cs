using System.Text.Json;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Corpus;

public sealed class CorpusTests
{
    private static readonly CorpusFolder s_corpus = new(Repository.PathOf("tests", "Corpus"));
    private static readonly Dictionary<string, JsonElement> s_derived = Load("derived/manifest.json", "streams", "file");
    private static readonly Dictionary<string, JsonElement> s_jsonEdge = Load("json-edge/manifest.json", "cases", "name");

    public static TheoryData<string> Recorded => [.. s_corpus.RecordedNames()];

    public static TheoryData<string> Derived => [.. s_derived.Keys];

    public static TheoryData<string> JsonEdge => [.. s_jsonEdge.Keys];

    [Theory]
    [MemberData(nameof(Recorded))]
    public Task MessageStream_RecordedBody_FoldsToExpectedMessage(string name) => RecordedStreamCheck.RunAsync(s_corpus.Recorded(name));

    [Theory]
    [MemberData(nameof(Derived))]
    public Task MessageStream_ChangedBody_ComesOutAsDescribed(string name) => DerivedStreamCheck.RunAsync(s_corpus, s_derived[name]);

    [Theory]
    [MemberData(nameof(JsonEdge))]
    public Task MessageStream_JsonEdgeCase_IsReadOrRefused(string name) => JsonEdgeCheck.RunAsync(s_corpus, s_jsonEdge[name]);

    [Fact]
    public Task MessageRequest_WrittenAndRead_SaysTheSame() => RequestRoundTripCheck.RunAsync();

    [Fact]
    public Task Batch_CreatedAndRead_SaysTheSame() => BatchCheck.RunAsync();

    [Fact]
    public Task MessageStream_ThatBreaksOff_IsCarriedOn() => ResumptionCheck.RunAsync();

    private static Dictionary<string, JsonElement> Load(string file, string list, string key) =>
        s_corpus.ReadJson(file).GetProperty(list).EnumerateArray().ToDictionary(entry => entry.GetProperty(key).GetString()!);
}
