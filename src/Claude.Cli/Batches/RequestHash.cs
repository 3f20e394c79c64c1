using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Claude.Aot;
using Claude.Aot.Batches;

namespace Claude.Cli.Batches;

/// <summary>Computes a hash over a sequence of requests.</summary>
internal sealed class RequestHash : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>Computes the hash of a text.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Returns the size of a request in bytes, including a comma. <see cref="Add"/> then adds that request to the hash.</summary>
    public int Measure(MessageBatchRequest request)
    {
        _json.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_json, s_options);
        ClaudeJson.Write(writer, request);
        writer.Flush();
        return _json.WrittenCount + 1;
    }

    /// <summary>Adds the request that was measured last.</summary>
    public void Add() => _hash.AppendData(_json.WrittenSpan);

    /// <summary>Returns the hash of the requests that were added since the previous call, and resets it.</summary>
    public string Take() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
