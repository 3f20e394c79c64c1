using System.Buffers;
using System.IO.Pipelines;
#if DECOMPRESSION
using System.Net;
#endif
using System.Net.Http.Headers;
using System.Text.Json;

byte[] text = new byte[256];
#if DECOMPRESSION
using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli });
#else
using var client = new HttpClient();
#endif
using var request = new HttpRequestMessage(HttpMethod.Post, $"{Environment.GetEnvironmentVariable("ANTHROPIC_BASE_URL")}v1/messages");
request.Headers.Add("x-api-key", Environment.GetEnvironmentVariable("ANTHROPIC_API_KEY"));
request.Headers.Add("anthropic-version", "2023-06-01");
request.Content = new ByteArrayContent(
    """{"model":"claude-sonnet-5-5","max_tokens":1024,"stream":true,"messages":[{"role":"user","content":"Write a short story"}]}"""u8.ToArray());
request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
response.EnsureSuccessStatusCode();
PipeReader body = PipeReader.Create(await response.Content.ReadAsStreamAsync());
await using Stream output = Console.OpenStandardOutput();
while (true)
{
    ReadResult read = await body.ReadAsync();
    ReadOnlySequence<byte> rest = read.Buffer;
    while (TryReadLine(ref rest, out ReadOnlySequence<byte> line))
    {
        int length = ReadText(line);
        if (length > 0)
        {
            await output.WriteAsync(text.AsMemory(0, length));
        }
    }

    body.AdvanceTo(rest.Start, rest.End);
    if (read.IsCompleted)
    {
        break;
    }
}

static bool TryReadLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
{
    var reader = new SequenceReader<byte>(rest);
    if (!reader.TryReadTo(out line, (byte)'\n'))
    {
        return false;
    }

    rest = reader.UnreadSequence;
    return true;
}

int ReadText(ReadOnlySequence<byte> line)
{
    var start = new SequenceReader<byte>(line);
    if (!start.IsNext("data: "u8, advancePast: true))
    {
        return 0;
    }

    var reader = new Utf8JsonReader(start.UnreadSequence);
    bool isText = false;
    while (reader.Read())
    {
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            continue;
        }

        if (reader.CurrentDepth == 2 && reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            isText = reader.ValueTextEquals("text_delta"u8);
        }
        else if (isText && reader.ValueTextEquals("text"u8))
        {
            reader.Read();
            long length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
            text = text.Length < length ? new byte[length] : text;
            return reader.CopyString(text);
        }
    }

    return 0;
}
