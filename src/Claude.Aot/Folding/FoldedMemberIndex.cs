using System.Runtime.InteropServices;
using Claude.Aot.Internal;

namespace Claude.Aot.Folding;

/// <summary>A hash index of many members by their names.</summary>
internal sealed class FoldedMemberIndex
{
    private const int FirstCapacity = 64;

    // A bucket contains 1 + the position of its first entry, or 0. An entry contains the position of the next entry, or -1.
    private int[] _buckets = new int[FirstCapacity];
    private Entry[] _entries = new Entry[FirstCapacity];
    private int _count;

    /// <param name="first">The first member of the list. All names are different.</param>
    public FoldedMemberIndex(FoldedMember first)
    {
        for (FoldedMember? member = first; member is not null; member = member.Next)
        {
            Add(member);
        }
    }

    public FoldedMember? Find(ReadOnlySpan<byte> name)
    {
        int hash = HashOf(name);
        int position = _buckets[hash & (_buckets.Length - 1)] - 1;
        while (position >= 0)
        {
            Work.Count(1);
            ref readonly Entry entry = ref _entries[position];
            if (entry.Hash == hash && name.SequenceEqual(entry.Member.Name))
            {
                return entry.Member;
            }

            position = entry.Next;
        }

        return null;
    }

    /// <summary>Adds a member at the end. No existing member has its name.</summary>
    public void Append(FoldedMember member)
    {
        _entries[_count - 1].Member.Next = member;
        Add(member);
    }

    private void Add(FoldedMember member)
    {
        if (_count == _entries.Length)
        {
            Grow();
        }

        int hash = HashOf(member.Name);
        _entries[_count] = new Entry { Member = member, Hash = hash };
        Link(_count++);
    }

    private void Link(int position)
    {
        ref Entry entry = ref _entries[position];
        ref int bucket = ref _buckets[entry.Hash & (_buckets.Length - 1)];
        entry.Next = bucket - 1;
        bucket = position + 1;
    }

    private void Grow()
    {
        Work.Count(_count);
        Array.Resize(ref _entries, 2 * _count);
        _buckets = new int[_entries.Length];
        for (int position = 0; position < _count; position++)
        {
            Link(position);
        }
    }

    // string.GetHashCode is seeded per process, so an attacker who does not know the seed cannot choose colliding names. It reads two bytes at a time.
    private static int HashOf(ReadOnlySpan<byte> name)
    {
        int hash = string.GetHashCode(MemoryMarshal.Cast<byte, char>(name));
        return name.Length % 2 == 0 ? hash : (31 * hash) + name[^1];
    }

    private struct Entry
    {
        public FoldedMember Member;
        public int Hash;
        public int Next;
    }
}
