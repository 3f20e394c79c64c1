namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Collects the betas that the parts of a request need.</summary>
internal sealed class BetaSet(IReadOnlyList<string> names)
{
    public const string Files = "files-api-2025-04-14";
    public const string McpClient = "mcp-client-2025-11-20";

    private readonly List<string> _names = [.. names];

    public IReadOnlyList<string> Names => _names;

    public void Add(string name)
    {
        if (!_names.Contains(name))
        {
            _names.Add(name);
        }
    }
}
