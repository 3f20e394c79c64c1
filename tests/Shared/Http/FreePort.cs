using System.Net;
using System.Net.Sockets;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>
/// Finds ports on which no server listens. The ports are below the range from which systems assign ports automatically, which is what all servers and clients
/// of these tests use, so no other socket gets such a port by chance before its test uses it.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;
    // The ranges are far apart, because the ids of processes that run at the same time are close together.
    private const int PortsOfAProcess = 61;

    private static int s_next = Environment.ProcessId % Count * PortsOfAProcess;

    public static int Take()
    {
        for (int attempt = 1; ; attempt++)
        {
            int port = First + (Interlocked.Increment(ref s_next) % Count);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException) when (attempt < Count)
            {
                // Another process uses this port. Try the next one.
            }
        }
    }
}
