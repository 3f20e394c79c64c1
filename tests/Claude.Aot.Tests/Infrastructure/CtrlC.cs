namespace Claude.Aot.Tests.Infrastructure;

/// <summary>Whether a test can send Ctrl+C to a program.</summary>
internal static class CtrlC
{
    public static void SkipWhereDeaf()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl+C can't be sent to another process.");
        Assert.SkipWhen(IsIgnored(), "These tests run with SIGINT ignored, as in a shell's background, and every child inherits that.");
    }

    private static bool IsIgnored()
    {
        const string Field = "SigIgn:";
        const ulong Interrupt = 1UL << (2 - 1);
        string? ignored = OperatingSystem.IsLinux()
            ? File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))
            : null;
        return ignored is not null && (Convert.ToUInt64(ignored[Field.Length..].Trim(), 16) & Interrupt) != 0;
    }
}
