using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reports the inputs that the API refuses for strict tools.</summary>
internal static class StrictCheck
{
    public static void Run(EquatableArray<BoundType> types, EquatableArray<BoundMember> parameters, string method, Location place, Problems problems)
    {
        var table = new TypeTable(types);
        HashSet<string> recursive = table.FindRecursive(parameters.Select(parameter => parameter.Value.TypeId));
        foreach (BoundType type in types.Where(type => type.Id.StartsWith("strict ", StringComparison.Ordinal)))
        {
            string? reason = type switch
            {
                BoundMap => "a dictionary has members that the schema does not name",
                BoundScalar { Kind: ScalarKind.Element or ScalarKind.Raw } => "its schema says nothing about the value",
                _ when recursive.Contains(type.Id) => "it contains itself",
                _ => null,
            };
            if (reason is not null)
            {
                problems.Add(ToolDiagnostics.NotStrict, place, ShortNameOf(type), $"{reason} (used by {method})");
            }
        }
    }

    private static string ShortNameOf(BoundType type) => type.CSharpType.Replace("global::", "");
}
