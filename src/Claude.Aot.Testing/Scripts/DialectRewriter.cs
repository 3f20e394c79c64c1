using System.Text;

namespace Claude.Aot.Testing;

/// <summary>Rewrites an event stream the way a gateway would send it.</summary>
internal static class DialectRewriter
{
    /// <summary>Rewrites an event stream.</summary>
    /// <param name="body">The stream as the API sends it, with LF line endings.</param>
    /// <param name="dialect">The deviations to apply.</param>
    public static byte[] Rewrite(ReadOnlySpan<byte> body, GatewayDialect dialect)
    {
        var text = new StringBuilder(dialect.HasFlag(GatewayDialect.ByteOrderMark) ? "\uFEFF" : "");
        string lineEnd = dialect.HasFlag(GatewayDialect.CarriageReturn) ? "\r" : dialect.HasFlag(GatewayDialect.CrLf) ? "\r\n" : "\n";
        bool isBetweenEvents = true;
        foreach (string line in Encoding.UTF8.GetString(body).TrimEnd('\n').Split('\n'))
        {
            if (isBetweenEvents && dialect.HasFlag(GatewayDialect.Comments))
            {
                text.Append(": keep-alive").Append(lineEnd);
            }

            isBetweenEvents = line.Length == 0;
            if (!line.StartsWith("event:", StringComparison.Ordinal) || !dialect.HasFlag(GatewayDialect.NoEventNames))
            {
                text.Append(dialect.HasFlag(GatewayDialect.NoSpace) ? WithoutSpace(line) : line).Append(lineEnd);
            }
        }

        text.Append(lineEnd);
        if (dialect.HasFlag(GatewayDialect.DoneMarker))
        {
            text.Append("data: [DONE]").Append(lineEnd).Append(lineEnd);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string WithoutSpace(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon <= 0 ? line : line.Remove(colon + 1, 1);
    }
}
