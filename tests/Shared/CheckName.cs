using System.Globalization;

namespace Claude.Aot.Tests.Shared;

/// <summary>Names a check in one line of ASCII, so that the output of the native program can be compared with the names of the same checks elsewhere.</summary>
internal static class CheckName
{
    /// <summary>Combines a class of checks and the name of one of them. The name may quote input, so everything but printable ASCII is escaped.</summary>
    public static string Of(string checkClass, string name) => $"{checkClass}: {string.Concat(name.Select(Escape))}";

    private static string Escape(char c) => c is >= ' ' and <= '~' and not '\\' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
}
