using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Claude.Aot.Serialization;

/// <summary>Reads an output while it arrives; used by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PartialOutput
{
    /// <summary>Reads a stream, and returns an object each time something was added.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="stream">The stream.</param>
    /// <param name="shape">The shape of the object.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> or <paramref name="shape"/> is null.</exception>
    public static IAsyncEnumerable<T> ReadAsync<T>(MessageStream stream, PartialShape shape, CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(shape);
        return ReadCoreAsync<T>(stream, shape, cancellationToken);
    }

    private static async IAsyncEnumerable<T> ReadCoreAsync<T>(
        MessageStream stream, PartialShape shape, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var reader = new PartialReader(shape);
        MessageStream.Enumerator events = stream.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await events.MoveNextAsync().ConfigureAwait(false))
            {
                Feed(reader, events.Current);
                if (reader.HasChanged && reader.Show() is T shown)
                {
                    yield return shown;
                }
            }
        }
        finally
        {
            await events.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Feed(PartialReader reader, StreamEvent e)
    {
        if (e.Delta.Type == DeltaType.TextDelta)
        {
            reader.Feed(e.Delta.Text.Span);
        }
    }
}
