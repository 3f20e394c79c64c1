using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// The positions at which the events of a recorded body end, and the message after each event. It gives the expected result of a truncation at any byte.
/// </summary>
internal sealed class CutPlan
{
    private readonly List<int> _ends = [];
    private readonly List<JsonElement?> _messages = [null];
    private readonly List<int> _delivered = [0];

    public CutPlan(byte[] body)
    {
        // Latin-1 is used so that positions in the text equal positions in the bytes.
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

    /// <summary>Returns the number of complete events in the first bytes. A last event that lacks only its line ends counts.</summary>
    public int CountAt(int length) => _ends.Count(end => end <= length);

    /// <summary>Determines whether a number of events is the whole message.</summary>
    public bool IsWhole(int count) => count == _ends.Count;

    /// <summary>Returns the message after a number of events; null before the message has begun.</summary>
    public JsonElement? MessageAfter(int count) => _messages[count];

    /// <summary>Returns the message after a number of delivered events; null before the message has begun.</summary>
    public JsonElement? MessageAfterDelivered(int delivered) => _messages[_delivered.LastIndexOf(delivered)];

    /// <summary>Returns the number of delivered events among a number of events. All events except pings are delivered.</summary>
    public int DeliveredOf(int count) => _delivered[count];
}
