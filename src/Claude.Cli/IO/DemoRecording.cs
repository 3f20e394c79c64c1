using System.Reflection;

namespace Claude.Cli.IO;

/// <summary>The recorded response that is embedded in the program.</summary>
internal static class DemoRecording
{
    /// <summary>A speed at which people can read along.</summary>
    public const int EventsPerSecond = 35;

    private const string Name = "pelican.sse";

    public static byte[] Read()
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(Name)!;
        byte[] bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
