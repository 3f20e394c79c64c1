namespace Claude.Aot.Generators;

/// <summary>The C# names of one scope. A name that is added twice is reported.</summary>
internal sealed class NameSet
{
    private readonly ParseContext _context;
    private readonly Dictionary<string, string> _owners = [];

    public NameSet(ParseContext context) => _context = context;

    /// <summary>Reserves names that generated or hand-written code already uses.</summary>
    public void Reserve(string owner, params string[] names)
    {
        foreach (string name in names)
        {
            _owners[name] = owner;
        }
    }

    public void Add(string name, string owner, JsonMark mark)
    {
        if (_owners.TryGetValue(name, out string? other))
        {
            _context.Report(Diagnostics.NameClash, mark, name, other);
            return;
        }

        _owners.Add(name, owner);
    }
}
