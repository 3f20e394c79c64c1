using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises;

namespace Claude.Aot.Tests.Http;

/// <summary>No string that the library can produce holds the key, whatever goes wrong.</summary>
public sealed class SecretTests
{
    public static TheoryData<string> Checks => SecretCheck.Cases().Names();

    [Theory]
    [MemberData(nameof(Checks))]
    public Task Key_StaysSecret(string check) => SecretCheck.Cases().RunAsync(check);

    public static TheoryData<string> Failures => [.. SecretCheck.Failures.Select(static failure => failure.What)];

    /// <summary>What the native program can ask for by name only is looked at whole here.</summary>
    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Exception_OfAnyKind_HasNoPropertyWithTheKey(string what)
    {
        Exception exception = await SecretCheck.FailAsync(SecretCheck.Failures.Single(failure => failure.What == what).Answer, ClaudeApiVersion.V20230601);

        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            Assert.All(
                e.GetType().GetProperties().Where(static property => property.GetIndexParameters().Length == 0),
                property => Assert.DoesNotContain(TestClient.Key, $"{property.Name} {property.GetValue(e)}", StringComparison.Ordinal));
        }
    }
}
