using System.Reflection;
using Xunit.v3;

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>
/// Marks a test of the slow tier, or all tests of a class. <c>dotnet test</c> skips them; they run if the environment variable <c>CLAUDE_TESTS</c> is <c>all</c>.
/// They have the trait <c>Tier=Slow</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class SlowAttribute : BeforeAfterTestAttribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Tier", "Slow")];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => Assert.SkipUnless(
        Environment.GetEnvironmentVariable("CLAUDE_TESTS") == "all", "This test is in the slow tier. To run both tiers: CLAUDE_TESTS=all dotnet test");
}
