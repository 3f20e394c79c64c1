namespace Claude.Aot.Generators;

/// <summary>
/// The members of the type that is printed. A property that has the name of another type hides it where a static member of that type is named.
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

    /// <summary>A type's name where one of its static members is named.</summary>
    public string Static(string typeName) => _members.Contains(typeName) ? $"global::{_namespace}.{typeName}" : typeName;
}
