namespace Claude.Aot.Benchmarks;

/// <summary>Arguments that are pairs of a name and a value.</summary>
internal static class NamedValues
{
    /// <summary>Applies all pairs to options, one after the other.</summary>
    /// <param name="arguments">The pairs.</param>
    /// <param name="options">What stands where nothing is said.</param>
    /// <param name="apply">The options with a name's value; null where there is no such name, or the value is none of it.</param>
    /// <returns>Null where one of the arguments is none of the usage.</returns>
    public static T? Apply<T>(ReadOnlySpan<string> arguments, T options, Func<T, string, string, T?> apply)
        where T : class
    {
        T? result = options;
        for (; result is not null && !arguments.IsEmpty; arguments = arguments[2..])
        {
            if (arguments is not [string name, string value, ..])
            {
                return null;
            }

            result = apply(result, name, value);
        }

        return result;
    }
}
