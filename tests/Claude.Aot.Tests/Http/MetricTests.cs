using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

/// <summary>What is counted; each test asks a host of its own, because other tests are counted too.</summary>
public sealed class MetricTests
{
    public static TheoryData<string> Checks => MetricCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Counters_CountWhatHappened(string check) => MetricCheck.Cases().RunAsync(check);
}
