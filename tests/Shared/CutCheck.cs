using System.Text;
using System.Text.Json;

namespace Claude.Aot.Tests.Shared;

/// <summary>A body that was cut gives the whole message or an exception with what was received.</summary>
internal static class CutCheck
{
    /// <summary>Reads a body of which only the first bytes come.</summary>
    /// <param name="openAsync">Opens the stream; what fails by then has no message.</param>
    /// <param name="body">The whole body.</param>
    /// <param name="length">How many bytes come.</param>
    /// <param name="plan">What must be left.</param>
    /// <param name="name">The body's name, for failures.</param>
    /// <returns>The message, or what was received of it; null where nothing was.</returns>
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
