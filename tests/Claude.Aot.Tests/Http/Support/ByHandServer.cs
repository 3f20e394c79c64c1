using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Claude.Aot.Tests.Http.Support;

/// <summary>A server of a few lines that knows nothing of ours: it reads one request and answers with given bytes of HTTP/1.1, written one by one where asked.</summary>
internal sealed class ByHandServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ByHandServer() => _listener.Start();

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    /// <summary>Wraps bytes as chunks of a size, with what the standard allows beside: extensions, upper and lower case, trailers.</summary>
    public static string Chunked(ReadOnlySpan<byte> body, int size)
    {
        var text = new StringBuilder("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int start = 0; start < body.Length; start += size)
        {
            ReadOnlySpan<byte> chunk = body[start..Math.Min(start + size, body.Length)];
            text.Append(CultureInfo.InvariantCulture, $"{chunk.Length:X};name=value\r\n{Encoding.Latin1.GetString(chunk)}\r\n");
        }

        return text.Append("0\r\nx-trailer: 1\r\n\r\n").ToString();
    }

    /// <summary>Answers one request, and closes.</summary>
    /// <returns>The request's head.</returns>
    public Task<string> AnswerAsync(string response, int bytesPerWrite = int.MaxValue) => AnswerAsync(response, bytesPerWrite, Task.CompletedTask, "");

    /// <summary>Answers one request, holds the rest of the answer back until it may go, and closes.</summary>
    /// <returns>The request's head.</returns>
    public Task<string> AnswerAsync(string response, Task held, string rest) => AnswerAsync(response, int.MaxValue, held, rest);

    private async Task<string> AnswerAsync(string response, int bytesPerWrite, Task held, string rest)
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        client.NoDelay = true;
        using NetworkStream stream = client.GetStream();
        string head = await ReadRequestAsync(stream);
        await WriteAsync(stream, response, bytesPerWrite);
        await held;
        await WriteAsync(stream, rest, bytesPerWrite);
        return head;
    }

    private static async Task WriteAsync(NetworkStream stream, string text, int bytesPerWrite)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int start = 0; start < bytes.Length; start += Math.Min(bytesPerWrite, bytes.Length))
        {
            await stream.WriteAsync(bytes.AsMemory(start, Math.Min(bytesPerWrite, bytes.Length - start)));
        }
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>Reads up to and with the empty line that ends the head of a request.</summary>
    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        const string Length = "Content-Length: ";
        string head = await ReadHeadAsync(stream);
        string line = head.Split("\r\n").Single(line => line.StartsWith(Length, StringComparison.OrdinalIgnoreCase));
        await stream.ReadExactlyAsync(new byte[int.Parse(line[Length.Length..], CultureInfo.InvariantCulture)]);
        return head;
    }
}
