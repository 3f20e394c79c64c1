using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Finds the types that the API refuses for strict tools and for outputs.</summary>
internal static class StrictCheck
{
    public static void Run(EquatableArray<BoundType> types, EquatableArray<BoundMember> parameters, string method, Location place, Problems problems)
    {
        foreach ((string type, string reason) in Find(types, parameters.Select(parameter => parameter.Value.TypeId)))
        {
            problems.Add(ToolDiagnostics.NotStrict, place, type, method, reason);
        }
    }

    /// <summary>Gets the types that a strict schema cannot have, and why.</summary>
    public static IEnumerable<(string Type, string Reason)> Find(EquatableArray<BoundType> types, IEnumerable<string> roots)
    {
        HashSet<string> recursive = new TypeTable(types).FindRecursive(roots);
        foreach (BoundType type in types.Where(type => type.Id.StartsWith("strict ", StringComparison.Ordinal)))
        {
            string? reason = type switch
            {
                BoundMap => "the schema of a dictionary does not name its properties",
                BoundScalar { Kind: ScalarKind.Element or ScalarKind.Raw } => "its schema does not describe the value",
                _ when recursive.Contains(type.Id) => "it contains itself",
                _ => null,
            };
            if (reason is not null)
            {
                yield return (ShortNameOf(type), reason);
            }
        }
    }

    private static string ShortNameOf(BoundType type) => type.CSharpType.Replace("global::", "");
}
