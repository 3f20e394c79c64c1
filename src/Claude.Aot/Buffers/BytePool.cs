using System.Buffers;
#if CHECKED_POOL
using System.Runtime.CompilerServices;
#endif

namespace Claude.Aot.Buffers;

/// <summary>
/// The pool for all byte arrays of this library. It uses <see cref="ArrayPool{T}.Shared"/> and clears each array that it rents out: if two threads misuse a
/// stream, they never see data that another user left in an array. Arrays are rented per stream and per wait, not per event, so clearing costs next to nothing.
/// A build with <c>CHECKED_POOL</c> (every Debug build) overwrites returned arrays, so that late reads become visible, and refuses an array that is returned
/// twice or was never rented.
/// </summary>
internal static class BytePool
{
#if CHECKED_POOL
    private const byte Poison = 0xDB;

    // Weak references: this table must not keep alive an array that is deliberately left to the garbage collector.
    private static readonly ConditionalWeakTable<byte[], StrongBox<int>> s_rented = [];
    private static int s_violations;

    [ThreadStatic]
    private static long s_rentedHere;

    /// <summary>Gets the number of returns that were refused since the process started.</summary>
    public static int Violations => Volatile.Read(ref s_violations);

    /// <summary>Gets the size of the arrays that the current thread has rented, minus that of the arrays that it has returned, in bytes.</summary>
    public static long RentedByThread => s_rentedHere;

    /// <summary>Returns whether an array is rented and not returned yet.</summary>
    public static bool IsRented(byte[] array) => s_rented.TryGetValue(array, out StrongBox<int>? rented) && Volatile.Read(ref rented.Value) != 0;

    /// <summary>Rents an array of at least <paramref name="minimumLength"/> bytes that starts with <paramref name="content"/>. All other bytes are 0.</summary>
    public static byte[] Rent(int minimumLength, ReadOnlySpan<byte> content = default)
    {
        byte[] array = RentCleared(minimumLength, content);
        if (array.Length > 0)
        {
            s_rented.GetValue(array, static _ => new StrongBox<int>()).Value = 1;
            s_rentedHere += array.Length;
        }

        return array;
    }

    /// <summary>Returns a rented array. The caller must not touch it afterwards.</summary>
    /// <exception cref="InvalidOperationException">The array was already returned, or was not rented from this pool.</exception>
    public static void Return(byte[] array)
    {
        if (array.Length == 0)
        {
            return;
        }

        if (!s_rented.TryGetValue(array, out StrongBox<int>? rented) || Interlocked.Exchange(ref rented.Value, 0) == 0)
        {
            Interlocked.Increment(ref s_violations);
            throw new InvalidOperationException("A pooled array was returned twice, or was never rented.");
        }

        s_rentedHere -= array.Length;
        array.AsSpan().Fill(Poison);
        ArrayPool<byte>.Shared.Return(array);
    }
#else
    /// <summary>Rents an array of at least <paramref name="minimumLength"/> bytes that starts with <paramref name="content"/>. All other bytes are 0.</summary>
    public static byte[] Rent(int minimumLength, ReadOnlySpan<byte> content = default) => RentCleared(minimumLength, content);

    /// <summary>Returns a rented array. The caller must not touch it afterwards.</summary>
    public static void Return(byte[] array) => ArrayPool<byte>.Shared.Return(array);
#endif

    private static byte[] RentCleared(int minimumLength, ReadOnlySpan<byte> content)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(minimumLength);
        content.CopyTo(array);
        array.AsSpan(content.Length).Clear();
        return array;
    }
}
