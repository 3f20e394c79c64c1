namespace Claude.Aot.Generators;

/// <summary>Reads how deltas fold into their blocks and message deltas into the message, and looks whether there is what they fold into.</summary>
internal sealed class FoldParser
{
    private static readonly FoldKind[] s_ofMessages = [FoldKind.Set, FoldKind.ReplaceIfPresent, FoldKind.Merge];

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
        foreach (ObjectDraft delta in _events?.Deltas?.Variants ?? [])
        {
            ParseDelta(delta, _events!.Blocks?.Variants ?? []);
        }

        foreach (EventDraft message in _events?.Events.Where(candidate => candidate.Role == EventRole.MessageDelta) ?? [])
        {
            ParseMessageFolds(message.Object);
            foreach (LiftDraft lift in message.Lifts)
            {
                ParseMessageFolds(lift.Object);
            }
        }

        foreach (PropertyDraft property in table.Objects.SelectMany(draft => draft.Properties))
        {
            if (property.Node.Find(Keywords.Fold) is { } fold && !_placed.Contains(property))
            {
                _context.Report(
                    Diagnostics.Misplaced, fold.Mark, Keywords.Fold, "a member of a delta, of a message-delta event, or of an object whose members that event lifts");
            }
        }
    }

    private void ParseDelta(ObjectDraft delta, IReadOnlyList<ObjectDraft> blocks)
    {
        PropertyDraft? appended = null;
        foreach (PropertyDraft property in delta.Properties)
        {
            if (ParseFold(property, FoldSyntax.All) is not { } fold)
            {
                continue;
            }

            CheckTargets(property, fold, blocks, "any block");
            if (fold.Kind is FoldKind.Append or FoldKind.JsonAppend)
            {
                if (appended is not null)
                {
                    _context.Report(Diagnostics.SecondAppend, fold.Mark, appended.WireName);
                }

                appended ??= property;
            }
        }
    }

    private void ParseMessageFolds(ObjectDraft source)
    {
        ObjectDraft[] targets = _events!.Message is { } message ? [message] : [];
        foreach (PropertyDraft property in source.Properties)
        {
            if (!_placed.Contains(property) && ParseFold(property, s_ofMessages) is { } fold)
            {
                CheckTargets(property, fold, targets, "the message");
            }
        }
    }

    private FoldDraft? ParseFold(PropertyDraft property, FoldKind[] allowed)
    {
        if (property.Node.Find(Keywords.Fold) is not { } member)
        {
            return null;
        }

        _placed.Add(property);
        property.Fold = FoldSyntax.Parse(_context, member, property.WireName, allowed);
        return property.Fold;
    }

    private void CheckTargets(PropertyDraft property, FoldDraft fold, IReadOnlyList<ObjectDraft> candidates, string place)
    {
        PropertyDraft[] targets = [.. candidates.Select(candidate => candidate.Find(fold.Into)).OfType<PropertyDraft>()];
        if (targets.Length == 0)
        {
            _context.Report(Diagnostics.MissingFoldTarget, fold.Mark, fold.Into, place);
            return;
        }

        string?[] mismatches = [.. targets.Select(target => FoldTypes.Mismatch(fold.Kind, property.Type, target.Type))];
        if (mismatches.All(mismatch => mismatch is not null))
        {
            _context.Report(Diagnostics.FoldTypeMismatch, fold.Mark, FoldSyntax.WordOf(fold.Kind), property.WireName, fold.Into, mismatches[0]!);
        }
    }
}
