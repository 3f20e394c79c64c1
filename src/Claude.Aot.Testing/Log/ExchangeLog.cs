using System.Collections.Immutable;
using System.Threading.Channels;

namespace Claude.Aot.Testing;

/// <summary>A log of the requests that clients have sent, in the order of their arrival. It keeps only the newest ones.</summary>
/// <remarks>Safe for concurrent use.</remarks>
public sealed class ExchangeLog
{
    internal const int DefaultCapacity = 10_000;

    private readonly Channel<Exchange> _next;
    private readonly int _capacity;
    private ImmutableList<Exchange> _all = [];

    internal ExchangeLog(int capacity = DefaultCapacity)
    {
        _capacity = capacity;
        _next = Channel.CreateBounded<Exchange>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    /// <summary>Gets the requests in the log, oldest first.</summary>
    public IReadOnlyList<Exchange> All => Volatile.Read(ref _all);

    /// <summary>Gets the number of connections on which the requests in the log arrived.</summary>
    public int ConnectionCount => All.Select(exchange => exchange.ConnectionId).Distinct().Count();

    /// <summary>Waits for the next request. Each request is returned once.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public ValueTask<Exchange> NextAsync(CancellationToken cancellationToken = default) => _next.Reader.ReadAsync(cancellationToken);

    internal void Add(Exchange exchange)
    {
        ImmutableInterlocked.Update(
            ref _all,
            static (all, log) => (all.Count < log._capacity ? all : all.RemoveAt(0)).Add(log.Exchange),
            (_capacity, Exchange: exchange));
        _next.Writer.TryWrite(exchange);
    }
}
