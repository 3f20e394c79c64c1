using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>The job of a process that streams.</summary>
/// <param name="Client">The name of the client.</param>
/// <param name="Mode">The mode of the streams: <c>idle</c>, <c>burst</c> or <c>paced</c>.</param>
/// <param name="Server">The address of the server.</param>
/// <param name="Streams">The number of concurrent streams.</param>
/// <param name="Events">The number of text deltas of each stream.</param>
/// <param name="Http">The HTTP version.</param>
internal sealed record ScaleJob(string Client, string Mode, Uri Server, int Streams, int Events, Version Http)
{
    public const string Idle = "idle";
    public const string Burst = "burst";
    public const string Paced = "paced";

    /// <summary>The path that is not a mode: a request to it lets all waiting streams continue.</summary>
    public const string Release = "release";

    /// <summary>Gets the address for this mode.</summary>
    public Uri Address => AddressOf(Mode);

    public Uri AddressOf(string mode) => new(Server, $"{mode}/");

    public string[] ToArguments() =>
        [Client, Mode, Server.AbsoluteUri, Streams.ToString(CultureInfo.InvariantCulture), Events.ToString(CultureInfo.InvariantCulture), Http.ToString()];

    public static ScaleJob FromArguments(string[] arguments) => new(
        arguments[0],
        arguments[1],
        new Uri(arguments[2]),
        int.Parse(arguments[3], CultureInfo.InvariantCulture),
        int.Parse(arguments[4], CultureInfo.InvariantCulture),
        Version.Parse(arguments[5]));
}
