namespace Claude.Aot;

/// <summary>
/// The members of an object that deltas have changed, in the order in which they were changed first. A few are compared one by one; from the next on they are found by the hash of
/// their names, because the wire can carry any number.
/// </summary>
internal struct FoldedMembers
{
    private const int MostCompared = 16;
    private const int FirstCapacity = 64;

    private FoldedMember? _last;
    private int _count;

    // Both null while the members are few. A bucket has the position of its first entry, counted from 1.
    private int[]? _buckets;
    private Entry[]? _entries;

    public FoldedMember? First { get; private set; }

    public readonly FoldedMember? Find(ReadOnlySpan<byte> name)
    {
        if (_entries is not null)
        {
            int position = FindEntry(name, HashOf(name));
            return position < 0 ? null : _entries[position].Member;
        }

        FoldedMember? member = First;
        while (member is not null && !name.SequenceEqual(member.Name))
        {
            member = member.Next;
        }

        return member;
    }

    /// <summary>Adds a member behind the others, or in the place of the one that has its name.</summary>
    public void Add(FoldedMember member)
    {
        FoldedMember? before = Find(member.Name);
        if (before is not null)
        {
            Replace(before, member);
            return;
        }

        if (_last is null)
        {
            First = member;
        }
        else
        {
            _last.Next = member;
        }

        _last = member;
        _count++;
        if (_entries is not null)
        {
            AddEntry(member);
        }
        else if (_count > MostCompared)
        {
            Resize(FirstCapacity);
        }
    }

    public void Clear() => this = default;

    // A member changes its kind only if the schema has rules of two kinds for it, which it does not for objects of many members: this may look at all of them.
    private void Replace(FoldedMember before, FoldedMember member)
    {
        member.Next = before.Next;
        if (ReferenceEquals(First, before))
        {
            First = member;
        }
        else
        {
            FoldedMember previous = First!;
            while (!ReferenceEquals(previous.Next, before))
            {
                previous = previous.Next!;
            }

            previous.Next = member;
        }

        _last = ReferenceEquals(_last, before) ? member : _last;
        if (_entries is not null)
        {
            _entries[FindEntry(member.Name, HashOf(member.Name))].Member = member;
        }
    }

    private readonly int FindEntry(ReadOnlySpan<byte> name, int hash)
    {
        int position = _buckets![hash & (_buckets.Length - 1)] - 1;
        while (position >= 0 && !(_entries![position].Hash == hash && name.SequenceEqual(_entries[position].Member.Name)))
        {
            Work.Count(1);
            position = _entries[position].Next;
        }

        return position;
    }

    private void AddEntry(FoldedMember member)
    {
        if (_count > _entries!.Length)
        {
            Resize(2 * _entries.Length);
            return;
        }

        int hash = HashOf(member.Name);
        ref int bucket = ref _buckets![hash & (_buckets.Length - 1)];
        _entries[_count - 1] = new Entry { Member = member, Hash = hash, Next = bucket - 1 };
        bucket = _count;
    }

    private void Resize(int capacity)
    {
        _buckets = new int[capacity];
        _entries = new Entry[capacity];
        int all = _count;
        _count = 0;
        for (FoldedMember? member = First; member is not null; member = member.Next)
        {
            _count++;
            AddEntry(member);
        }

        Work.Count(all);
    }

    // Seeded anew in each process, so that nobody can choose names that collide.
    private static int HashOf(ReadOnlySpan<byte> name)
    {
        var hash = default(HashCode);
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    private struct Entry
    {
        public FoldedMember Member;
        public int Hash;
        public int Next;
    }
}
