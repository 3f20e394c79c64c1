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
        foreach (AITool tool in tools)
        {
            if (IsToolSearch(tool, out IList<string>? deferred))
            {
                _isEachDeferred |= deferred is null;
                (_deferred ??= []).UnionWith(deferred ?? []);
            }
        }

        foreach (AITool tool in tools)
        {
            Add(tool);
        }
    }

    /// <summary>Maps the declaration of a function.</summary>
    public Tool Map(AIFunctionDeclaration function)
    {
        var properties = new ToolProperties(function.AdditionalProperties);
        return new Tool
        {
            Name = function.Name,
            Description = function.Description.Length == 0 ? null : function.Description,
            InputSchema = properties.Strict == true ? SchemaMapper.Strict(function) : SchemaMapper.Lenient(function),
            Strict = properties.Strict,
            DeferLoading = properties.DeferLoading ?? IsDeferred(function.Name),
            CacheControl = properties.CacheControl,
            AllowedCallers = properties.AllowedCallers,
            InputExamples = properties.InputExamples,
        };
    }

    private void Add(AITool tool)
    {
        if (tool.GetService<ToolDefinition>() is { } definition)
        {
            Definitions.Add(definition);
            return;
        }

        if (tool is AIFunctionDeclaration function)
        {
            Definitions.Add(Map(function));
            return;
        }

        ReportProperties(tool);
        switch (tool)
        {
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
            default:
                AddOther(tool);
                break;
        }
    }

    private void AddOther(AITool tool)
    {
        if (IsToolSearch(tool, out _))
        {
            Definitions.Add(new RegexToolSearchTool20251119());
        }
        else
        {
            options.Report(tool.GetType().Name, "The API has no such tool.");
        }
    }

    private void AddFiles(HostedCodeInterpreterTool tool)
    {
        foreach (AIContent input in tool.Inputs ?? [])
        {
            ContainerFiles.Add(input as HostedFileContent ?? throw new NotSupportedException(
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

        if (!string.IsNullOrEmpty(tool.ServerDescription))
        {
            options.Report("HostedMcpServerTool.ServerDescription", "The API takes the descriptions from the MCP server.");
        }

        betas.Add(BetaSet.McpClient);
        McpServers.Add(new McpServer { Name = tool.ServerName, Url = tool.ServerAddress, AuthorizationToken = TokenOf(tool) });
        bool? isDeferred = IsDeferred(tool.ServerName);
        bool? isEnabled = tool.AllowedTools is null ? null : false;
        Definitions.Add(new McpToolset
        {
            McpServerName = tool.ServerName,
            DefaultConfig = isDeferred is null && isEnabled is null ? null : new ToolsetToolConfig { Enabled = isEnabled, DeferLoading = isDeferred },
            Configs = tool.AllowedTools is { } allowed ? EnabledOnly(allowed) : default(RawJson),
        });
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

    private void ReportProperties(AITool tool)
    {
        foreach (string key in tool.AdditionalProperties.Keys)
        {
            options.Report($"{tool.GetType().Name}.AdditionalProperties[{key}]", "A tool of the API gets its parameters from ToolDefinition.AsAITool.");
        }
    }

    // Null, rather than false, keeps the member out of the request.
    private bool? IsDeferred(string name) => _isEachDeferred || _deferred?.Contains(name) == true ? true : null;

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

    // HostedToolSearchTool is experimental in Microsoft.Extensions.AI 10.11. Only this method names it.
#pragma warning disable MEAI001
    private static bool IsToolSearch(AITool tool, out IList<string>? deferred)
    {
        var search = tool as HostedToolSearchTool;
        deferred = search?.DeferredTools;
        return search is not null;
    }
#pragma warning restore MEAI001
}
