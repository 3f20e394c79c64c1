using System.Text.Json;
using Claude.Aot.Buffers;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>
/// An object of the message: the bytes in which it was received, and the members that deltas have changed since. Its JSON consists of the received bytes with
/// only the changed members replaced: it has the same members in the same order, including unknown ones, followed by members that were added later.
/// </summary>
internal class FoldedObject(FoldMemory memory)
{
    // Shorter JSON is searched again each time.
    private const int LeastRemembered = 256;

    private FoldedMembers _members;

    // The members that views have searched for in long JSON. All names come from the schema, so there are only a few.
    private FoundMember? _found;

    public ArraySegment<byte> Received { get; private set; } = ArraySegment<byte>.Empty;

    /// <summary>Gets whether the object differs from the one that was received.</summary>
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

    /// <summary>Gets the string that deltas append to. It begins with the value that was received with the object.</summary>
    public FoldedText Text(ReadOnlySpan<byte> name)
    {
        if (Find(name) is FoldedText text)
        {
            return text;
        }

        text = Add(new FoldedText(name.ToArray(), memory));
        if (!JsonObjectScanner.EndsWithEmpty(Received, name)
            && JsonObjectScanner.TryFind(Received, name, out JsonObjectScanner received)
            && received.ValueKind == JsonValueKind.String)
        {
            text.Append(received.StringContent, received.ValueIsEscaped);
        }

        return text;
    }

    /// <summary>Gets the JSON that arrives in fragments.</summary>
    public FoldedInput Input(ReadOnlySpan<byte> name) => Find(name) as FoldedInput ?? Add(new FoldedInput(name.ToArray(), memory));

    public void AppendElement(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) =>
        (Find(name) as FoldedList ?? Add(new FoldedList(name.ToArray(), memory, FindReceived(name)))).Append(json);

    public void Set(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json) =>
        (Find(name) as FoldedJson ?? Add(new FoldedJson(name.ToArray()))).Set(json, memory);

    /// <summary>Replaces the members of an object one by one. Members that are null or absent in <paramref name="json"/> keep their values.</summary>
    public void Merge(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        FoldedNested nested = Find(name) as FoldedNested ?? Add(new FoldedNested(name.ToArray(), memory, FindReceived(name)));
        var members = new JsonObjectScanner(json);
        while (members.MoveNext())
        {
            if (members.ValueKind != JsonValueKind.Null)
            {
                nested.Object.Set(members.Name, members.Value);
            }
        }
    }

    public void WriteTo(PooledByteBuffer output) => WriteTo(Received, output);

    /// <summary>Completes the strings of this object. Called when no further delta will arrive for them.</summary>
    public void CompleteTexts()
    {
        for (FoldedMember? member = _members.First; member is not null; member = member.Next)
        {
            (member as FoldedPieces)?.Complete();
        }
    }

    /// <summary>Finds the folded value that a view shows for a member; null if there is none.</summary>
    public virtual FoldedMember? FindShown(ReadOnlySpan<byte> name) => Find(name);

    /// <summary>Finds the input of a tool call; null if no fragments of one were received.</summary>
    public FoldedInput? FindInput()
    {
        FoldedMember? member = _members.First;
        while (member is not (null or FoldedInput))
        {
            member = member.Next;
        }

        return (FoldedInput?)member;
    }

    /// <summary>Removes everything. Called before the memory is returned.</summary>
    public virtual void Clear()
    {
        _members.Clear();
        _found = null;
        Received = ArraySegment<byte>.Empty;
    }

    /// <summary>Writes the given JSON in place of the received JSON, with the same changed members.</summary>
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
                // The member was received more than once, but is written only once.
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

    /// <summary>Gets the JSON of a member that is stored as JSON; empty if there is none.</summary>
    public ReadOnlySpan<byte> JsonOf(ReadOnlySpan<byte> name) => Find(name) is FoldedBytes { IsJson: true } folded ? folded.Slice : ReceivedValue(name);

    /// <summary>Gets the received value of a member that the schema defines; empty if it was not received. Views may call this for every event.</summary>
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

    /// <summary>
    /// Gets an object that caches the member locations of a nested object, if its JSON is long. Views may ask for these members for every event.
    /// </summary>
    /// <param name="name">The name of the nested object's member.</param>
    /// <param name="json">The current value of that member, in the memory of the message.</param>
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

    // If the value was replaced, it is at another location, and the cached locations are obsolete.
    private void Show(ArraySegment<byte> json)
    {
        if (Received != json)
        {
            Received = json;
            _found = null;
        }
    }

    private ArraySegment<byte> FindReceived(ReadOnlySpan<byte> name) =>
        JsonObjectScanner.TryFind(Received, name, out JsonObjectScanner received)
            ? Received.Slice(received.ValueStart, received.ValueLength)
            : ArraySegment<byte>.Empty;

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
