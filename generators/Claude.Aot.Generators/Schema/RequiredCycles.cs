namespace Claude.Aot.Generators;

/// <summary>
/// A check for objects that require an object of their own type. A required member that is never null has an empty object as its default value. The required
/// members of that object have such defaults too, so a cycle would never end.
/// </summary>
internal static class RequiredCycles
{
    public static void Check(ParseContext context, DefTable table)
    {
        foreach (ObjectDraft draft in table.Objects)
        {
            foreach (PropertyDraft property in draft.Properties)
            {
                if (TargetOf(property) is { } target && Reaches(target, draft, []))
                {
                    context.Report(Diagnostics.RequiredCycle, property.Mark, draft.Name, property.WireName);
                }
            }
        }
    }

    private static bool Reaches(ObjectDraft from, ObjectDraft goal, HashSet<ObjectDraft> seen) =>
        from == goal || (seen.Add(from) && from.Properties.Select(TargetOf).OfType<ObjectDraft>().Any(target => Reaches(target, goal, seen)));

    private static ObjectDraft? TargetOf(PropertyDraft property) =>
        property.IsRequired && !property.Type.IsNullable && property.Type.Kind == ValueKind.Object ? property.Type.Target as ObjectDraft : null;
}
