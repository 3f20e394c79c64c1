using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Where the events of a recorded body end, and what the message is after each: what a cut at any byte must leave.</summary>
internal sealed class CutPlan
{
    private readonly List<int> _ends = [];
    private readonly List<JsonElement?> _messages = [null];
    private readonly List<int> _delivered = [0];

    public CutPlan(byte[] body)
    {
        // Latin-1, so that positions in the text are those in the bytes.
        string text = Encoding.Latin1.GetString(body);
        var fold = new ReferenceFold();
        int start = 0;
        while (start < text.Length && !fold.HasStopped)
        {
            int end = text.IndexOf("\n\n", start, StringComparison.Ordinal);
            string frame = text[start..(end < 0 ? text.Length : end)];
            string json = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(ReferenceFold.SplitEvents(frame, adoptLast: true).Single()));
            fold.Add(json);
            _ends.Add(start + frame.LastIndexOf('}') + 1);
            _messages.Add(fold.ToJson());
            _delivered.Add(_delivered[^1] + (json.Contains("\"ping\"", StringComparison.Ordinal) ? 0 : 1));
            start = end < 0 ? text.Length : end + 2;
        }
    }

    /// <summary>The number of events that are there whole in the first bytes; a last one that lacks only its line ends counts.</summary>
    public int CountAt(int length) => _ends.Count(end => end <= length);

    /// <summary>Whether that many events are the whole message.</summary>
    public bool IsWhole(int count) => count == _ends.Count;

    /// <summary>The message after that many events; null before it has begun.</summary>
    public JsonElement? MessageAfter(int count) => _messages[count];

    /// <summary>The message after so many delivered events; null before it has begun.</summary>
    public JsonElement? MessageAfterDelivered(int delivered) => _messages[_delivered.LastIndexOf(delivered)];

    /// <summary>How many of that many events are delivered: all but pings.</summary>
    public int DeliveredOf(int count) => _delivered[count];
}
