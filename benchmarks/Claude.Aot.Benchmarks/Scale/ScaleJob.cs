using System.Globalization;

namespace Claude.Aot.Benchmarks;

/// <summary>What a process that streams is told to do.</summary>
/// <param name="Client">Whom it streams with.</param>
/// <param name="Mode">How streams run: <c>idle</c>, <c>burst</c> or <c>paced</c>.</param>
/// <param name="Server">The server's address.</param>
/// <param name="Streams">How many streams at once.</param>
/// <param name="Events">How many text deltas each has.</param>
/// <param name="Http">The version of HTTP.</param>
internal sealed record ScaleJob(string Client, string Mode, Uri Server, int Streams, int Events, Version Http)
{
    public const string Idle = "idle";
    public const string Burst = "burst";
    public const string Paced = "paced";

    /// <summary>Not a mode: a request there lets all streams go on that wait.</summary>
    public const string Release = "release";

    /// <summary>The address that answers in this mode.</summary>
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
