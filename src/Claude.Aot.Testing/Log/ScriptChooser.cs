using System.Globalization;

namespace Claude.Aot.Testing;

/// <summary>Chooses the script that answers a request.</summary>
internal static class ScriptChooser
{
    /// <summary>Creates a function that returns the scripts in turn, and starts again with the first one after the last.</summary>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static Func<Exchange, ResponseScript> ByTurns(ReadOnlySpan<ResponseScript> scripts)
    {
        if (scripts.IsEmpty)
        {
            throw new ArgumentException("There has to be a script to play.", nameof(scripts));
        }

        ResponseScript[] all = scripts.ToArray();
        int turn = -1;
        return _ => all[(uint)Interlocked.Increment(ref turn) % (uint)all.Length];
    }

    /// <summary>Creates a function that returns each script once. Every further request is a mistake of the test.</summary>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static Func<Exchange, ResponseScript> Once(ResponseScript[] scripts)
    {
        Func<Exchange, ResponseScript> next = ByTurns(scripts);
        int requests = 0;
        return exchange => Interlocked.Increment(ref requests) is var number && number <= scripts.Length
            ? next(exchange)
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Request {number} ({exchange.Method} {exchange.Path}) has no script: the handler plays {scripts.Length} scripts, each once. "
                    + $"Add a script, or look for a request that the test does not expect."));
    }
}
