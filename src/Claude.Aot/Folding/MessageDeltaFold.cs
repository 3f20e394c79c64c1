using System.Text.Json;
using Claude.Aot.Json;

namespace Claude.Aot.Folding;

/// <summary>
/// Folds a <c>message_delta</c> event, or the start of a block that changes the message, into the message. The generated rules name the members that the schema
/// defines. <see cref="FoldRest"/> folds all other members of an event, so that a member that is newer than the schema is not lost.
/// </summary>
internal ref struct MessageDeltaFold(ReadOnlySpan<byte> json, FoldedObject message)
{
    private readonly ReadOnlySpan<byte> _event = json;

    // The object that was searched last. Consecutive rules usually name members of the same object.
    private JsonObjectScanner _container;

    /// <summary>Replaces a value with a member of an object in the event or block, also if the new value is <c>null</c>.</summary>
    public void Set(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(container, member, out ReadOnlySpan<byte> value))
        {
            message.Set(into, value);
        }
    }

    /// <summary>Replaces a value with a member of an object in the event or block, unless the new value is <c>null</c>.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(container, member, out ReadOnlySpan<byte> value) && !value.SequenceEqual("null"u8))
        {
            message.Set(into, value);
        }
    }

    /// <summary>
    /// Replaces the members of an object of the message one by one with those of an object that is nested in an object of the event or block.
    /// </summary>
    public void Merge(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(container, member, out ReadOnlySpan<byte> value))
        {
            message.Merge(into, value);
        }
    }

    /// <summary>Replaces a value with a member of the event or block, also if the new value is <c>null</c>.</summary>
    public void Set(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out ReadOnlySpan<byte> value))
        {
            message.Set(into, value);
        }
    }

    /// <summary>Replaces a value with a member of the event or block, unless the new value is <c>null</c>.</summary>
    public void ReplaceIfPresent(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out ReadOnlySpan<byte> value) && !value.SequenceEqual("null"u8))
        {
            message.Set(into, value);
        }
    }

    /// <summary>Replaces the members of an object of the message one by one with those of an object of the event or block.</summary>
    public void Merge(ReadOnlySpan<byte> member, ReadOnlySpan<byte> into)
    {
        if (TryFind(member, out ReadOnlySpan<byte> value))
        {
            message.Merge(into, value);
        }
    }

    /// <summary>Folds all members that no rule for that event type names. Each replaces the previous value, unless it is <c>null</c>.</summary>
    public readonly void FoldRest(StreamEventType type)
    {
        var members = new JsonObjectScanner(_event);
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
        if (member.ValueKind != JsonTokenType.Null && !member.NameEquals("content"u8))
        {
            message.Set(member.Name, member.Value);
        }
    }

    private readonly bool TryFind(ReadOnlySpan<byte> member, out ReadOnlySpan<byte> value)
    {
        bool isFound = JsonObjectScanner.TryFind(_event, member, out JsonObjectScanner found);
        value = isFound ? found.Value : default;
        return isFound;
    }

    private bool TryFind(ReadOnlySpan<byte> container, ReadOnlySpan<byte> member, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryFindContainer(container) || !JsonObjectScanner.TryFind(_container.Value, member, out JsonObjectScanner found))
        {
            return false;
        }

        value = found.Value;
        return true;
    }

    private bool TryFindContainer(ReadOnlySpan<byte> name)
    {
        if (_container.HasObject && _container.NameEquals(name))
        {
            return true;
        }

        bool isFound = JsonObjectScanner.TryFind(_event, name, out JsonObjectScanner found);
        _container = isFound ? found : default;
        return isFound;
    }
}
