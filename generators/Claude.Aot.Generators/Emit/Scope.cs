namespace Claude.Aot.Generators;

/// <summary>
/// The members of the type that is being printed. If a property has the same name as another type, it hides that type, so the static members of the type can be
/// accessed only by its full name.
/// </summary>
internal sealed class Scope
{
    private readonly string _namespace;
    private readonly HashSet<string> _members;

    public Scope(SchemaSpec spec, IEnumerable<string> members)
    {
        _namespace = spec.Namespace;
        _members = [.. members];
    }

    /// <summary>Gets the name of a type for access to its static members: the full name if a property hides the type.</summary>
    public string Static(string typeName) => _members.Contains(typeName) ? $"global::{_namespace}.{typeName}" : typeName;
}
