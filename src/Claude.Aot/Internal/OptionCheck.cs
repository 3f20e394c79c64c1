using System.Numerics;
using System.Runtime.CompilerServices;

namespace Claude.Aot.Internal;

/// <summary>Validates option values when they are set. The exceptions name the option.</summary>
internal static class OptionCheck
{
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1, or more than <paramref name="greatest"/>.</exception>
    public static T Positive<T>(T value, T greatest, [CallerMemberName] string option = "")
        where T : IBinaryInteger<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, T.One, option);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, greatest, option);
        return value;
    }

    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static int NotNegative(int value, [CallerMemberName] string option = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value, option);
        return value;
    }

    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static T NotNull<T>(T? value, [CallerMemberName] string option = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, option);
        return value;
    }
}
