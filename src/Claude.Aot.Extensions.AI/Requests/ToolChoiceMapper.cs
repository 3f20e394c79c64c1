using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Requests;

/// <summary>Maps the tool mode, and whether the model may call several tools at once.</summary>
internal static class ToolChoiceMapper
{
    public static ToolChoice? Map(ChatOptions options, bool hasTools)
    {
        if (!hasTools)
        {
            return null;
        }

        bool? isSerial = options.AllowMultipleToolCalls is { } isParallel ? !isParallel : null;
        return options.ToolMode switch
        {
            NoneChatToolMode => new NoToolChoice(),
            RequiredChatToolMode { RequiredFunctionName: { } name } => new NamedToolChoice { Name = name, DisableParallelToolUse = isSerial },
            RequiredChatToolMode => new AnyToolChoice { DisableParallelToolUse = isSerial },
            null when isSerial is null => null,
            _ => new AutoToolChoice { DisableParallelToolUse = isSerial },
        };
    }
}
