using System.Text;

namespace Claude.Aot.Tests.Sse;

/// <summary>An owned copy of one event, in the terms of the standard: a name that was not sent is <c>message</c>.</summary>
internal sealed record SeenEvent(string Name, string Data, string LastEventId, long? Retry)
{
    public static SeenEvent Of(SseEvent e)
    {
        Assert.True(System.Text.Unicode.Utf8.IsValid(e.Name) && System.Text.Unicode.Utf8.IsValid(e.Data) && System.Text.Unicode.Utf8.IsValid(e.LastEventId));
        Assert.True(e.Data.SequenceEqual(e.DataArray.AsSpan(e.DataOffset, e.DataLength)));
        string name = e.Name.IsEmpty ? "message" : Encoding.UTF8.GetString(e.Name);
        return new(name, Encoding.UTF8.GetString(e.Data), Encoding.UTF8.GetString(e.LastEventId), e.RetryMilliseconds);
    }
}
