using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>
/// An object of the message: the bytes in which it was received, and the members that deltas have changed since. Written out, it is those bytes with only
/// the changed members replaced: same members, same order, unknown ones included; members that came later follow.
/// </summary>
internal class FoldedObject(FoldMemory memory)
{
    // Shorter JSON is looked through again.
    private const int LeastRemembered = 256;

    private FoldedMembers _members;

    // The members that views have looked for in long JSON. Each has a name of the schema's, so that they are few.
    private FoundMember? _found;

    public ArraySegment<byte> Received { get; private set; } = ArraySegment<byte>.Empty;

    /// <summary>Whether it is other than it was received.</summary>
    public bool IsChanged
    {
        get
        {
            FoldedMember? member = _members.First;
            while (member is { ReplacesReceived: false })
            {
                member = member.Next;
            }

            return member is not null;
        }
    }

    public void Receive(ReadOnlySpan<byte> json)
    {
        Received = memory.Copy(json);
        _found = null;
    }

    public FoldedMember? Find(ReadOnlySpan<byte> name) => _members.Find(name);

    /// <summary>The string that deltas append to; it begins with what the object was received with.</summary>
    public FoldedText Text(ReadOnlySpan<byte> name)
    {
        if (Find(name) is FoldedText text)
        {
            return text;
        }

        text = Add(new FoldedText(name.ToArray(), memory));
        if (!TrustedJson.EndsWithEmpty(Received, name) && JsonObjectScanner.TryFind(Received, name, out JsonObjectScanner received) && received.ValueKind == JsonTokenType.String)
        {
            text.Append(received.StringContent, received.ValueIsEscaped);
        }

        return text;
    }

    /// <summary>The JSON that arrives in fragments.</summary>
    public FoldedInput Input(ReadOnlySpan<byte> name) => Find(name) as FoldedInput ?? Add(new FoldedInput(name.ToArray(), memory));

    public void AppendElement(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) =>
        (Find(name) as FoldedList ?? Add(new FoldedList(name.ToArray(), memory, FindReceived(name)))).Append(json);

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) =>
        (Find(name) as FoldedJson ?? Add(new FoldedJson(name.ToArray()))).Set(json, memory);

    /// <summary>Replaces the members of an object one by one; what is null or absent in <paramref name="json"/> stays.</summary>
    public void Merge(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        FoldedNested nested = Find(name) as FoldedNested ?? Add(new FoldedNested(name.ToArray(), memory, FindReceived(name)));
        var members = new JsonObjectScanner(json);
        while (members.MoveNext())
        {
            if (members.ValueKind != JsonTokenType.Null)
            {
                nested.Object.Set(members.Name, members.Value);
            }
        }
    }

    public void WriteTo(PooledByteBuffer output) => WriteTo(Received, output);

    /// <summary>No further delta will come for the strings of this object.</summary>
    public void CompleteTexts()
    {
        for (FoldedMember? member = _members.First; member is not null; member = member.Next)
        {
            (member as FoldedPieces)?.Complete();
        }
    }

    /// <summary>What a view shows of a member: what was folded over it, where anything was.</summary>
    public virtual FoldedMember? FindShown(ReadOnlySpan<byte> name) => Find(name);

    /// <summary>The input of a tool call, where fragments of one have come.</summary>
    public FoldedInput? FindInput()
    {
        FoldedMember? member = _members.First;
        while (member is not (null or FoldedInput))
        {
            member = member.Next;
        }

        return (FoldedInput?)member;
    }

    /// <summary>Forgets everything, before its memory is given back.</summary>
    public virtual void Clear()
    {
        _members.Clear();
        _found = null;
        Received = ArraySegment<byte>.Empty;
    }

    /// <summary>Writes other JSON than what was received, with the same members changed.</summary>
    public void WriteTo(ReadOnlySpan<byte> received, PooledByteBuffer output)
    {
        if (!IsChanged)
        {
            output.Append(received.IsEmpty ? "{}"u8 : received);
            return;
        }

        output.Append("{"u8);
        bool isFirst = true;
        var members = new JsonObjectScanner(received);
        while (members.MoveNext())
        {
            FoldedMember? folded = Find(members.Name) is { ReplacesReceived: true } found ? found : null;
            if (folded is { IsWritten: true })
            {
                // Received more than once, and shown once.
                continue;
            }

            WriteName(members.Name, ref isFirst, output);
            if (folded is null)
            {
                output.Append(members.Value);
            }
            else
            {
                folded.IsWritten = true;
                folded.WriteValue(output);
            }
        }

        for (FoldedMember? member = _members.First; member is not null; member = member.Next)
        {
            if (member.ReplacesReceived && !member.IsWritten)
            {
                WriteName(member.Name, ref isFirst, output);
                member.WriteValue(output);
            }

            member.IsWritten = false;
        }

        output.Append("}"u8);
    }

    protected T Add<T>(T member)
        where T : FoldedMember
    {
        _members.Add(member);
        return member;
    }

    /// <summary>The JSON of a member that is kept as JSON; empty if there is none.</summary>
    public ReadOnlySpan<byte> JsonOf(ReadOnlySpan<byte> name) => Find(name) is FoldedBytes { IsJson: true } folded ? folded.Slice : ReceivedValue(name);

    /// <summary>The value with which a member of the schema was received; empty if it was not. Views may look for it with every event.</summary>
    public ArraySegment<byte> ReceivedValue(ReadOnlySpan<byte> name)
    {
        if (Received.Count < LeastRemembered)
        {
            return FindReceived(name);
        }

        FoundMember member = Remember(name);
        if (member.Received.Array is null)
        {
            member.Received = FindReceived(name);
        }

        return member.Received;
    }

    /// <summary>Remembers where the members of an object within this one stand, if its JSON is long. Views may look for them with every event.</summary>
    /// <param name="name">The name of the member.</param>
    /// <param name="json">Its value now, which is in the memory of the message.</param>
    /// <returns>The object, or null if its JSON is short.</returns>
    public FoldedObject? FindLong(ReadOnlySpan<byte> name, ArraySegment<byte> json)
    {
        if (json.Count < LeastRemembered)
        {
            return null;
        }

        FoundMember member = Remember(name);
        member.Object ??= new FoldedObject(memory);
        member.Object.Show(json);
        return member.Object;
    }

    private FoundMember Remember(ReadOnlySpan<byte> name)
    {
        FoundMember? member = _found;
        while (member is not null && !name.SequenceEqual(member.Name))
        {
            member = member.Next;
        }

        return member ?? (_found = new FoundMember(name.ToArray(), _found));
    }

    // A value that replaced another stands elsewhere.
    private void Show(ArraySegment<byte> json)
    {
        if (Received != json)
        {
            Received = json;
            _found = null;
        }
    }

    private ArraySegment<byte> FindReceived(ReadOnlySpan<byte> name) =>
        JsonObjectScanner.TryFind(Received, name, out JsonObjectScanner received) ? Received.Slice(received.ValueStart, received.ValueLength) : ArraySegment<byte>.Empty;

    private static void WriteName(ReadOnlySpan<byte> name, ref bool isFirst, PooledByteBuffer output)
    {
        output.Append(isFirst ? "\""u8 : ",\""u8);
        JsonEscaper.Escape(name, output);
        output.Append("\":"u8);
        isFirst = false;
    }

    /// <summary>A member that was looked for.</summary>
    private sealed class FoundMember(byte[] name, FoundMember? next)
    {
        public byte[] Name => name;

        public FoundMember? Next => next;

        /// <summary>The value with which it was received: empty if it was not, and without an array before it was looked for.</summary>
        public ArraySegment<byte> Received { get; set; }

        /// <summary>The members of its value now, if that is long JSON and was asked for.</summary>
        public FoldedObject? Object { get; set; }
    }
}
