using Claude.Aot.Internal;

namespace Claude.Aot.Folding;

/// <summary>
/// The members of an object that deltas have changed, in the order in which they were changed first. A few are compared one by one; from the next on they are found by the hash of
/// their names, because the wire can carry any number.
/// </summary>
internal struct FoldedMembers
{
    private const int MostCompared = 16;

    // Null while the members are few.
    private FoldedMemberIndex? _index;

    public FoldedMember? First { get; private set; }

    public readonly FoldedMember? Find(ReadOnlySpan<byte> name)
    {
        if (_index is not null)
        {
            return _index.Find(name);
        }

        FoldedMember? member = First;
        while (member is not null && !name.SequenceEqual(member.Name))
        {
            Work.Count(1);
            member = member.Next;
        }

        return member;
    }

    /// <summary>Adds a member behind the others, or in the place of the one that has its name.</summary>
    public void Add(FoldedMember member)
    {
        if (_index is not null && _index.Find(member.Name) is null)
        {
            _index.Append(member);
            return;
        }

        // A member is replaced only if rules of two kinds name it, and no rule names members of which there can be many.
        FoldedMember? previous = null;
        FoldedMember? place = First;
        int count = 0;
        while (place is not null && !place.Name.AsSpan().SequenceEqual(member.Name))
        {
            Work.Count(1);
            previous = place;
            place = place.Next;
            count++;
        }

        member.Next = place?.Next;
        if (previous is null)
        {
            First = member;
        }
        else
        {
            previous.Next = member;
        }

        if (_index is not null || count == MostCompared)
        {
            _index = new FoldedMemberIndex(First!);
        }
    }

    public void Clear() => this = default;
}
