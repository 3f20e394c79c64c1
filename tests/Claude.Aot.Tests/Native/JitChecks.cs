using System.Reflection;
using Claude.Aot.Tests.Corpus;
using Claude.Aot.Tests.Fuzzing;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Fuzzing;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Sse;
using Claude.Aot.Tests.Streaming;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Native;

/// <summary>
/// Lists the checks of <c>tests/Shared</c> as these tests run them. The native program has its own list; this one comes from reflection and from the data of the
/// tests, so a check that is missing there is found.
/// </summary>
internal static class JitChecks
{
    /// <summary>Gets the names of all checks.</summary>
    public static IEnumerable<string> Names() => [.. OfTheCorpus(), .. Promises()];

    /// <summary>Gets the names of the classes that contain checks.</summary>
    public static IEnumerable<string> Classes() =>
        from type in typeof(JitChecks).Assembly.GetTypes()
        where type.Namespace?.StartsWith(typeof(CheckName).Namespace!, StringComparison.Ordinal) == true && type.Name.EndsWith("Check", StringComparison.Ordinal)
        where type.GetMethods().Any(method => method.Name is "Cases" or "RunAsync")
        select type.Name;

    private static IEnumerable<string> Promises() =>
        from type in typeof(JitChecks).Assembly.GetTypes()
        where type.Namespace == typeof(TimeoutCheck).Namespace
        let cases = type.GetMethod("Cases", BindingFlags.Public | BindingFlags.Static)
        where cases is not null
        let arguments = cases.GetParameters().Length == 0 ? Array.Empty<object>() : [TestCorpus.Folder]
        from check in (IEnumerable<(string Name, Func<Task> Run)>)cases.Invoke(null, arguments)!
        select CheckName.Of(type.Name, check.Name);

    private static IEnumerable<string> OfTheCorpus() =>
    [
        .. OfData(nameof(RecordedStreamCheck), CorpusTests.Recorded),
        .. OfData(nameof(DerivedStreamCheck), CorpusTests.Derived),
        .. OfData(nameof(JsonEdgeCheck), CorpusTests.JsonEdge),
        .. Of(nameof(SseConformanceCheck), SseCorpus.Cases.Select(item => item.Name)),
        .. Of(nameof(MutationCheck), FuzzTargetTests.Targets.Select(row => row.Data.Item1)),
        .. Of(nameof(EveryCutCheck), [.. TruncationTests.Small.Select(row => row.Data), "all streams, at samples"]),
        .. Of(nameof(ReadingWaysCheck), ["ai__anthropic-code-execution-20250825.2"]),
        .. Of(nameof(ResumptionCheck), ["all"]),
        .. Of(nameof(RequestRoundTripCheck), ["all"]),
        .. Of(nameof(BatchCheck), ["all"]),
    ];

    private static IEnumerable<string> OfData(string checkClass, TheoryData<string> names) => Of(checkClass, names.Select(row => row.Data));

    private static IEnumerable<string> Of(string checkClass, IEnumerable<string> names) => names.Select(name => CheckName.Of(checkClass, name));
}
