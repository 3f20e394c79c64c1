using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

/// <summary>The key goes to the configured address and to no other.</summary>
public sealed class RedirectTests
{
    public static TheoryData<string> Checks => RedirectCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Redirect_OfAnyKind_IsNotFollowed(string check) => RedirectCheck.Cases().RunAsync(check);
}
