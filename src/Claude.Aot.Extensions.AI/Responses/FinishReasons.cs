using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Responses;

/// <summary>Maps stop reasons. A reason without a counterpart keeps its name, such as <c>pause_turn</c>.</summary>
internal static class FinishReasons
{
    public static ChatFinishReason? Map(StopReason reason) => reason.Kind switch
    {
        StopReasonKind.EndTurn or StopReasonKind.StopSequence => ChatFinishReason.Stop,
        StopReasonKind.MaxTokens or StopReasonKind.ModelContextWindowExceeded => ChatFinishReason.Length,
        StopReasonKind.ToolUse => ChatFinishReason.ToolCalls,
        StopReasonKind.Refusal => ChatFinishReason.ContentFilter,
        _ => string.IsNullOrWhiteSpace(reason.Value) ? null : new ChatFinishReason(reason.Value),
    };
}
