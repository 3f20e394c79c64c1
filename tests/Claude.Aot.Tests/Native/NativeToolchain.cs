namespace Claude.Aot.Tests.Native;

/// <summary>What publishing natively needs beside the .NET SDK.</summary>
internal static class NativeToolchain
{
    /// <summary>Fails, saying what to install, where there is no linker. On Windows the SDK finds and names its own.</summary>
    public static void Require()
    {
        bool isThere = OperatingSystem.IsWindows() || IsOnPath("clang") || IsOnPath("gcc");
        Assert.True(
            isThere,
            "Publishing natively needs a C compiler to link with, and neither clang nor gcc is on the PATH. "
                + "Install one: on Debian and Ubuntu 'apt-get install clang zlib1g-dev', on Fedora 'dnf install clang zlib-devel', on Alpine 'apk add clang build-base zlib-dev', on macOS 'xcode-select --install'.");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
