using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>
/// Assertions that need no test framework, so that the native program can make the same ones. If no description is given, the message contains the source of
/// the asserted expression.
/// </summary>
internal static class Check
{
    public static void That(bool condition, [CallerArgumentExpression(nameof(condition))] string otherwise = "")
    {
        if (!condition)
        {
            throw new CheckFailedException(otherwise);
        }
    }

    public static void Equal<T>(T expected, T actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: expected {Show(expected)}, got {Show(actual)}");

    public static void SequenceEqual<T>(IEnumerable<T> expected, IEnumerable<T> actual, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        T[] wanted = [.. expected], found = [.. actual];
        for (int i = 0; i < Math.Min(wanted.Length, found.Length); i++)
        {
            Equal(wanted[i], found[i], $"{what} {i}");
        }

        Equal(wanted.Length, found.Length, $"number of {what}");
    }

    public static void JsonEqual(JsonElement expected, string actual, string what)
    {
        using JsonDocument document = JsonDocument.Parse(actual, new JsonDocumentOptions { MaxDepth = 1024 });
        string? difference = JsonComparer.FindDifference(expected, document.RootElement);
        That(difference is null, $"{what}: {difference}");
    }

    public static void Contains(string expected, string actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        That(actual.Contains(expected, StringComparison.Ordinal), $"{what}: no {Show(expected)} in {Show(actual)}");

    public static void DoesNotContain(string unexpected, string? actual, [CallerArgumentExpression(nameof(actual))] string what = "") =>
        That(actual?.Contains(unexpected, StringComparison.Ordinal) != true, $"{what}: {Show(unexpected)} in {Show(actual)}");

    public static void InRange<T>(T actual, T low, T high, [CallerArgumentExpression(nameof(actual))] string what = "")
        where T : IComparable<T> =>
        That(actual.CompareTo(low) >= 0 && actual.CompareTo(high) <= 0, $"{what}: expected {Show(low)} to {Show(high)}, got {Show(actual)}");

    /// <returns>The only item.</returns>
    public static T Single<T>(IEnumerable<T> items, [CallerArgumentExpression(nameof(items))] string what = "")
    {
        T[] all = [.. items];
        Equal(1, all.Length, $"number of {what}");
        return all[0];
    }

    /// <returns>The value, cast to the type.</returns>
    public static T Is<T>(object? value, [CallerArgumentExpression(nameof(value))] string what = "") =>
        value is T typed ? typed : throw new CheckFailedException($"{what}: expected a {typeof(T).Name}, got {Show(value)}");

    /// <returns>The exception that was thrown.</returns>
    public static T Throws<T>(Func<object?> action, [CallerArgumentExpression(nameof(action))] string what = "")
        where T : Exception
    {
        try
        {
            _ = action();
        }
        catch (Exception e)
        {
            return Is<T>(e, what);
        }

        throw new CheckFailedException($"{what}: expected a {typeof(T).Name}, and nothing was thrown.");
    }

    /// <returns>The exception that was thrown.</returns>
    public static async Task<T> ThrowsAsync<T>(Func<Task> action, [CallerArgumentExpression(nameof(action))] string what = "")
        where T : Exception => Is<T>(await ThrownAsync(action) ?? throw new CheckFailedException($"{what}: expected a {typeof(T).Name}, and nothing was thrown."), what);

    /// <returns>The exception that was thrown, or null.</returns>
    public static async Task<Exception?> ThrownAsync(Func<Task> action)
    {
        try
        {
            await action();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static string Show<T>(T value)
    {
        const int MaxLength = 400;
        string text = value?.ToString() ?? "null";
        return $"'{(text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength), "…"))}'";
    }
}
