using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>A handler whose requests are recorded and answered by functions.</summary>
internal sealed class RecordingHandler(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public const string Message =
        """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":1}}""";

    private readonly List<BodyRecorder> _bodies = [];
    private readonly List<HttpContent> _contents = [];
    private readonly List<Task> _sendings = [];

    /// <summary>Creates the destination of each request's content.</summary>
    public Func<int, BodyRecorder> Recorder { get; init; } = static _ => new BodyRecorder();

    /// <summary>Whether the handler answers without waiting until the content is sent.</summary>
    public bool IsHasty { get; init; }

    public IReadOnlyList<BodyRecorder> Bodies => _bodies;

    public IReadOnlyList<HttpContent> Contents => _contents;

    /// <summary>The sending of each request's content.</summary>
    public IReadOnlyList<Task> Sendings => _sendings;

    /// <summary>Creates a handler that answers each request with JSON or events.</summary>
    public static RecordingHandler Of(params (int Status, string Body)[] answers) => new((attempt, _) =>
    {
        (int status, string body) = answers[Math.Min(attempt, answers.Length - 1)];
        return Task.FromResult(Respond(status, body));
    });

    public static HttpResponseMessage Respond(int status, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue(body.StartsWith('{') ? "application/json" : "text/event-stream");
        return new HttpResponseMessage((HttpStatusCode)status) { Content = content };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int attempt = _bodies.Count;
        _bodies.Add(Recorder(attempt));
        _contents.Add(request.Content!);
        _sendings.Add(request.Content!.CopyToAsync(_bodies[attempt], cancellationToken));
        if (!IsHasty)
        {
            await _sendings[attempt];
        }

        return await answer(attempt, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        _bodies.ForEach(static body => body.Dispose());
        base.Dispose(disposing);
    }
}
