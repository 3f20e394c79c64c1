using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot.Http;

/// <summary>Parts of the package that a program can leave out of its native binary. docs/native.md says how, and what each saves.</summary>
internal static class FeatureSwitches
{
    /// <summary>Whether responses may come compressed. True unless the program turned it off.</summary>
    [FeatureSwitchDefinition("Claude.Aot.Decompression")]
    public static bool Decompression => !AppContext.TryGetSwitch("Claude.Aot.Decompression", out bool isEnabled) || isEnabled;
}
