using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a truncated body gives either the whole message, or an exception with the message received so far.</summary>
internal static class CutCheck
{
    /// <summary>Reads a body of which only the first bytes arrive.</summary>
    /// <param name="openAsync">Opens the stream. If opening fails, there is no message.</param>
    /// <param name="body">The complete body.</param>
    /// <param name="length">The number of bytes that arrive.</param>
    /// <param name="plan">The expected messages.</param>
    /// <param name="name">The name of the body, for failure messages.</param>
    /// <returns>The message, or the partial message; null if there is none.</returns>
    public static async Task<string?> ReadAsync(Func<Task<MessageStream>> openAsync, byte[] body, int length, CutPlan plan, string name)
    {
        string what = $"{name} cut at {length}: {Encoding.UTF8.GetString(body.AsSpan(Math.Max(0, length - 60), Math.Min(length, 60)))}";
        int count = plan.CountAt(length);
        int events = 0;
        try
        {
            await using MessageStream stream = await openAsync();
            while (await stream.WaitToReadAsync())
            {
                while (stream.TryRead(out _))
                {
                    events++;
                }
            }

            Check.That(plan.IsWhole(count), what);
            return stream.Snapshot.ToMessage().ToJson();
        }
        catch (ClaudeTransportException e)
        {
            Check.That(e.Kind == ClaudeTransportErrorKind.ResponseEnded, $"{what}: {e.Message}");
            Check.That(!plan.IsWhole(count), what);
            return e.Partial?.ToJson();
        }
        finally
        {
            Check.That(events == plan.DeliveredOf(count), $"{what}: {events} events");
        }
    }

    public static void Compare(JsonElement? expected, string? actual, string what)
    {
        Check.Equal(expected is null, actual is null, what);
        if (expected is not null)
        {
            Check.JsonEqual(expected.Value, actual!, what);
        }
    }
}
