using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>Folds one delta into its block. The generated rules decide which member of the delta changes which member of the block, and how.</summary>
/// <param name="delta">The delta's JSON.</param>
/// <param name="only">The only member that the delta has besides its type, if that member is known.</param>
/// <param name="block">The block that the delta changes.</param>
internal ref struct DeltaFold(ReadOnlySpan<byte> delta, in DeltaMember only, FoldedBlock block)
{
    // The length of the JSON of an empty string: its two quotes.
    private const int EmptyLength = 2;

    private readonly ReadOnlySpan<byte> _delta = delta;
    private readonly DeltaMember _only = only;

    /// <summary>Gets the member that the delta's string must be appended to, or null.</summary>
    public FoldedPieces? Target { get; private set; }

    /// <summary>Gets the offset of that string's content in the delta. <see cref="TextLength"/> is its length.</summary>
    public int TextStart { get; private set; }

    public int TextLength { get; private set; }

    /// <summary>Gets whether that string contains a backslash.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>Gets the number of rules that apply to the delta's type.</summary>
    public int RuleCount { get; private set; }

    /// <summary>Appends a string to a string.</summary>
    public void Append(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out DeltaMember found))
        {
            SetTarget(block.Text(into), found);
        }
    }

    /// <summary>Appends a string that contains a fragment of JSON to the fragments before it.</summary>
    public void JsonAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out DeltaMember found))
        {
            SetTarget(block.Input(into), found);
        }
    }

    /// <summary>Replaces the previous value, also if the new value is <c>null</c>.</summary>
    public void Set(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found))
        {
            block.Set(into, ValueOf(found));
        }
    }

    /// <summary>Replaces the previous value unless the new value is <c>null</c>.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found) && found.Kind != JsonTokenType.Null)
        {
            block.Set(into, ValueOf(found));
        }
    }

    /// <summary>Replaces the previous value if the new value is a nonempty string.</summary>
    public void ReplaceIfNotEmpty(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out DeltaMember found) && found.Length > EmptyLength)
        {
            block.Set(into, ValueOf(found));
        }
    }

    /// <summary>Appends a value to an array.</summary>
    public void ListAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found))
        {
            block.AppendElement(into, ValueOf(found));
        }
    }

    /// <summary>Replaces the members of an object one by one with those of another object.</summary>
    public void Merge(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found))
        {
            block.Merge(into, ValueOf(found));
        }
    }

    private void SetTarget(FoldedPieces target, in DeltaMember found)
    {
        Target = target;
        TextStart = found.Start + 1;
        TextLength = found.Length - 2;
        IsEscaped = found.IsEscaped;
    }

    private readonly bool TryFindString(ReadOnlySpan<byte> name, out DeltaMember found) => TryFind(name, out found) && found.Kind == JsonTokenType.String;

    private readonly bool TryFind(ReadOnlySpan<byte> name, out DeltaMember found)
    {
        if (_only.Kind != JsonTokenType.None)
        {
            found = _only;
            return name.SequenceEqual(_delta.Slice(_only.Name.Start, _only.Name.Length));
        }

        bool isFound = JsonObjectScanner.TryFind(_delta, name, out JsonObjectScanner value);
        found = new DeltaMember { Start = value.ValueStart, Length = value.ValueLength, Kind = value.ValueKind, IsEscaped = value.ValueIsEscaped };
        return isFound;
    }

    private readonly ReadOnlySpan<byte> ValueOf(in DeltaMember member) => _delta.Slice(member.Start, member.Length);
}
