using System.Collections.Immutable;
using System.Text;

namespace Claude.Aot.Testing;

/// <summary>
/// A scripted response: its status, headers and body, and the way in which the body is sent. Each method returns a modified copy:
/// <c>ResponseScript.FromFile("answer.sse").InChunksOf(7).StallAfter(events: 3)</c>.
/// </summary>
/// <remarks>Immutable, and safe to play any number of times concurrently. Its gates are shared by all of these responses.</remarks>
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

    /// <summary>Additional headers.</summary>
    public IReadOnlyDictionary<string, string> Headers => HeaderTable;

    /// <summary>The whole body, before it is cut or compressed.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    internal ImmutableDictionary<string, string> HeaderTable { get; private init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates an event stream with exactly these bytes.</summary>
    public static ResponseScript FromBytes(ReadOnlyMemory<byte> body) => new(body, EventStream);

    /// <summary>Creates an event stream with this text.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static ResponseScript FromText(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return FromBytes(Encoding.UTF8.GetBytes(body));
    }

    /// <summary>Creates a response from a recorded file: JSON if the name of the file ends with <c>.json</c>, or else an event stream.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static ResponseScript FromFile(string path)
    {
        byte[] body = System.IO.File.ReadAllBytes(path);
        return Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) ? Answer(200, "application/json", body) : FromBytes(body);
    }

    /// <summary>Creates a JSON response with status 200, as sent by endpoints that do not stream.</summary>
    /// <param name="json">The body. It is sent unmodified, and not validated.</param>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    public static ResponseScript Json(string json) => Answer(200, "application/json", json);

    /// <summary>Creates a JSON Lines response with status 200, like the results of a batch.</summary>
    /// <param name="lines">The lines without line endings. A line ending is added to each, including the last.</param>
    /// <exception cref="ArgumentNullException"><paramref name="lines"/> is null.</exception>
    public static ResponseScript JsonLines(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Answer(200, "application/x-jsonl", string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>Creates an error as the API sends it: a status with <c>{"type":"error","error":{"type":…,"message":…}}</c>.</summary>
    /// <param name="status">The HTTP status, such as 529.</param>
    /// <param name="type">The error's type, such as <c>overloaded_error</c>.</param>
    /// <param name="message">The error's message.</param>
    public static ResponseScript Error(int status, string type, string message) =>
        Json(json => MessageScript.WriteError(json, type, message)).WithStatus(status);

    /// <summary>Creates any response, such as a proxy's error page.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="body"/> is null.</exception>
    public static ResponseScript Answer(int status, string? contentType, string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Answer(status, contentType, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>
    /// Creates a script without a response: the connection is closed normally once the request has arrived. Over HTTP/2 the stream is reset, because it cannot
    /// end without a response.
    /// </summary>
    public static ResponseScript Drop() => new(default, null) { IsDropped = true };

    /// <summary>Returns a copy with another status.</summary>
    public ResponseScript WithStatus(int status) => this with { Status = status };

    /// <summary>Returns a copy with another content type, or with none if it is null.</summary>
    public ResponseScript WithContentType(string? contentType) => this with { ContentType = contentType };

    /// <summary>Returns a copy with an additional header, which replaces a header of the same name.</summary>
    public ResponseScript WithHeader(string name, string value) => this with { HeaderTable = HeaderTable.SetItem(name, value) };

    /// <summary>Returns a copy whose body is as a gateway would send it. Call this before methods that take offsets, because it changes the offsets.</summary>
    public ResponseScript InDialect(GatewayDialect dialect) => this with { Body = DialectRewriter.Rewrite(Body.Span, dialect) };

    /// <summary>Gets the total length of the first events of the body in bytes; the length of the whole body if it has fewer events.</summary>
    public int OffsetAfter(int events)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        List<int> ends = EventBoundaries.EndsOf(Body.Span);
        return events == 0 ? 0 : events <= ends.Count ? ends[events - 1] : Body.Length;
    }

    private static ResponseScript Answer(int status, string? contentType, byte[] body) => new(body, contentType) { Status = status };
}
