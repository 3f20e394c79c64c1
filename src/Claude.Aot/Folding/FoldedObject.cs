using System.Text.Json;

namespace Claude.Aot;

/// <summary>
/// An object of the message: the bytes in which it was received, and the members that deltas have changed since. Written out, it is those bytes with only
/// the changed members replaced: same members, same order, unknown ones included; members that came later follow.
/// </summary>
internal class FoldedObject(RetiredArrays retired)
{
    private const int InitialSize = 256;

    private readonly PooledByteBuffer _received = new(retired, InitialSize);
    private readonly List<FoldedMember> _members = new(1);

    public ArraySegment<byte> Received => _received.Segment;

    /// <summary>Whether it is other than it was received.</summary>
    public bool IsChanged => _members.Exists(static member => member.ReplacesReceived);

    public void Receive(ReadOnlySpan<byte> json)
    {
        _received.Retire();
        _received.Append(json);
    }

    public FoldedMember? Find(ReadOnlySpan<byte> name)
    {
        foreach (FoldedMember member in _members)
        {
            if (name.SequenceEqual(member.Name))
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The string that deltas append to; it begins with what the object was received with.</summary>
    public FoldedText Text(ReadOnlySpan<byte> name)
    {
        if (Find(name) is FoldedText text)
        {
            return text;
        }

        text = Add(new FoldedText(name.ToArray(), retired));
        if (JsonObjectScanner.TryFind(_received.Written, name, out JsonObjectScanner received) && received.ValueKind == JsonTokenType.String)
        {
            text.Append(received.StringContent, received.ValueIsEscaped);
        }

        return text;
    }

    /// <summary>The JSON that arrives in fragments.</summary>
    public FoldedInput Input(ReadOnlySpan<byte> name) => Find(name) as FoldedInput ?? Add(new FoldedInput(name.ToArray(), retired));

    public void AppendElement(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) =>
        (Find(name) as FoldedList ?? Add(new FoldedList(name.ToArray(), retired, ReceivedValue(name)))).Append(json);

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) =>
        (Find(name) as FoldedJson ?? Add(new FoldedJson(name.ToArray(), retired))).Set(json);

    /// <summary>Replaces the members of an object one by one; what is null or absent in <paramref name="json"/> stays.</summary>
    public void Merge(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        FoldedNested nested = Find(name) as FoldedNested ?? Add(new FoldedNested(name.ToArray(), retired, ReceivedValue(name)));
        var members = new JsonObjectScanner(json);
        while (members.MoveNext())
        {
            if (members.ValueKind != JsonTokenType.Null)
            {
                nested.Object.Set(members.Name, members.Value);
            }
        }
    }

    public void WriteTo(PooledByteBuffer output)
    {
        if (!IsChanged)
        {
            output.Append(_received.Length > 0 ? _received.Written : "{}"u8);
            return;
        }

        output.Append("{"u8);
        bool isFirst = true;
        var members = new JsonObjectScanner(_received.Written);
        while (members.MoveNext())
        {
            WriteName(members.Name, ref isFirst, output);
            if (Find(members.Name) is { ReplacesReceived: true } folded)
            {
                folded.WriteValue(output);
            }
            else
            {
                output.Append(members.Value);
            }
        }

        foreach (FoldedMember member in _members)
        {
            if (member.ReplacesReceived && !JsonObjectScanner.TryFind(_received.Written, member.Name, out _))
            {
                WriteName(member.Name, ref isFirst, output);
                member.WriteValue(output);
            }
        }

        output.Append("}"u8);
    }

    /// <summary>No further delta will come for the strings of this object.</summary>
    public void CompleteTexts()
    {
        foreach (FoldedMember member in _members)
        {
            (member as FoldedPieces)?.Complete();
        }
    }

    /// <summary>What a view shows of a member: what was folded over it, where anything was.</summary>
    public virtual FoldedMember? FindShown(ReadOnlySpan<byte> name) => Find(name);

    /// <summary>The input of a tool call, where fragments of one have come.</summary>
    public FoldedInput? FindInput() => (FoldedInput?)_members.Find(static member => member is FoldedInput);

    /// <summary>The object is replaced, but what was lent of it lives until the batch ends.</summary>
    public void Retire()
    {
        _received.Retire();
        foreach (FoldedMember member in _members)
        {
            member.Retire();
        }
    }

    public void Dispose()
    {
        _received.Return();
        foreach (FoldedMember member in _members)
        {
            member.Dispose();
        }
    }

    protected T Add<T>(T member)
        where T : FoldedMember
    {
        int index = _members.FindIndex(other => member.Name.AsSpan().SequenceEqual(other.Name));
        if (index < 0)
        {
            _members.Add(member);
        }
        else
        {
            _members[index].Retire();
            _members[index] = member;
        }

        return member;
    }

    private ReadOnlySpan<byte> ReceivedValue(ReadOnlySpan<byte> name) =>
        JsonObjectScanner.TryFind(_received.Written, name, out JsonObjectScanner received) ? received.Value : default;

    private static void WriteName(ReadOnlySpan<byte> name, ref bool isFirst, PooledByteBuffer output)
    {
        output.Append(isFirst ? "\""u8 : ",\""u8);
        JsonEscaper.Escape(name, output);
        output.Append("\":"u8);
        isFirst = false;
    }
}
