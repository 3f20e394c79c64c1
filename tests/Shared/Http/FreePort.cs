using System.Net;
using System.Net.Sockets;

namespace Claude.Aot.Tests.Shared.Http;

/// <summary>
/// Ports on which nothing listens. They lie below those that systems give to sockets which ask for any, as every server and client of these tests does: nobody comes upon one
/// by chance before its test uses it.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 10_000;
    // Far apart, because the ids of processes that run side by side are close together.
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
                // Somebody else's: the next one.
            }
        }
    }
}
