using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Http;

/// <summary>Every type of error that the API is known to have, in each of the places where it can say it, is the same exception.</summary>
public sealed class WireErrorTests
{
    public static TheoryData<string> Checks => WireErrorCheck.Cases(TestCorpus.Folder).Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Error_OfTheWire_IsTheSameWhereverItIsSaid(string check) => WireErrorCheck.Cases(TestCorpus.Folder).RunAsync(check);
}
