using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot.Internal;

/// <summary>Features of the package that an app can exclude from its native binary. See docs/native.md for how, and for how much each saves.</summary>
internal static class FeatureSwitches
{
    /// <summary>Whether compressed responses are supported. True unless the app turns it off.</summary>
    [FeatureSwitchDefinition("Claude.Aot.Decompression")]
    public static bool Decompression => !AppContext.TryGetSwitch("Claude.Aot.Decompression", out bool isEnabled) || isEnabled;

    /// <summary>Whether spans and metrics are supported. True unless the app turns it off.</summary>
    [FeatureSwitchDefinition("Claude.Aot.Telemetry")]
    public static bool Telemetry => !AppContext.TryGetSwitch("Claude.Aot.Telemetry", out bool isEnabled) || isEnabled;
}
