using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>The body of a request, written in the obvious way: the request is written, taken apart into its members, and these are written again.</summary>
internal static class ExpectedBody
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(MessageRequest request, (string Name, string Json)[] call, (string Name, string Json)[] client)
    {
        List<(string Name, string Json)> members = [("stream", "true")];
        members.AddRange(call);
        members.AddRange(request.Extra.Select(static member => (member.Key, member.Value.ToString())));
        var reader = new JsonMemberReader(RawJson.Parse(request.ToJson()));
        while (reader.MoveNext())
        {
            members.Add((reader.NameString, reader.Value.ToString()));
        }

        members.AddRange(client);
        IEnumerable<string> once = members.DistinctBy(static member => member.Name)
            .Select(static member => $"{Encoding.UTF8.GetString(Of(member.Name))}:{member.Json}");
        return $"{{{string.Join(',', once)}}}";
    }

    /// <summary>A string as the platform writes it.</summary>
    public static byte[] Of(string text)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStringValue(text);
        }

        return bytes.WrittenSpan.ToArray();
    }
}
