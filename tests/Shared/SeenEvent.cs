using System.Text;
using System.Text.Unicode;

namespace Claude.Aot.Tests.Shared;

/// <summary>An owned copy of one event, as the standard defines it: if no name was sent, the name is <c>message</c>.</summary>
internal sealed record SeenEvent(string Name, string Data, string LastEventId, long? Retry)
{
    public static SeenEvent Of(SseEvent e)
    {
        Check.That(Utf8.IsValid(e.Name) && Utf8.IsValid(e.Data) && Utf8.IsValid(e.LastEventId), "An event shows bytes that are not UTF-8.");
        Check.That(e.Data.SequenceEqual(e.DataArray.AsSpan(e.DataOffset, e.DataLength)), "The data lies elsewhere than the event says.");
        string name = e.Name.IsEmpty ? "message" : Encoding.UTF8.GetString(e.Name);
        return new(name, Encoding.UTF8.GetString(e.Data), Encoding.UTF8.GetString(e.LastEventId), e.RetryMilliseconds);
    }
}
