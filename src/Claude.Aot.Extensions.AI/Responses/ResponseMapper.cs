using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>Maps a complete message to a response.</summary>
internal static class ResponseMapper
{
    public static ChatResponse Map(Message message, ClaudeChatClientOptions options)
    {
        List<AIContent> contents = new(message.Content.Count);
        foreach (ContentBlock block in message.Content)
        {
            contents.Add(BlockMapper.Map(block, options));
        }

        AddRefusal(message, contents);
        DateTimeOffset createdAt = DateTimeOffset.UtcNow;
        var chat = new ChatMessage(ChatRole.Assistant, contents)
        {
            MessageId = message.Id,
            CreatedAt = createdAt,
            RawRepresentation = message,
            AdditionalProperties = PropertiesOf(message),
        };
        return new ChatResponse(chat)
        {
            ResponseId = message.Id,
            ModelId = message.Model,
            CreatedAt = createdAt,
            FinishReason = FinishReasons.Map(message.StopReason),
            Usage = UsageMapper.Map(message.Usage),
            RawRepresentation = message,
        };
    }

    /// <summary>Adds the error of a refused message, and keeps its calls from being run.</summary>
    public static void AddRefusal(Message message, List<AIContent> contents)
    {
        if (message.StopReason != StopReason.Refusal)
        {
            return;
        }

        foreach (FunctionCallContent call in contents.OfType<FunctionCallContent>())
        {
            call.InformationalOnly = true;
        }

        contents.Add(new ErrorContent(message.StopDetails?.Explanation ?? "The model refused to answer.")
        {
            ErrorCode = "Refusal",
            Details = message.StopDetails?.Category?.Value,
        });
    }

    /// <summary>Gets the details of a message's end for which Microsoft.Extensions.AI has no property; null if there are none.</summary>
    public static AdditionalPropertiesDictionary? PropertiesOf(Message message)
    {
        AdditionalPropertiesDictionary? properties = null;
        if (message.StopSequence is { } sequence)
        {
            (properties ??= [])[PropertyKeys.StopSequence] = sequence;
        }

        if (message.StopDetails is { RawJson.IsEmpty: false } details)
        {
            (properties ??= [])[PropertyKeys.StopDetails] = details.RawJson.ToJsonElement();
        }

        return properties;
    }
}
