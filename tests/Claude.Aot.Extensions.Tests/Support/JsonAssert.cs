using System.Text.Json;

namespace Claude.Aot.Extensions.Tests.Support;

/// <summary>Compares JSON by value: the order of members and the whitespace are of no account.</summary>
internal static class JsonAssert
{
    public static void Equal(string expected, JsonElement actual)
    {
        using JsonDocument document = JsonDocument.Parse(expected);
        Assert.True(JsonElement.DeepEquals(document.RootElement, actual), $"expected {expected}\nactual   {actual.GetRawText()}");
    }
}
