using System.Text.Json;
using Claude.Aot.Json;
using Claude.Aot.Serialization;

namespace Claude.Aot.Http;

/// <summary>
/// The body of a request. If a member is defined in several places, it is written once, with the value of the most specific place: first the call's options,
/// then the request's <see cref="WireRecord.Extra"/>, then the request, then the client's options.
/// </summary>
internal sealed class RequestBody
{
    // There are only a few members, so searching a list is cheaper than a dictionary.
    private readonly List<KeyValuePair<string, RawJson>> _members = [];

    /// <summary>Creates the body of a message request.</summary>
    public static ReadOnlyMemory<byte> Of(MessageRequest request, RequestSettings settings, ClaudeClientOptions client, bool isStream)
    {
        var body = new RequestBody();
        body.Add([new("stream", RawJson.Parse(isStream ? "true"u8 : "false"u8))]);
        body.Add(settings.ExtraBody);
        body.Add(request.WithAnsweredCalls());
        body.Add(client.ExtraBody);
        return body.ToUtf8();
    }

    /// <summary>Creates the body of a request that is one object.</summary>
    public static ReadOnlyMemory<byte> Of(WireRecord request, RequestSettings settings)
    {
        var body = new RequestBody();
        body.Add(settings.ExtraBody);
        body.Add(request);
        return body.ToUtf8();
    }

    private void Add(WireRecord request)
    {
        Add(request.Extra);
        Add(request.ToRawJson());
    }

    /// <summary>Adds the members that no more specific place has defined.</summary>
    private void Add(IEnumerable<KeyValuePair<string, RawJson>> members)
    {
        foreach ((string name, RawJson value) in members)
        {
            TryAdd(name, value);
        }
    }

    /// <summary>Adds the members of an object that no more specific place has defined.</summary>
    private void Add(RawJson json)
    {
        var members = new JsonMemberReader(json);
        while (members.MoveNext())
        {
            TryAdd(members.NameString, members.Value);
        }
    }

    private ReadOnlyMemory<byte> ToUtf8()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, JsonText.Writer))
        {
            writer.WriteStartObject();
            foreach ((string name, RawJson value) in _members)
            {
                writer.WritePropertyName(name);
                value.Write(writer);
            }

            writer.WriteEndObject();
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private void TryAdd(string name, RawJson value)
    {
        foreach ((string taken, _) in _members)
        {
            if (taken == name)
            {
                return;
            }
        }

        _members.Add(new(name, value));
    }
}
