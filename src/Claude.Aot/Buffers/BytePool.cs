using System.Buffers;
#if CHECKED_POOL
using System.Runtime.CompilerServices;
#endif

namespace Claude.Aot.Buffers;

/// <summary>
/// The pool that all byte arrays of this library come from: <see cref="ArrayPool{T}.Shared"/>. What is rented is cleared: if two threads misuse a stream, what they see of its arrays is
/// never what somebody else left in them. Arrays are rented per stream and wait, not per event, so that this costs next to nothing. A build with <c>CHECKED_POOL</c> (every Debug build) overwrites what is returned,
/// so that a late reader shows, and refuses an array that is returned twice or was never rented.
/// </summary>
internal static class BytePool
{
#if CHECKED_POOL
    private const byte Poison = 0xDB;

    // Weak: an array that is left to the garbage collector on purpose must not be held here.
    private static readonly ConditionalWeakTable<byte[], StrongBox<int>> s_rented = [];
    private static int s_violations;

    /// <summary>How many returns were refused since the process started.</summary>
    public static int Violations => Volatile.Read(ref s_violations);

    /// <summary>Rents an array of at least <paramref name="minimumLength"/> bytes that begins with <paramref name="content"/>; the others are 0.</summary>
    public static byte[] Rent(int minimumLength, ReadOnlySpan<byte> content = default)
    {
        byte[] array = RentCleared(minimumLength, content);
        if (array.Length > 0)
        {
            s_rented.GetValue(array, static _ => new StrongBox<int>()).Value = 1;
        }

        return array;
    }

    /// <summary>Returns a rented array. The caller must not touch it afterwards.</summary>
    /// <exception cref="InvalidOperationException">The array was returned before, or not rented here.</exception>
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

        array.AsSpan().Fill(Poison);
        ArrayPool<byte>.Shared.Return(array);
    }
#else
    /// <summary>Rents an array of at least <paramref name="minimumLength"/> bytes that begins with <paramref name="content"/>; the others are 0.</summary>
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
