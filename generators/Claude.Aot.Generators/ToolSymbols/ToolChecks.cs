namespace Claude.Aot.Generators;

/// <summary>Compares the tools of a project.</summary>
internal static class ToolChecks
{
    // What the API accepts in one request.
    private const int MaxStrictTools = 20;
    private const int MaxOptional = 24;
    private const int MaxUnions = 16;

    public static IEnumerable<ToolGroup> Group(IEnumerable<ToolSpec> tools) => tools
        .GroupBy(tool => tool.Class.FullName)
        .Select(group => new ToolGroup(
            group.First().Class,
            group.GroupBy(tool => tool.PropertyName).Select(same => same.First()).ToEquatableArray()));

    /// <summary>Gets the diagnostics of each tool, and those of tools that have the same name or are too many.</summary>
    public static IEnumerable<DiagnosticSpec> Check(IReadOnlyList<ToolResult> results)
    {
        foreach (IGrouping<string, ToolResult> group in results.Where(result => result.Tool is not null).GroupBy(result => result.Tool!.Class.FullName))
        {
            foreach (DiagnosticSpec diagnostic in FindDuplicates(group).Concat(FindExcess(group)))
            {
                yield return diagnostic;
            }
        }

        foreach (DiagnosticSpec diagnostic in results.SelectMany(result => result.Diagnostics).Distinct())
        {
            yield return diagnostic;
        }
    }

    private static IEnumerable<DiagnosticSpec> FindDuplicates(IEnumerable<ToolResult> tools)
    {
        HashSet<string> names = [];
        HashSet<string> properties = [];
        foreach (ToolResult result in tools)
        {
            ToolSpec tool = result.Tool!;
            if (!names.Add(tool.Name))
            {
                yield return Create(ToolDiagnostics.DuplicateName.Id, result, tool.Name, tool.Class.FullName);
            }

            if (!properties.Add(tool.PropertyName))
            {
                yield return Create(ToolDiagnostics.MemberClash.Id, result, tool.Class.FullName, tool.PropertyName);
            }
        }
    }

    private static IEnumerable<DiagnosticSpec> FindExcess(IGrouping<string, ToolResult> group)
    {
        List<ToolResult> strict = [.. group.Where(result => result.Tool!.Settings.IsStrict)];
        List<(ToolSpec Tool, BoundMember Member)> members = [.. strict.Select(result => result.Tool!).SelectMany(MembersOf)];
        (int Count, int Max, string What)[] limits =
        [
            (strict.Count, MaxStrictTools, "strict tools"),
            (members.Count(pair => !pair.Member.IsRequired), MaxOptional, "optional parameters"),
            (members.Count(pair => IsUnion(pair.Tool, pair.Member)), MaxUnions, "parameters of several types"),
        ];
        return limits.Where(limit => limit.Count > limit.Max).Select(limit => Create(
            ToolDiagnostics.StrictLimit.Id,
            strict[0],
            group.Key,
            $"{SymbolNames.Invariant(limit.Count)} {limit.What}",
            SymbolNames.Invariant(limit.Max)));
    }

    private static IEnumerable<(ToolSpec Tool, BoundMember Member)> MembersOf(ToolSpec tool) =>
        tool.Parameters.Concat(tool.Types.OfType<BoundObject>().Where(type => type.IsClosed).SelectMany(type => type.Members)).Select(member => (tool, member));

    private static bool IsUnion(ToolSpec tool, BoundMember member) =>
        member.Value.IsNullable || tool.Types.Any(type => type is BoundUnion && type.Id == member.Value.TypeId);

    private static DiagnosticSpec Create(string id, ToolResult result, params string[] arguments) =>
        new(id, result.Place.Path, result.Place.Location, new(arguments));
}
