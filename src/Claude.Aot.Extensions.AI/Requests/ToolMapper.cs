using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Maps the tools of a call, in their order, because the API's prompt cache depends on it.</summary>
internal sealed class ToolMapper(ClaudeChatClientOptions options, BetaSet betas)
{
    private HashSet<string>? _deferred;
    private bool _isEachDeferred;

    public List<ToolDefinition> Definitions { get; } = [];

    public List<McpServer> McpServers { get; } = [];

    /// <summary>Gets the files that the code interpreter needs.</summary>
    public List<HostedFileContent> ContainerFiles { get; } = [];

    public void Add(ChatOptions? chatOptions)
    {
        IList<AITool> tools = chatOptions?.Tools ?? [];
        foreach (HostedToolSearchTool search in tools.OfType<HostedToolSearchTool>())
        {
            _isEachDeferred |= search.DeferredTools is null;
            (_deferred ??= []).UnionWith(search.DeferredTools ?? []);
        }

        foreach (AITool tool in tools)
        {
            Add(tool);
        }
    }

    private void Add(AITool tool)
    {
        if (tool.GetService<ToolDefinition>() is { } definition)
        {
            Definitions.Add(definition);
            return;
        }

        switch (tool)
        {
            case AIFunctionDeclaration function:
                Definitions.Add(Map(function));
                break;
            case HostedWebSearchTool:
                Definitions.Add(new WebSearchTool20250305());
                break;
            case HostedCodeInterpreterTool code:
                Definitions.Add(new CodeExecutionTool20250825());
                AddFiles(code);
                break;
            case HostedMcpServerTool server:
                Add(server);
                break;
            case HostedToolSearchTool:
                Definitions.Add(new RegexToolSearchTool20251119());
                break;
            default:
                options.Report(tool.GetType().Name, "The API has no such tool.");
                break;
        }
    }

    /// <summary>Maps the declaration of a function.</summary>
    public Tool Map(AIFunctionDeclaration function)
    {
        IReadOnlyDictionary<string, object?> properties = function.AdditionalProperties;
        bool? isStrict = Flag(properties, "Strict") ?? Flag(properties, "strict");
        bool isDeferred = _isEachDeferred || _deferred?.Contains(function.Name) == true;
        return new Tool
        {
            Name = function.Name,
            Description = function.Description.Length == 0 ? null : function.Description,
            InputSchema = isStrict == true ? SchemaMapper.Strict(function) : SchemaMapper.Lenient(function),
            Strict = isStrict,
            DeferLoading = Flag(properties, "DeferLoading") ?? (isDeferred ? true : null),
            CacheControl = PropertyKeys.CacheControlOf(properties),
            AllowedCallers = StringsOf(properties, "AllowedCallers")?.Select(caller => new AllowedCaller(caller)).ToArray(),
            InputExamples = ExamplesOf(properties),
        };
    }

    private void AddFiles(HostedCodeInterpreterTool tool)
    {
        foreach (AIContent input in tool.Inputs ?? [])
        {
            ContainerFiles.Add(input as HostedFileContent
                ?? throw new NotSupportedException(
                    $"An input of the code interpreter is a {input.GetType().Name}. The API accepts only uploaded files: HostedFileContent."));
        }
    }

    private void Add(HostedMcpServerTool tool)
    {
        if (tool.ApprovalMode is not (null or HostedMcpServerToolNeverRequireApprovalMode))
        {
            throw new NotSupportedException(
                $"The API calls the tools of the MCP server '{tool.ServerName}' without asking. Only the approval mode NeverRequire is supported.");
        }

        betas.Add(BetaSet.McpClient);
        McpServers.Add(new McpServer { Name = tool.ServerName, Url = tool.ServerAddress, AuthorizationToken = TokenOf(tool) });
        Definitions.Add(tool.AllowedTools is { } allowed
            ? new McpToolset { McpServerName = tool.ServerName, DefaultConfig = new ToolsetToolConfig { Enabled = false }, Configs = EnabledOnly(allowed) }
            : new McpToolset { McpServerName = tool.ServerName });
    }

    private string? TokenOf(HostedMcpServerTool tool)
    {
        string? token = null;
        foreach ((string name, string value) in tool.Headers ?? new Dictionary<string, string>())
        {
            if (!name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            {
                options.Report($"HostedMcpServerTool.Headers[{name}]", "The API sends no header but Authorization to an MCP server.");
                continue;
            }

            token = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? value[7..] : value;
        }

        return token;
    }

    private static RawJson EnabledOnly(IList<string> names) => JsonValues.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (string name in names)
        {
            writer.WriteStartObject(name);
            writer.WriteBoolean("enabled"u8, true);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    });

    private static bool? Flag(IReadOnlyDictionary<string, object?> properties, string key) =>
        properties.TryGetValue(key, out object? value)
            ? value as bool? ?? (value is JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json ? json.GetBoolean() : null)
            : null;

    private static IEnumerable<string>? StringsOf(IReadOnlyDictionary<string, object?> properties, string key) =>
        properties.TryGetValue(key, out object? value)
            ? value as IEnumerable<string> ?? (value is JsonElement { ValueKind: JsonValueKind.Array } json
                ? json.EnumerateArray().Select(item => item.GetString()!) : null)
            : null;

    private static RawJson[]? ExamplesOf(IReadOnlyDictionary<string, object?> properties) =>
        properties.TryGetValue("InputExamples", out object? value)
            ? value switch
            {
                JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(RawJson.FromJsonElement)],
                IEnumerable<JsonElement> examples => [.. examples.Select(RawJson.FromJsonElement)],
                _ => null,
            }
            : null;
}
