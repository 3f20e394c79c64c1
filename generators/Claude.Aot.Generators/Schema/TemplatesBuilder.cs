namespace Claude.Aot.Generators;

/// <summary>
/// A builder that converts the events and deltas that are marked with <c>x-hot</c> into templates. An event or delta that requires more members than a template
/// can have gets no template and is read by the general reader.
/// </summary>
internal static class TemplatesBuilder
{
    public static EventTemplatesSpec Build(EventModel model)
    {
        List<DeltaTemplateSpec> deltas = [.. (model.Deltas?.Variants ?? []).Select(BuildDelta).OfType<DeltaTemplateSpec>()];
        IEnumerable<EventTemplateSpec> events = model.Events.Select(BuildEvent).OfType<EventTemplateSpec>();
        return new EventTemplatesSpec(
            model.Union.KindName,
            model.Deltas?.KindName ?? "",
            events.Where(template => deltas.Count > 0 || template.BodyKind != TemplateBody.Delta).ToEquatableArray(),
            deltas.ToEquatableArray());
    }

    private static EventTemplateSpec? BuildEvent(EventDraft draft)
    {
        PropertyDraft? index = draft.Find(MemberRole.Index);
        return HasForm(draft.Object, index, draft.Body)
            ? new EventTemplateSpec(
                draft.Object.Discriminator!.Name,
                draft.Object.Discriminator.WireName,
                draft.Object.Discriminator.Constant,
                index?.WireName ?? "",
                draft.Body?.WireName ?? "",
                BodyKindOf(draft))
            : null;
    }

    private static TemplateBody BodyKindOf(EventDraft draft) =>
        draft.Find(MemberRole.Message) is not null ? TemplateBody.Message
        : draft.Find(MemberRole.Block) is not null ? TemplateBody.Block
        : draft.Find(MemberRole.Delta) is not null ? TemplateBody.Delta
        : TemplateBody.None;

    private static DeltaTemplateSpec? BuildDelta(ObjectDraft draft)
    {
        PropertyDraft? member = draft.Properties.Find(property => property.IsRequired && property != draft.Discriminator);
        return member is { Fold: not null } && HasForm(draft, member)
            ? new DeltaTemplateSpec(
                draft.Discriminator!.Name,
                draft.Discriminator.WireName,
                draft.Discriminator.Constant,
                member.WireName,
                member.Type.Kind == ValueKind.String)
            : null;
    }

    /// <summary>Returns whether the object is marked with <c>x-hot</c> and its required members are its type and the given members, in that order.</summary>
    private static bool HasForm(ObjectDraft draft, params PropertyDraft?[] members) =>
        draft.Node.FindValue(Keywords.Hot)?.Kind == JsonNodeKind.True
        && draft.Properties.Where(property => property.IsRequired).SequenceEqual([draft.Discriminator!, .. members.OfType<PropertyDraft>()]);
}
