using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>
/// Folds JSON into an object: a delta into its block, or an event or the start of a block into the message. The generated rules call one method for each member
/// that the schema defines. <see cref="FoldRest"/> folds all other members of an event, so that a member that is newer than the schema is not lost.
/// </summary>
/// <param name="json">The JSON to fold.</param>
/// <param name="only">The only member that the rules need, if a template has found it; otherwise the default value.</param>
/// <param name="target">The object to fold into.</param>
internal ref struct DeltaFold(ReadOnlySpan<byte> json, in DeltaMember only, FoldedObject target)
{
    // The length of the JSON of an empty string: its two quotes.
    private const int EmptyLength = 2;

    private readonly ReadOnlySpan<byte> _json = json;
    private readonly DeltaMember _only = only;

    // The object whose members the rules name: the whole JSON, or an object in it.
    private ReadOnlySpan<byte> _object = json;

    /// <summary>Gets the member that the delta's string must be appended to, or null.</summary>
    public FoldedPieces? Target { get; private set; }

    /// <summary>Gets the offset of that string's content in the delta. <see cref="TextLength"/> is its length.</summary>
    public int TextStart { get; private set; }

    public int TextLength { get; private set; }

    /// <summary>Gets whether that string contains a backslash.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Gets the number of rules that apply to the delta's type.</summary>
    public int RuleCount { get; private set; }

    /// <summary>Enters an object in the JSON. The rules up to <see cref="Leave"/> name its members; if there is no such object, they have no effect.</summary>
    public void Enter(ReadOnlySpan<byte> container) =>
        _object = JsonObjectScanner.TryFind(_json, container, out JsonObjectScanner found) ? found.Value : default;

    public void Leave() => _object = _json;

    /// <summary>Appends a string to a string.</summary>
    public void Append(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFindString(member, out DeltaMember found))
        {
            SetTarget(target.Text(into), found);
        }
    }

    /// <summary>Appends a string that contains a fragment of JSON to the fragments before it.</summary>
    public void JsonAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFindString(member, out DeltaMember found))
        {
            SetTarget(target.Input(into), found);
        }
    }

    /// <summary>Replaces the previous value, also if the new value is <c>null</c>.</summary>
    public void Set(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out DeltaMember found))
        {
            target.Set(into, ValueOf(found));
        }
    }

    /// <summary>Replaces the previous value unless the new value is <c>null</c>.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out DeltaMember found) && found.Kind != JsonValueKind.Null)
        {
            target.Set(into, ValueOf(found));
        }
    }

    /// <summary>Replaces the previous value if the new value is a nonempty string.</summary>
    public void ReplaceIfNotEmpty(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFindString(member, out DeltaMember found) && found.Length > EmptyLength)
        {
            target.Set(into, ValueOf(found));
        }
    }

    /// <summary>Appends a value to an array.</summary>
    public void ListAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out DeltaMember found))
        {
            target.AppendElement(into, ValueOf(found));
        }
    }

    /// <summary>Replaces the members of an object one by one with those of another object.</summary>
    public void Merge(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out DeltaMember found))
        {
            target.Merge(into, ValueOf(found));
        }
    }

    /// <summary>Folds all members that no rule for that event type names. Each replaces the previous value, unless it is <c>null</c>.</summary>
    public readonly void FoldRest(StreamEventType type)
    {
        var members = new JsonObjectScanner(_json);
        while (members.MoveNext())
        {
            ReadOnlySpan<byte> name = members.Name;
            if (EventRules.HasFoldedMembers(type, name))
            {
                FoldRestOf(type, name, members.Value);
            }
            else if (!name.SequenceEqual("type"u8) && !EventRules.IsFolded(type, container: default, name))
            {
                Replace(ref members);
            }
        }
    }

    private readonly void FoldRestOf(StreamEventType type, ReadOnlySpan<byte> name, ReadOnlySpan<byte> container)
    {
        var members = new JsonObjectScanner(container);
        while (members.MoveNext())
        {
            if (!EventRules.IsFolded(type, name, members.Name))
            {
                Replace(ref members);
            }
        }
    }

    private readonly void Replace(ref JsonObjectScanner member)
    {
        // Blocks arrive in separate events. A "content" member here must not erase them.
        if (member.ValueKind != JsonValueKind.Null && !member.NameEquals("content"u8))
        {
            target.Set(member.Name, member.Value);
        }
    }

    private void SetTarget(FoldedPieces text, in DeltaMember found)
    {
        Target = text;
        TextStart = found.Start + 1;
        TextLength = found.Length - EmptyLength;
        IsEscaped = found.IsEscaped;
    }

    private bool TryFindString(ReadOnlySpan<byte> name, out DeltaMember found) => TryFind(name, out found) && found.Kind == JsonValueKind.String;

    private bool TryFind(ReadOnlySpan<byte> name, out DeltaMember found)
    {
        RuleCount++;
        if (_only.Kind != JsonValueKind.Undefined)
        {
            found = _only;
            return name.SequenceEqual(_object.Slice(_only.Name.Start, _only.Name.Length));
        }

        bool isFound = JsonObjectScanner.TryFind(_object, name, out JsonObjectScanner value);
        found = new DeltaMember { Start = value.ValueStart, Length = value.ValueLength, Kind = value.ValueKind, IsEscaped = value.ValueIsEscaped };
        return isFound;
    }

    private readonly ReadOnlySpan<byte> ValueOf(in DeltaMember member) => _object.Slice(member.Start, member.Length);
}
