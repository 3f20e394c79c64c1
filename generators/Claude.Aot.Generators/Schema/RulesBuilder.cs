namespace Claude.Aot.Generators;

/// <summary>A builder that converts events and folds into the rules that are printed.</summary>
internal static class RulesBuilder
{
    public static EventRulesSpec Build(EventModel model) => new(
        model.Union.KindName,
        model.Blocks?.KindName ?? "",
        model.Deltas?.KindName ?? "",
        model.Events.Select(BuildEvent).ToEquatableArray(),
        (model.Blocks?.Variants ?? []).Select(block => BuildBlock(block, model.Deltas)).ToEquatableArray(),
        (model.Deltas?.Variants ?? []).Select(delta => BuildDelta(delta, model.Blocks)).ToEquatableArray());

    private static EventRuleSpec BuildEvent(EventDraft draft) => new(
        draft.Object.Discriminator!.Name,
        draft.Role.Length == 0 ? "None" : CSharpName.ToPascal(draft.Role),
        draft.Body?.WireName ?? "",
        draft.Find(MemberRole.Index)?.WireName ?? "",
        (draft.Role == EventRole.MessageDelta ? FoldsOf(draft) : []).ToEquatableArray());

    private static IEnumerable<FoldSpec> FoldsOf(EventDraft draft)
    {
        foreach (PropertyDraft property in draft.Object.Properties)
        {
            if (property.Fold is { } fold)
            {
                yield return BuildFold(property, fold);
            }

            foreach (PropertyDraft lifted in draft.Lifts.Find(lift => lift.Container == property)?.Object.Properties ?? [])
            {
                if (lifted.Fold is { } inner)
                {
                    yield return new FoldSpec(inner.Kind, property.WireName, lifted.WireName, inner.Into);
                }
            }
        }
    }

    private static BlockRuleSpec BuildBlock(ObjectDraft block, UnionDraft? deltas)
    {
        ObjectDraft[] taken = [.. (deltas?.Variants ?? []).Where(delta => Takes(block, delta))];
        ObjectDraft? textDelta = taken.FirstOrDefault(delta => FindFold(delta, FoldKind.Append) is not null);
        PropertyDraft? text = textDelta is null ? null : FindFold(textDelta, FoldKind.Append);
        PropertyDraft? input = taken.Select(delta => FindFold(delta, FoldKind.JsonAppend)).FirstOrDefault(found => found is not null);
        return new BlockRuleSpec(
            block.Discriminator!.Name,
            BuildFolds(block),
            text?.Fold!.Into ?? "",
            text is null ? "" : JsonUpTo(textDelta!, text.WireName),
            input?.Fold!.Into ?? "");
    }

    private static PropertyDraft? FindFold(ObjectDraft delta, FoldKind kind) => delta.Properties.Find(property => property.Fold?.Kind == kind);

    /// <summary>Returns whether the block has every member that the delta folds into.</summary>
    private static bool Takes(ObjectDraft block, ObjectDraft delta)
    {
        PropertyDraft[] folded = [.. delta.Properties.Where(property => property.Fold is not null)];
        return folded.Length > 0 && folded.All(property => Takes(block, property));
    }

    private static bool Takes(ObjectDraft block, PropertyDraft folded) =>
        block.Find(folded.Fold!.Into) is { } target && FoldTypes.Mismatch(folded.Fold.Kind, folded.Type, target.Type) is null;

    private static DeltaRuleSpec BuildDelta(ObjectDraft delta, UnionDraft? blocks)
    {
        PropertyDraft? folded = delta.Properties.Find(property => property.Fold is not null);
        return new DeltaRuleSpec(
            delta.Discriminator!.Name,
            folded is null ? "" : BuildImplicitBlock(folded, blocks!),
            BuildFolds(delta),
            (blocks?.Variants ?? []).Where(block => Takes(block, delta)).Select(block => block.Discriminator!.Name).ToEquatableArray());
    }

    private static EquatableArray<FoldSpec> BuildFolds(ObjectDraft draft) =>
        draft.Properties.Where(property => property.Fold is not null).Select(property => BuildFold(property, property.Fold!)).ToEquatableArray();

    private static FoldSpec BuildFold(PropertyDraft property, FoldDraft fold) => fold.From is { } from
        ? new FoldSpec(fold.Kind, property.WireName, from.Text, fold.Into)
        : new FoldSpec(fold.Kind, "", property.WireName, fold.Into);

    /// <summary>Builds the JSON of the first block that has the target of the fold, with an empty value for the target.</summary>
    private static string BuildImplicitBlock(PropertyDraft folded, UnionDraft blocks)
    {
        string into = folded.Fold!.Into;
        ObjectDraft block = blocks.Variants.Find(variant => Takes(variant, folded));
        return $"{JsonUpTo(block, into)}{EmptyOf(block.Find(into)!.Type.Kind)}}}";
    }

    /// <summary>Gets the JSON of a variant, up to the value of the member after its discriminator.</summary>
    private static string JsonUpTo(ObjectDraft variant, string member)
    {
        PropertyDraft discriminator = variant.Discriminator!;
        return $"{{{JsonString.Quote(discriminator.WireName)}:{JsonString.Quote(discriminator.Constant)},{JsonString.Quote(member)}:";
    }

    private static string EmptyOf(ValueKind kind) => kind switch
    {
        ValueKind.String or ValueKind.OpenEnum => "\"\"",
        ValueKind.Array => "[]",
        ValueKind.ToolInput or ValueKind.Any or ValueKind.AnyObject or ValueKind.Object => "{}",
        _ => "null",
    };
}
