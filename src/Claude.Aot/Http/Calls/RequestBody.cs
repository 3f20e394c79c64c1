using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Http;

/// <summary>
/// Writes the body of a request, once. If a member is defined in several places, it is written with the value of the most specific place: first the call's
/// options, then the request's <see cref="WireRecord.Extra"/>, then the request, then the client's options.
/// </summary>
internal ref struct RequestBody
{
    private static readonly byte[] s_end = [(byte)'}'];

    private readonly PooledChunks _body;
    private readonly Utf8JsonWriter _json;

    // There are only a few members, so searching a list is cheaper than a set.
    private readonly List<string> _names = [];

    private RequestBody(PooledChunks body, Utf8JsonWriter json)
    {
        _body = body;
        _json = json;
    }

    /// <summary>Writes the body of a message request.</summary>
    /// <returns>The body. The caller releases it.</returns>
    public static PooledChunks Of(MessageRequest request, RequestSettings settings, ClaudeClientOptions client, bool isStream) =>
        Write(request.WithAnsweredCalls(), isStream, settings.ExtraBody, client.ExtraBody);

    /// <summary>Writes the body of a request that is one object.</summary>
    /// <returns>The body. The caller releases it.</returns>
    public static PooledChunks Of(WireRecord request, RequestSettings settings) => Write(request, isStream: null, settings.ExtraBody, []);

    private static PooledChunks Write(
        WireRecord request, bool? isStream, IReadOnlyDictionary<string, RawJson> overrides, ICollection<KeyValuePair<string, RawJson>> defaults)
    {
        var body = new PooledChunks();
        try
        {
            using var json = new Utf8JsonWriter(body, JsonText.Writer);
            var members = new RequestBody(body, json);
            json.WriteStartObject();
            if (isStream is { } value && members.TryAdd("stream"))
            {
                json.WriteBoolean("stream"u8, value);
            }

            members.Write(overrides);
            members.Write(request.Extra);
            members.Write(request, hasDefaults: defaults.Count > 0);
            members.Write(defaults);
            json.WriteEndObject();
        }
        catch
        {
            body.Release();
            throw;
        }

        body.Complete();
        return body;
    }

    /// <summary>Writes the members that no more specific place has defined.</summary>
    private readonly void Write(IEnumerable<KeyValuePair<string, RawJson>> members)
    {
        foreach ((string name, RawJson value) in members)
        {
            Write(name, value);
        }
    }

    private readonly void Write(string name, RawJson value)
    {
        if (TryAdd(name))
        {
            _json.WritePropertyName(name);
            value.Write(_json);
        }
    }

    private readonly void Write(IWireMembers request, bool hasDefaults)
    {
        if (!request.RawJson.IsEmpty)
        {
            var members = new JsonMemberReader(request.RawJson);
            while (members.MoveNext())
            {
                Write(members.NameString, members.Value);
            }

            return;
        }

        // "stream" is not a member of any request class.
        bool mayRepeat = hasDefaults || _names.Exists(static name => name != "stream");
        if (!mayRepeat)
        {
            request.WriteKnownMembers(_json);
            return;
        }

        _json.Flush();
        long start = _body.Length;
        request.WriteKnownMembers(_json);
        _json.Flush();
        RemoveRepeated(start);
    }

    /// <summary>Removes the members that a more specific place has defined. This is rare, so the generated code does not ask for each member.</summary>
    /// <param name="start">The start of the members that may be removed.</param>
    private readonly void RemoveRepeated(long start)
    {
        List<(long Start, long End)> repeated = [];
        var members = new SequenceMembers(_body.ToSequence(s_end));
        while (members.MoveNext())
        {
            if (members.Start >= start && !TryAdd(members.Name))
            {
                repeated.Add((members.Start, members.End));
            }
        }

        // From the end, so that the earlier positions stay valid. A repeated member has one before it, so the comma that precedes it goes with it.
        for (int i = repeated.Count - 1; i >= 0; i--)
        {
            _body.Cut(repeated[i].Start, repeated[i].End);
        }
    }

    private readonly bool TryAdd(string name)
    {
        if (_names.Contains(name))
        {
            return false;
        }

        _names.Add(name);
        return true;
    }
}
