using System.Text.Json;

namespace Claude.Aot;

/// <summary>Folds one delta into its block; the generated rules say which member goes where and how.</summary>
internal ref struct DeltaFold(ReadOnlySpan<byte> delta, FoldedBlock block)
{
    private readonly ReadOnlySpan<byte> _delta = delta;

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
        if (TryFindString(member, out JsonObjectScanner found))
        {
            SetTarget(block.Text(into), found);
        }
    }

    /// <summary>A string that holds a fragment of JSON is appended to the fragments before it.</summary>
    public void JsonAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (TryFindString(member, out JsonObjectScanner found))
        {
            SetTarget(block.Input(into), found);
        }
    }

    /// <summary>A value replaces the one before, <c>null</c> too.</summary>
    public void Set(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (JsonObjectScanner.TryFind(_delta, member, out JsonObjectScanner found))
        {
            block.Set(into, found.Value);
        }
    }

    /// <summary>A value other than <c>null</c> replaces the one before.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (JsonObjectScanner.TryFind(_delta, member, out JsonObjectScanner found) && found.ValueKind != JsonTokenType.Null)
        {
            block.Set(into, found.Value);
        }
    }

    /// <summary>A value is appended to an array.</summary>
    public void ListAppend(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (JsonObjectScanner.TryFind(_delta, member, out JsonObjectScanner found))
        {
            block.AppendElement(into, found.Value);
        }
    }

    /// <summary>An object's members replace those of an object, one by one.</summary>
    public void Merge(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        RuleCount++;
        if (JsonObjectScanner.TryFind(_delta, member, out JsonObjectScanner found))
        {
            block.Merge(into, found.Value);
        }
    }

    private void SetTarget(FoldedPieces target, in JsonObjectScanner found)
    {
        Target = target;
        TextStart = found.ValueStart + 1;
        TextLength = found.ValueLength - 2;
        IsEscaped = found.ValueIsEscaped;
    }

    private readonly bool TryFindString(ReadOnlySpan<byte> member, out JsonObjectScanner found) =>
        JsonObjectScanner.TryFind(_delta, member, out found) && found.ValueKind == JsonTokenType.String;
}
