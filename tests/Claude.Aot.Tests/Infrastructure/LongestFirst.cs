using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Claude.Aot.Tests.Infrastructure;

/// <summary>Starts the native builds before all other tests, because they take longest and mostly wait for other processes.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections)
        where T : ITestCollection => [.. testCollections.OrderBy(collection => collection.TestCollectionDisplayName != NativeBuild.Collection)];
}
