using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Errors;

/// <summary>An <c>error</c> event in mid-stream is the exception that the same error would be at connect time.</summary>
public sealed class ErrorEventTests
{
    public static TheoryData<string> Checks => ErrorEventCheck.Cases(TestCorpus.Folder).Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task ErrorEvent_InTheStream_IsTheApisError(string check) => ErrorEventCheck.Cases(TestCorpus.Folder).RunAsync(check);
}
