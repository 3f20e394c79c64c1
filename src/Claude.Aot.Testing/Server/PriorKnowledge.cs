using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Claude.Aot.Testing;

/// <summary>
/// Distinguishes HTTP/2 from HTTP/1.1 by the first bytes of a connection. Kestrel itself uses TLS for that, and assumes HTTP/1.1 if there is no TLS.
/// </summary>
internal static class PriorKnowledge
{
    // RFC 9113 3.4: every HTTP/2 client connection begins with "PRI * HTTP/2.0". HTTP/1.1 has no method with this name.
    private static ReadOnlySpan<byte> Preface => "PRI "u8;

    public static ConnectionDelegate Detect(ConnectionDelegate next) => async connection =>
    {
        if (await StartsWithPrefaceAsync(connection.Transport.Input, connection.ConnectionClosed).ConfigureAwait(false))
        {
            connection.Features.Set<ITlsConnectionFeature>(new TlsConnectionFeature());
            connection.Features.Set<ITlsApplicationProtocolFeature>(new NegotiatedHttp2());
        }

        await next(connection).ConfigureAwait(false);
    };

    private static async Task<bool> StartsWithPrefaceAsync(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> head = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, Preface.Length));
            bool isPreface = head.ToArray().AsSpan().SequenceEqual(Preface);
            bool canBecomePreface = !result.IsCompleted && Preface.StartsWith(head.ToArray());
            bool isDecided = isPreface || !canBecomePreface;
            input.AdvanceTo(result.Buffer.Start, isDecided ? result.Buffer.Start : result.Buffer.End);
            if (isDecided)
            {
                return isPreface;
            }
        }
    }

    /// <summary>A feature which claims that TLS negotiated HTTP/2.</summary>
    private sealed class NegotiatedHttp2 : ITlsApplicationProtocolFeature
    {
        private static readonly byte[] s_name = "h2"u8.ToArray();

        public ReadOnlyMemory<byte> ApplicationProtocol => s_name;
    }
}
