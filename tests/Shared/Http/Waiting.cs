namespace Claude.Aot.Tests.Shared.Http;

/// <summary>Limits waits that would never end if something is wrong.</summary>
internal static class Waiting
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public static Task Promptly(this Task task) => task.WaitAsync(s_patience);

    public static Task<T> Promptly<T>(this Task<T> task) => task.WaitAsync(s_patience);

    public static Task<T> Promptly<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(s_patience);
}
