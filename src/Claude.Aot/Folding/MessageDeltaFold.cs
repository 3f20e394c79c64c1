using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Claude.Aot;

/// <summary>
/// Folds a <c>message_delta</c> event, or the start of a block that changes the message, into the message. The generated rules name the members that the schema
/// knows; <see cref="FoldRest"/> takes whatever else an event carries, so that a member that is newer than the schema is not lost.
/// </summary>
internal ref struct MessageDeltaFold(ReadOnlySpan<byte> json, FoldedObject message)
{
    private readonly ReadOnlySpan<byte> _event = json;

    // Where the values that rules have named begin, and the objects that they are members of.
    private Starts _known;
    private int _knownCount;
    private Starts _containers;
    private int _containerCount;
    private JsonObjectScanner _container;

    /// <summary>A member of an object within the event or block replaces the one before, <c>null</c> too.</summary>
    public void Set(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(container, member, out ReadOnlySpan<byte> value))
        {
            message.Set(into, value);
        }
    }

    /// <summary>A member of an object within the event or block replaces the one before, unless it is <c>null</c>.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(container, member, out ReadOnlySpan<byte> value) && !value.SequenceEqual("null"u8))
        {
            message.Set(into, value);
        }
    }

    /// <summary>The members of an object within an object of the event or block replace those of an object of the message, one by one.</summary>
    public void Merge(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(container, member, out ReadOnlySpan<byte> value))
        {
            message.Merge(into, value);
        }
    }

    /// <summary>A member of the event or block replaces the one before, <c>null</c> too.</summary>
    public void Set(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out ReadOnlySpan<byte> value))
        {
            message.Set(into, value);
        }
    }

    /// <summary>A member of the event or block replaces the one before, unless it is <c>null</c>.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out ReadOnlySpan<byte> value) && !value.SequenceEqual("null"u8))
        {
            message.Set(into, value);
        }
    }

    /// <summary>The members of an object of the event or block replace those of an object of the message, one by one.</summary>
    public void Merge(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out ReadOnlySpan<byte> value))
        {
            message.Merge(into, value);
        }
    }

    /// <summary>Whatever no rule has named replaces what was there, unless it is <c>null</c>.</summary>
    public readonly void FoldRest()
    {
        var members = new JsonObjectScanner(_event);
        while (members.MoveNext())
        {
            if (((ReadOnlySpan<int>)_containers)[.._containerCount].Contains(members.ValueStart))
            {
                FoldRestOf(members.ValueStart, members.Value);
            }
            else if (!members.Name.SequenceEqual("type"u8))
            {
                ReplaceUnlessKnown(members.ValueStart, members);
            }
        }
    }

    private readonly void FoldRestOf(int containerStart, ReadOnlySpan<byte> container)
    {
        var members = new JsonObjectScanner(container);
        while (members.MoveNext())
        {
            ReplaceUnlessKnown(containerStart + members.ValueStart, members);
        }
    }

    private readonly void ReplaceUnlessKnown(int start, JsonObjectScanner member)
    {
        // Blocks come in events of their own: nothing that is said here may wipe them out.
        bool isContent = member.Name.SequenceEqual("content"u8);
        bool isKnown = isContent || ((ReadOnlySpan<int>)_known)[.._knownCount].Contains(start);
        if (!isKnown && member.ValueKind != JsonTokenType.Null)
        {
            message.Set(member.Name, member.Value);
        }
    }

    private bool TryFind(ReadOnlySpan<byte> member, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!JsonObjectScanner.TryFind(_event, member, out JsonObjectScanner found))
        {
            return false;
        }

        value = found.Value;
        Add(found.ValueStart, ref _known, ref _knownCount);
        return true;
    }

    private bool TryFind(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryFindContainer(container) || !JsonObjectScanner.TryFind(_container.Value, member, out JsonObjectScanner found))
        {
            return false;
        }

        value = found.Value;
        Add(_container.ValueStart + found.ValueStart, ref _known, ref _knownCount);
        return true;
    }

    // Rules name the members of one object after the other.
    private bool TryFindContainer(ReadOnlySpan<byte> name)
    {
        if (!_container.HasObject || !_container.Name.SequenceEqual(name))
        {
            if (!JsonObjectScanner.TryFind(_event, name, out _container))
            {
                _container = default;
                return false;
            }

            Add(_container.ValueStart, ref _containers, ref _containerCount);
        }

        return true;
    }

    private static void Add(int start, ref Starts starts, ref int count)
    {
        if (count < Starts.Length)
        {
            starts[count++] = start;
        }
    }

    [InlineArray(Length)]
    private struct Starts
    {
        public const int Length = 32;
        private int _first;
    }
}
