using Claude.Aot.Internal;

namespace Claude.Aot.Folding;

/// <summary>
/// The members of an object that deltas have changed, in the order in which they were first changed. A few members are found by comparing names one by one. If
/// there are more, they are found by the hash of their names, because a response can contain any number of them.
/// </summary>
internal struct FoldedMembers
{
    private const int MostCompared = 16;

    // Null while there are only a few members.
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

    /// <summary>Adds a member at the end, or replaces the member that has the same name.</summary>
    public void Add(FoldedMember member)
    {
        if (_index is not null && _index.Find(member.Name) is null)
        {
            _index.Append(member);
            return;
        }

        // A member is replaced only if rules of two kinds name it. Such names come from the schema, so there are only a few of them.
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
