using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Writes events in one of the many forms that the standard allows, chosen for each event.</summary>
internal sealed class StreamFraming
{
    private static readonly string[] s_lineEnds = ["\n", "\r\n", "\r"];

    private readonly ByteSource _source;
    private readonly StringBuilder _body = new();
    private readonly bool _isPlain;
    private readonly string _lineEnd;

    public StreamFraming(ByteSource source)
    {
        _source = source;
        _isPlain = source.Next(2) == 0;
        _lineEnd = _isPlain ? "\n" : source.Choose(s_lineEnds);
        _body.Append(!_isPlain && source.Next(4) == 3 ? "\uFEFF" : "");
    }

    public void Add(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        string name = document.RootElement.GetProperty("type").GetString()!;
        switch (_isPlain ? 0 : _source.Next(8))
        {
            case 1:
                Line(": a comment").Line($"data:{json}");
                break;
            case 2:
                Line($"data: {json}").Line("retry: 10").Line("id: 7").Line($"event:{name}");
                break;
            case 3:
                // A line end within JSON is whitespace.
                int comma = json.IndexOf(',', StringComparison.Ordinal) + 1;
                Line($"event: {name}").Line($"data: {json[..comma]}").Line($"data: {json[comma..]}");
                break;
            case 4:
                Line("").Line("event: of another").Line($"event: {name}").Line("field: unknown").Line($"data:  {json} ");
                break;
            default:
                Line($"event: {name}").Line($"data: {json}");
                break;
        }

        Line("");
    }

    public byte[] ToArray() => Encoding.UTF8.GetBytes(_body.ToString());

    private StreamFraming Line(string text)
    {
        _body.Append(text).Append(_lineEnd);
        return this;
    }
}
