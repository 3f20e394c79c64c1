namespace Claude.Aot.Benchmarks;

/// <summary>Parses arguments that are pairs of a name and a value.</summary>
internal static class NamedValues
{
    /// <summary>Applies all pairs to options, one after the other.</summary>
    /// <param name="arguments">The pairs.</param>
    /// <param name="options">The default options.</param>
    /// <param name="apply">Returns the options with the value of a name; null if the name does not exist or the value is not valid.</param>
    /// <returns>Null if one of the arguments does not match the usage.</returns>
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
