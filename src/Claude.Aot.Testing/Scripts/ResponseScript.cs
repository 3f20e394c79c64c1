using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Testing;

/// <summary>
/// One response, as it shall be played to a client: its status, headers and body, and how the body goes out. Each method gives a changed copy:
/// <c>ResponseScript.FromFile("answer.sse").InChunksOf(7).StallAfter(events: 3)</c>.
/// </summary>
/// <remarks>Immutable, and safe to play any number of times at once; the gates in it are shared by all that play it.</remarks>
public sealed partial record ResponseScript
{
    private const string EventStream = "text/event-stream; charset=utf-8";

    private ResponseScript(ReadOnlyMemory<byte> body, string? contentType)
    {
        Body = body;
        ContentType = contentType;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; private init; } = 200;

    /// <summary>The content type, or null for none.</summary>
    public string? ContentType { get; private init; }

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers => HeaderTable;

    /// <summary>The whole body, before anything is cut from it or compressed.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    internal ImmutableDictionary<string, string> HeaderTable { get; private init; } = ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>An event stream of these very bytes.</summary>
    public static ResponseScript FromBytes(ReadOnlyMemory<byte> body) => new(body, EventStream);

    /// <summary>An event stream of this text.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static ResponseScript FromText(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return FromBytes(Encoding.UTF8.GetBytes(body));
    }

    /// <summary>A recorded event stream.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static ResponseScript FromFile(string path) => FromBytes(File.ReadAllBytes(path));

    /// <summary>One JSON value under status 200, as the endpoints beside the stream answer.</summary>
    /// <param name="json">The body. It is sent as it is, JSON or not.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static ResponseScript Json(string json) => Answer(200, "application/json", json);

    /// <summary>JSON values line by line under status 200, as the results of a batch come.</summary>
    /// <param name="lines">The lines without their ends: each gets one, the last too.</param>
    /// <exception cref="ArgumentNullException"><paramref name="lines"/> is null.</exception>
    public static ResponseScript JsonLines(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Answer(200, "application/x-jsonl", string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>An error as the API answers one: a status with <c>{"type":"error","error":{"type":…,"message":…}}</c>.</summary>
    /// <param name="status">The HTTP status, such as 529.</param>
    /// <param name="type">The error's type, such as <c>overloaded_error</c>.</param>
    /// <param name="message">The error's message.</param>
    public static ResponseScript Error(int status, string type, string message)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            MessageScript.WriteError(json, type, message);
        }

        return Answer(status, "application/json", body.ToArray());
    }

    /// <summary>Any answer, such as a proxy's page.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static ResponseScript Answer(int status, string? contentType, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Answer(status, contentType, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>No answer: the connection is closed in good order when the request has come. Over HTTP/2 its stream is reset, since none can end without an answer.</summary>
    public static ResponseScript Drop() => new(default, null) { IsDropped = true };

    /// <summary>The same with another status.</summary>
    public ResponseScript WithStatus(int status) => this with { Status = status };

    /// <summary>The same with another content type; null for none.</summary>
    public ResponseScript WithContentType(string? contentType) => this with { ContentType = contentType };

    /// <summary>The same with one more header; the same name replaces.</summary>
    public ResponseScript WithHeader(string name, string value) => this with { HeaderTable = HeaderTable.SetItem(name, value) };

    /// <summary>The same as a gateway would send it. Set it before offsets are: it changes them.</summary>
    public ResponseScript InDialect(GatewayDialect dialect) => this with { Body = DialectRewriter.Rewrite(Body.Span, dialect) };

    /// <summary>How many bytes the first events of the body have together; the whole body's length where it has fewer.</summary>
    public int OffsetAfter(int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        List<int> ends = EventBoundaries.EndsOf(Body.Span);
        return events == 0 ? 0 : events <= ends.Count ? ends[events - 1] : Body.Length;
    }

    private static ResponseScript Answer(int status, string? contentType, byte[] body) => new(body, contentType) { Status = status };
}
