namespace Claude.Aot.Tests.Shared.Fuzzing;

/// <summary>Makes small changes to inputs, at random positions.</summary>
/// <param name="random">The source of random numbers.</param>
/// <param name="words">Pieces to insert.</param>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    private const int MaxLength = 2 * 1024;
    private const int MaxChanges = 8;

    private static readonly byte[] s_interesting = [0, 1, 0x7F, 0x80, 0xFF, (byte)'\n', (byte)'\r', (byte)' ', (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)'0'];

    /// <summary>Makes one or more changes to an input, which may insert pieces of another input.</summary>
    public byte[] Mutate(byte[] input, byte[] other)
    {
        List<byte> bytes = [.. input];
        for (int i = 1 << random.Next(1 + (int)Math.Log2(MaxChanges)); i > 0; i--)
        {
            Change(bytes, other);
        }

        return [.. bytes.Take(MaxLength)];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        if (bytes.Count == 0)
        {
            bytes.Add(AnyByte());
            return;
        }

        int at = random.Next(bytes.Count);
        switch (random.Next(10))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = AnyByte();
                break;
            case 2:
                bytes[at] += (byte)(1 + random.Next(4));
                break;
            case 3:
                bytes.Insert(at, AnyByte());
                break;
            case 4:
                bytes.RemoveRange(at, LengthFrom(at, bytes.Count));
                break;
            case 5:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, LengthFrom(at, bytes.Count)));
                break;
            case 6 when other.Length > 0:
                int from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, LengthFrom(from, other.Length)));
                break;
            case 7 when other.Length > 0:
                // Combine the beginning of one input with the end of the other.
                bytes.RemoveRange(at, bytes.Count - at);
                bytes.AddRange(other.AsSpan(random.Next(other.Length)));
                break;
            case 8 when words.Count > 0:
                byte[] word = words[random.Next(words.Count)];
                bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
                bytes.InsertRange(at, word);
                break;
            default:
                bytes.InsertRange(at, words.Count > 0 ? words[random.Next(words.Count)] : [AnyByte(), AnyByte()]);
                break;
        }
    }

    private byte AnyByte() => random.Next(2) == 0 ? s_interesting[random.Next(s_interesting.Length)] : (byte)random.Next(256);

    private int LengthFrom(int start, int count) => random.Next(1, 1 + Math.Min(count - start, random.Next(4) == 0 ? count : 16));
}
