namespace Claude.Aot.Generators;

/// <summary>A well-formed <c>x-fold</c>.</summary>
/// <param name="From">The member of the property's object that folds; null if the property itself folds.</param>
/// <param name="Into">The name of the target, which is a member of the block or message.</param>
/// <param name="Location">The position at which a mistake in the target is reported.</param>
internal sealed record FoldDraft(FoldKind Kind, JsonNode? From, string Into, SourceLocation Location);

/// <summary>
/// A parser for <c>x-fold</c>. It reads how deltas fold into their blocks, and how blocks and message deltas fold into the message, and checks that the targets
/// exist.
/// </summary>
internal sealed class FoldParser
{
    private readonly ParseContext _context;
    private readonly EventModel? _events;
    private readonly HashSet<PropertyDraft> _placed = [];

    public FoldParser(ParseContext context, EventModel? events)
    {
        _context = context;
        _events = events;
    }

    public void Parse(DefTable table)
    {
        if (_events is not null)
        {
            ParseEvents(_events);
        }

        foreach (PropertyDraft property in table.Objects.SelectMany(draft => draft.Properties))
        {
            if (property.Node.Find(Keywords.Fold) is { } fold && !_placed.Contains(property))
            {
                _context.Report(
                    Diagnostics.Misplaced,
                    fold.Location,
                    Keywords.Fold,
                    "a member of a delta, of a block, of a message-delta event, or of an object whose members that event lifts");
            }
        }
    }

    private void ParseEvents(EventModel events)
    {
        foreach (ObjectDraft delta in events.Deltas?.Variants ?? [])
        {
            ParseFolds(delta, FoldPlace.Delta(events));
            CheckAppends(delta);
        }

        foreach (ObjectDraft block in events.Blocks?.Variants ?? [])
        {
            ParseFolds(block, FoldPlace.Block(events));
        }

        foreach (EventDraft change in events.Events.Where(candidate => candidate.Role == EventRole.MessageDelta))
        {
            ParseFolds(change.Object, FoldPlace.MessageDelta(events));
            foreach (LiftDraft lift in change.Lifts)
            {
                ParseFolds(lift.Object, FoldPlace.MessageDelta(events));
            }
        }
    }

    private void ParseFolds(ObjectDraft source, FoldPlace place)
    {
        foreach (PropertyDraft property in source.Properties)
        {
            if (property.Node.Find(Keywords.Fold) is not { } member || !_placed.Add(property))
            {
                continue;
            }

            property.Fold = FoldSyntax.Parse(_context, member, property.WireName, place);
            if (property.Fold is { } fold && FindSource(property, fold) is { } folded)
            {
                CheckTarget(folded, fold, place);
            }
        }
    }

    private void CheckAppends(ObjectDraft delta)
    {
        PropertyDraft[] appended = [.. delta.Properties.Where(property => property.Fold?.Kind is FoldKind.Append or FoldKind.JsonAppend)];
        foreach (PropertyDraft second in appended.Skip(1))
        {
            _context.Report(Diagnostics.SecondAppend, second.Fold!.Location, appended[0].WireName);
        }
    }

    /// <summary>Finds the member that folds: the property itself, or the member of its object that the fold names.</summary>
    private PropertyDraft? FindSource(PropertyDraft property, FoldDraft fold)
    {
        if (fold.From is null)
        {
            return property;
        }

        PropertyDraft? source = (property.Type.Target as ObjectDraft)?.Find(fold.From.Text);
        if (source is null)
        {
            _context.Report(Diagnostics.MissingFoldSource, fold.From.Location, property.WireName, fold.From.Text);
        }

        return source;
    }

    private void CheckTarget(PropertyDraft source, FoldDraft fold, FoldPlace place)
    {
        PropertyDraft[] targets = [.. place.Targets.Select(candidate => candidate.Find(fold.Into)).OfType<PropertyDraft>()];
        if (targets.Length == 0)
        {
            _context.Report(Diagnostics.MissingFoldTarget, fold.Location, fold.Into, place.TargetName);
            return;
        }

        string?[] mismatches = [.. targets.Select(target => FoldTypes.Mismatch(fold.Kind, source.Type, target.Type))];
        if (mismatches.All(mismatch => mismatch is not null))
        {
            _context.Report(Diagnostics.FoldTypeMismatch, fold.Location, FoldSyntax.WordOf(fold.Kind), source.WireName, fold.Into, mismatches[0]!);
        }
    }
}

/// <summary>A place where <c>x-fold</c> is allowed, and the values that are valid there.</summary>
/// <param name="Kinds">The valid ways of folding.</param>
/// <param name="HasFrom">Whether a member of the property's object can fold instead of the property.</param>
/// <param name="Targets">The possible target objects. At least one of them must have the target member.</param>
/// <param name="TargetName">A description of those objects for diagnostics.</param>
internal sealed record FoldPlace(FoldKind[] Kinds, bool HasFrom, IReadOnlyList<ObjectDraft> Targets, string TargetName)
{
    private static readonly FoldKind[] s_all =
        [FoldKind.Append, FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.ReplaceIfNotEmpty, FoldKind.ListAppend, FoldKind.JsonAppend, FoldKind.Merge];

    private static readonly FoldKind[] s_ofMessages = [FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.Merge];
    private static readonly FoldKind[] s_ofBlocks = [FoldKind.Set, FoldKind.ReplaceIfPresent];

    /// <summary>Creates the place for members of a delta, which folds into its block.</summary>
    public static FoldPlace Delta(EventModel events) => new(s_all, HasFrom: false, events.Blocks?.Variants ?? [], "any block");

    /// <summary>Creates the place for members of a block, which folds into the message when it starts.</summary>
    public static FoldPlace Block(EventModel events) => new(s_ofBlocks, HasFrom: true, MessageOf(events), "the message");

    /// <summary>Creates the place for members of a message-delta event, which folds into the message.</summary>
    public static FoldPlace MessageDelta(EventModel events) => new(s_ofMessages, HasFrom: false, MessageOf(events), "the message");

    private static ObjectDraft[] MessageOf(EventModel events) => events.Message is { } message ? [message] : [];
}

/// <summary>A parser for the two forms of <c>x-fold</c>: a word, or an object that also names the source and the target.</summary>
internal static class FoldSyntax
{
    private const string How = "how";
    private const string From = "from";
    private const string Into = "into";

    // The order must be that of FoldKind.
    private static readonly string[] s_words = ["append", "set", "replace-if-present", "replace-if-not-empty", "list-append", "json-append", "merge"];

    public static string WordOf(FoldKind kind) => s_words[(int)kind];

    public static FoldDraft? Parse(ParseContext context, JsonMember member, string sameName, FoldPlace place)
    {
        JsonNode node = member.Value;
        JsonNode how = node.FindValue(How) ?? node;
        JsonNode? from = node.FindValue(From);
        JsonNode? into = node.FindValue(Into);
        string[] parts = place.HasFrom ? [How, From, Into] : [How, Into];
        if (node.Members.FirstOrDefault(part => !parts.Contains(part.Name)) is { } unknown)
        {
            context.Report(Diagnostics.BadFold, unknown.Location, $"x-fold cannot have a member '{unknown.Name}' here; use only {Join(parts)}");
            return null;
        }

        if (how.Kind != JsonNodeKind.String || from is { Kind: not JsonNodeKind.String } || into is { Kind: not JsonNodeKind.String })
        {
            context.Report(Diagnostics.BadFold, node.Location, $"x-fold must be a string, or an object with the strings {Join(parts)}");
            return null;
        }

        int word = Array.IndexOf(s_words, how.Text);
        if (word < 0 || !place.Kinds.Contains((FoldKind)word))
        {
            string words = string.Join(", ", place.Kinds.Select(WordOf));
            context.Report(Diagnostics.BadFold, how.Location, $"x-fold cannot be '{how.Text}' here; use one of these: {words}");
            return null;
        }

        return new FoldDraft((FoldKind)word, from, into?.Text ?? from?.Text ?? sameName, (into ?? from ?? how).Location);
    }

    private static string Join(string[] parts) =>
        string.Join(", ", parts.Take(parts.Length - 1).Select(part => $"'{part}'")) + $" and '{parts[parts.Length - 1]}'";
}

/// <summary>The types that each way of folding accepts.</summary>
internal static class FoldTypes
{
    /// <summary>Gets the reason why the types are incompatible, or null if they are compatible.</summary>
    public static string? Mismatch(FoldKind kind, TypeDraft from, TypeDraft into) => kind switch
    {
        FoldKind.Append => from.Kind == ValueKind.String && into.Kind == ValueKind.String ? null : "both must be strings",
        FoldKind.ReplaceIfNotEmpty => from.Kind == ValueKind.String && into.Kind == ValueKind.String ? null : "both must be strings",
        FoldKind.JsonAppend => from.Kind == ValueKind.String && IsJson(into.Kind) ? null : "the first must be a string and the second must accept any JSON",
        FoldKind.ListAppend => into.Kind == ValueKind.Array && IsSame(from, into.Element!) ? null : "the second must be an array of the first one's type",
        FoldKind.Merge => IsObject(from.Kind) && IsObject(into.Kind) ? null : "both must be objects",
        _ => IsSame(from, into) || IsJson(into.Kind) ? null : "both must have the same type",
    };

    private static bool IsSame(TypeDraft from, TypeDraft into) => from.Kind == into.Kind && from.Target == into.Target;

    private static bool IsJson(ValueKind kind) => kind is ValueKind.Any or ValueKind.AnyObject or ValueKind.ToolInput;

    private static bool IsObject(ValueKind kind) => kind == ValueKind.Object || IsJson(kind);
}
