using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>
/// Maps the messages and options of a call to a request, and changes neither. If a raw request sets a value, it takes precedence over that of the options.
/// </summary>
internal sealed class RequestMapper(string? defaultModelId, ClaudeChatClientOptions options)
{
    public MessageRequest Map(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions, IChatClient client)
    {
        MessageRequest? raw = RawOf(chatOptions, client);
        string model = NotEmpty(raw?.Model) ?? NotEmpty(chatOptions?.ModelId) ?? NotEmpty(defaultModelId)
            ?? throw new InvalidOperationException("The call has no model. Set ChatOptions.ModelId, or pass a default to AsIChatClient.");
        var betas = new BetaSet(raw?.Betas ?? []);
        var conversation = new ConversationBuilder(model, options, new ContentMapper(options, betas), raw?.System);
        foreach (ChatMessage message in messages)
        {
            conversation.Add(message);
        }

        var tools = new ToolMapper(options, betas);
        tools.Add(chatOptions);
        conversation.AddContainerFiles(tools.ContainerFiles);
        IReadOnlyList<InputMessage> turns = conversation.Build(raw?.Messages ?? [], chatOptions?.Instructions);
        MessageRequest request = raw ?? new MessageRequest { Model = model, MaxTokens = options.MaxOutputTokens, Messages = turns };
        long? limit = raw is { MaxTokens: > 0 } ? raw.MaxTokens : chatOptions?.MaxOutputTokens;
        request = ThinkingMapper.Apply(request, limit, chatOptions?.Reasoning, options) with
        {
            Model = model,
            Messages = turns,
            System = conversation.System,
            StopSequences = Join(request.StopSequences, chatOptions?.StopSequences),
            Tools = Join(request.Tools, tools.Definitions),
            McpServers = Join(request.McpServers, tools.McpServers),
        };
        return ApplyOptions(request, chatOptions) with { Betas = betas.Names };
    }

    private MessageRequest ApplyOptions(MessageRequest request, ChatOptions? chatOptions)
    {
        if (chatOptions is null)
        {
            return request;
        }

        if (chatOptions.ContinuationToken is not null)
        {
            throw new NotSupportedException("ChatOptions.ContinuationToken is set, but the API has no background responses that could be continued.");
        }

        ReportUnmapped(chatOptions);
        return request with
        {
            Temperature = request.Temperature ?? Exact(chatOptions.Temperature),
            TopP = request.TopP ?? Exact(chatOptions.TopP),
            TopK = request.TopK ?? chatOptions.TopK,
            ToolChoice = request.ToolChoice ?? ToolChoiceMapper.Map(chatOptions, request.Tools is { Count: > 0 }),
            OutputConfig = AddFormat(request.OutputConfig, request.OutputFormat, chatOptions.ResponseFormat),
        };
    }

    private OutputConfig? AddFormat(OutputConfig? config, JsonOutputFormat? format, ChatResponseFormat? responseFormat)
    {
        if (responseFormat is not ChatResponseFormatJson json || format is not null || config?.Format is not null)
        {
            return config;
        }

        if (json.Schema is null)
        {
            options.Report("ChatOptions.ResponseFormat", "The API has no JSON mode without a schema. Use ChatResponseFormat.ForJsonSchema.");
            return config;
        }

        return new OutputConfig
        {
            Effort = config?.Effort,
            TaskBudget = config?.TaskBudget,
            Extra = config?.Extra ?? [],
            Format = new JsonOutputFormat { Schema = SchemaMapper.Strict(json) },
        };
    }

    private void ReportUnmapped(ChatOptions chatOptions)
    {
        Report(chatOptions.FrequencyPenalty, nameof(chatOptions.FrequencyPenalty));
        Report(chatOptions.PresencePenalty, nameof(chatOptions.PresencePenalty));
        Report(chatOptions.Seed, nameof(chatOptions.Seed));
        Report(chatOptions.ConversationId, nameof(chatOptions.ConversationId));
        Report(chatOptions.AllowBackgroundResponses is true ? true : null, nameof(chatOptions.AllowBackgroundResponses));
        foreach (string key in chatOptions.AdditionalProperties?.Keys ?? [])
        {
            options.Report($"ChatOptions.AdditionalProperties[{key}]", "It is not sent. Use RawRepresentationFactory or RequestOptions.ExtraBody.");
        }
    }

    private void Report(object? value, string option)
    {
        if (value is not null)
        {
            options.Report($"ChatOptions.{option}", "The API has no such option.");
        }
    }

    private MessageRequest? RawOf(ChatOptions? chatOptions, IChatClient client)
    {
        object? raw = chatOptions?.RawRepresentationFactory?.Invoke(client);
        if (raw is not (null or MessageRequest))
        {
            options.Report("ChatOptions.RawRepresentationFactory", $"It returned a {raw.GetType()} instead of a MessageRequest.");
        }

        return raw as MessageRequest;
    }

    // A cast would turn 0.8f to 0.800000011920929.
    private static double? Exact(float? value) => value is null ? null : (double)(decimal)value.Value;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IReadOnlyList<T>? Join<T>(IReadOnlyList<T>? first, IList<T>? second) => second is { Count: > 0 } ? [.. first ?? [], .. second] : first;
}
