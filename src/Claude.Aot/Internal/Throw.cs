using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Claude.Aot.Internal;

/// <summary>Helpers that throw. They are separate methods, so that their callers stay small.</summary>
internal static class Throw
{
    /// <summary>Verifies that the stack is large enough to read another level of nesting.</summary>
    /// <exception cref="InsufficientExecutionStackException">The stack of this thread is nearly exhausted.</exception>
    public static void IfStackIsShort()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new InsufficientExecutionStackException(
                "The JSON nests too deep for the stack of this thread. "
                    + "Lower the limit of its depth (StreamLimits.MaxDepth, maxDepth of Parse, JsonReaderOptions.MaxDepth), "
                    + "or read it on a thread with a larger stack.");
        }
    }

    [DoesNotReturn]
    public static void Stale() =>
        throw new InvalidOperationException(
            "This event is no longer the current one: its memory may hold another event by now. Use ToOwned(), ToString() or CopyTo() before reading on.");

    [DoesNotReturn]
    public static void Disposed() => throw new ObjectDisposedException("MessageStream");
}
