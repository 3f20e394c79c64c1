using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Streaming;

/// <summary>Streams as gateways send them give the message that was meant.</summary>
public sealed class GatewayTests
{
    public static TheoryData<string> Checks => GatewayCheck.Cases(TestCorpus.Folder).Names();

    public static TheoryData<string> Indices => IndexCheck.Cases(TestCorpus.Folder).Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Stream_OfAGateway_IsRead(string check) => GatewayCheck.Cases(TestCorpus.Folder).RunAsync(check);

    // The fast tier runs this check natively.
    [Slow]
    [Theory]
    [MemberData(nameof(Indices))]
    public Task Stream_WithOtherIndices_ShowsWhatTheMessageSays(string check) => IndexCheck.Cases(TestCorpus.Folder).RunAsync(check);
}
