namespace Claude.Aot.Generators;

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
                    Diagnostics.Misplaced, fold.Mark, Keywords.Fold, "a member of a delta, of a block, of a message-delta event, or of an object whose members that event lifts");
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
            _context.Report(Diagnostics.SecondAppend, second.Fold!.Mark, appended[0].WireName);
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
            _context.Report(Diagnostics.MissingFoldSource, fold.From.Mark, property.WireName, fold.From.Text);
        }

        return source;
    }

    private void CheckTarget(PropertyDraft source, FoldDraft fold, FoldPlace place)
    {
        PropertyDraft[] targets = [.. place.Targets.Select(candidate => candidate.Find(fold.Into)).OfType<PropertyDraft>()];
        if (targets.Length == 0)
        {
            _context.Report(Diagnostics.MissingFoldTarget, fold.Mark, fold.Into, place.TargetName);
            return;
        }

        string?[] mismatches = [.. targets.Select(target => FoldTypes.Mismatch(fold.Kind, source.Type, target.Type))];
        if (mismatches.All(mismatch => mismatch is not null))
        {
            _context.Report(Diagnostics.FoldTypeMismatch, fold.Mark, FoldSyntax.WordOf(fold.Kind), source.WireName, fold.Into, mismatches[0]!);
        }
    }
}
