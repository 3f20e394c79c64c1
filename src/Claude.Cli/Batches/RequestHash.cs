using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Claude.Aot;

namespace Claude.Cli.Batches;

/// <summary>A fingerprint of requests, one after the other.</summary>
internal sealed class RequestHash : IDisposable
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>The fingerprint of a text.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>How many bytes a request has, a comma included. <see cref="Add"/> takes it.</summary>
    public int Measure(MessageBatchRequest request)
    {
        _json.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_json, s_options);
        request.Write(writer);
        writer.Flush();
        return _json.WrittenCount + 1;
    }

    /// <summary>Takes the request that was measured last.</summary>
    public void Add() => _hash.AppendData(_json.WrittenSpan);

    /// <summary>The fingerprint of the requests since the last time.</summary>
    public string Take() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
