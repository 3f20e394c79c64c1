using System.Collections.Immutable;
using System.Threading.Channels;

namespace Claude.Aot.Testing;

/// <summary>What clients have sent, in the order in which it came.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class ExchangeLog
{
    private readonly Channel<Exchange> _next = Channel.CreateUnbounded<Exchange>();
    private ImmutableList<Exchange> _all = [];

    internal ExchangeLog()
    {
    }

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<Exchange> All => Volatile.Read(ref _all);

    /// <summary>How many connections the requests so far have come over.</summary>
    public int ConnectionCount => All.Select(exchange => exchange.ConnectionId).Distinct().Count();

    /// <summary>Waits for the first request that no earlier call of this method has given.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<Exchange> NextAsync(CancellationToken cancellationToken = default) => _next.Reader.ReadAsync(cancellationToken);

    internal void Add(Exchange exchange)
    {
        ImmutableInterlocked.Update(ref _all, static (all, added) => all.Add(added), exchange);
        _next.Writer.TryWrite(exchange);
    }
}
