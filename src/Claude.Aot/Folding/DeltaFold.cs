using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>Folds one delta into its block; the generated rules say which member goes where and how.</summary>
/// <param name="delta">The delta's JSON.</param>
/// <param name="only">The one member that the delta has beside its type, where that is known.</param>
/// <param name="block">The block that it changes.</param>
internal ref struct DeltaFold(ReadOnlySpan<byte> delta, in DeltaMember only, FoldedBlock block)
{
    // The quotes of an empty string.
    private const int EmptyLength = 2;

    private readonly ReadOnlySpan<byte> _delta = delta;
    private readonly DeltaMember _only = only;

    /// <summary>The member that the delta's string is to be appended to, or null.</summary>
    public FoldedPieces? Target { get; private set; }

    /// <summary>Where in the delta the inside of that string starts, and its length.</summary>
    public int TextStart { get; private set; }

    public int TextLength { get; private set; }

    /// <summary>Whether a backslash stands in it.</summary>
    public bool IsEscaped { get; private set; }

    /// <summary>How many rules the delta's type has.</summary>
    public int RuleCount { get; private set; }

    /// <summary>A string is appended to a string.</summary>
    public void Append(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out DeltaMember found))
        {
            SetTarget(block.Text(into), found);
        }
    }

    /// <summary>A string that holds a fragment of JSON is appended to the fragments before it.</summary>
    public void JsonAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out DeltaMember found))
        {
            SetTarget(block.Input(into), found);
        }
    }

    /// <summary>A value replaces the one before, <c>null</c> too.</summary>
    public void Set(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found))
        {
            block.Set(into, ValueOf(found));
        }
    }

    /// <summary>A value other than <c>null</c> replaces the one before.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found) && found.Kind != JsonTokenType.Null)
        {
            block.Set(into, ValueOf(found));
        }
    }

    /// <summary>A string that is not empty replaces the one before.</summary>
    public void ReplaceIfNotEmpty(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out DeltaMember found) && found.Length > EmptyLength)
        {
            block.Set(into, ValueOf(found));
        }
    }

    /// <summary>A value is appended to an array.</summary>
    public void ListAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFind(member, out DeltaMember found))
        {
            block.AppendElement(into, ValueOf(found));
        }
    }

    /// <summary>An object's members replace those of an object, one by one.</summary>
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
