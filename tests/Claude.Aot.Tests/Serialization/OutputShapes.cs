using System.Reflection;
using Claude.Aot.Tests.Shared.Promises.Tools;

namespace Claude.Aot.Tests.Serialization;

/// <summary>The shapes of generated code, which are private.</summary>
internal static class OutputShapes
{
    public static PartialShape Everything { get; } = (PartialShape)typeof(Everything)
        .GetNestedType("ClaudeOutputCode", BindingFlags.NonPublic)!
        .GetProperty("EverythingPartial")!
        .GetValue(null)!;
}
