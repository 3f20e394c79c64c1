namespace Claude.Aot.Generators;

/// <summary>Finds specifications by their ids.</summary>
internal sealed class TypeTable
{
    private readonly Dictionary<string, BoundType> _types = [];

    public TypeTable(IEnumerable<BoundType> types)
    {
        foreach (BoundType type in types)
        {
            _types[type.Id] = type;
        }
    }

    public IEnumerable<BoundType> All => _types.Values;

    public BoundType this[string id] => _types[id];

    public BoundType Of(BoundValue value) => _types[value.TypeId];

    /// <summary>Gets the types that contain themselves, at any depth.</summary>
    public HashSet<string> FindRecursive(IEnumerable<string> roots)
    {
        HashSet<string> recursive = [];
        HashSet<string> done = [];
        List<string> path = [];
        foreach (string root in roots)
        {
            Visit(root, path, done, recursive);
        }

        return recursive;
    }

    private void Visit(string id, List<string> path, HashSet<string> done, HashSet<string> recursive)
    {
        if (path.Contains(id))
        {
            recursive.Add(id);
        }
        else if (_types.TryGetValue(id, out BoundType? type) && !done.Contains(id))
        {
            path.Add(id);
            foreach (string part in PartsOf(type))
            {
                Visit(part, path, done, recursive);
            }

            path.RemoveAt(path.Count - 1);
            done.Add(id);
        }
    }

    private static IEnumerable<string> PartsOf(BoundType type) => type switch
    {
        BoundList list => [list.Element.TypeId],
        BoundMap map => [map.Value.TypeId],
        BoundObject item => item.Members.Select(member => member.Value.TypeId),
        BoundUnion union => union.VariantIds,
        _ => [],
    };
}
