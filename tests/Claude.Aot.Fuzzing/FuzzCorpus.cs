namespace Claude.Aot.Fuzzing;

/// <summary>The inputs that are worth changing, and which of them is the smallest that reaches each pair of branches.</summary>
internal sealed class FuzzCorpus(Random random)
{
    private readonly List<byte[]> _inputs = [];
    private readonly Dictionary<int, byte[]> _smallest = [];
    private int[] _edges = [];

    public int Count => _inputs.Count;

    public long Bytes { get; private set; }

    public void Add(byte[] input, IReadOnlyList<int> edges)
    {
        _inputs.Add(input);
        Bytes += input.Length;
        foreach (int edge in edges)
        {
            if (!_smallest.TryGetValue(edge, out byte[]? best) || input.Length < best.Length)
            {
                _smallest[edge] = input;
            }
        }

        _edges = [.. _smallest.Keys];
    }

    /// <summary>
    /// Half of the time the shorter of any two inputs, else the smallest one that reaches some pair of branches: what few inputs reach comes up as often as what all do.
    /// </summary>
    public byte[] Choose()
    {
        if (random.Next(2) == 0)
        {
            return _smallest[_edges[random.Next(_edges.Length)]];
        }

        (byte[] one, byte[] other) = (Any(), Any());
        return one.Length < other.Length ? one : other;
    }

    public byte[] Any() => _inputs[random.Next(_inputs.Count)];

    /// <summary>The inputs that together reach everything, each the smallest for something.</summary>
    public IReadOnlyCollection<byte[]> Smallest() => _smallest.Values.ToHashSet();
}
