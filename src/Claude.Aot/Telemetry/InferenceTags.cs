using System.Diagnostics;
using Claude.Aot.Json;

namespace Claude.Aot.Telemetry;

/// <summary>Sets the tags of the span of a message.</summary>
internal static class InferenceTags
{
    // What the conventions report in place of a finish reason that was expected and did not come.
    private const string NoFinishReason = "error";

    public static void SetRequest(Activity span, MessageRequest request, bool isStream, bool capturesContent)
    {
        if (isStream)
        {
            span.SetTag(ClaudeTelemetry.RequestStream, true);
        }

        span.SetTag(ClaudeTelemetry.RequestMaxTokens, request.MaxTokens);
        span.SetTag(ClaudeTelemetry.RequestTemperature, request.Temperature);
        span.SetTag(ClaudeTelemetry.RequestTopP, request.TopP);
        span.SetTag(ClaudeTelemetry.RequestTopK, ClaudeTelemetry.IsLatest ? request.TopK : (object?)(double?)request.TopK);
        if (request.StopSequences is { Count: > 0 } sequences)
        {
            span.SetTag(ClaudeTelemetry.RequestStopSequences, sequences.ToArray());
        }

        if (request.OutputConfig?.Format is not null || request.OutputFormat is not null)
        {
            span.SetTag(ClaudeTelemetry.OutputType, "json");
        }

        if (ClaudeTelemetry.IsLatest)
        {
            span.SetTag(ClaudeTelemetry.RequestReasoningLevel, request.OutputConfig?.Effort?.Value);
        }

        if (capturesContent)
        {
            SetContent(span, request.WithAnsweredCalls().ToRawJson());
        }
    }

    public static void SetEnd(Activity span, in InferenceResult result, string outcome, string? errorType, Exception? failure)
    {
        span.SetTag(ClaudeTelemetry.Outcome, outcome);
        if (errorType is not null)
        {
            // Without a description: messages of exceptions may quote what a server sent.
            span.SetStatus(ActivityStatusCode.Error);
            span.SetTag(ClaudeTelemetry.ErrorType, errorType);
        }

        if (failure is ClaudeApiException { RequestId: { } requestId })
        {
            span.SetTag(ClaudeTelemetry.RequestId, requestId);
        }

        span.SetTag(ClaudeTelemetry.ResponseId, result.Id);
        span.SetTag(ClaudeTelemetry.ResponseModel, result.Model);
        string? finishReason = result.StopReason is { Length: > 0 } reason ? reason
            : ClaudeTelemetry.IsLatest && outcome != FailureNames.Completed ? NoFinishReason
            : null;
        if (finishReason is not null)
        {
            span.SetTag(ClaudeTelemetry.ResponseFinishReasons, new[] { finishReason });
        }

        SetUsage(span, result);
        if (!result.Message.IsEmpty)
        {
            span.SetTag(ClaudeTelemetry.OutputMessages, ContentJson.Output(result.Message, finishReason ?? NoFinishReason));
        }
    }

    private static void SetUsage(Activity span, in InferenceResult result)
    {
        UsageCounts usage = result.Usage;
        span.SetTag(ClaudeTelemetry.UsageInputTokens, usage.AllInput);
        span.SetTag(ClaudeTelemetry.UsageOutputTokens, usage.Output);
        span.SetTag(ClaudeTelemetry.UsageCacheRead, usage.CacheRead);
        span.SetTag(ClaudeTelemetry.UsageCacheWrite, usage.CacheWrite);
        span.SetTag(ClaudeTelemetry.UsageReasoning, usage.Reasoning);
        span.SetTag(ClaudeTelemetry.ServiceTier, result.RawUsage.StringOf("service_tier"u8));
        result.RawUsage.TryGetMember("cache_creation"u8, out RawJson written);
        span.SetTag(ClaudeTelemetry.CacheWriteFiveMinutes, UsageCounts.NumberOf(written, "ephemeral_5m_input_tokens"u8));
        span.SetTag(ClaudeTelemetry.CacheWriteOneHour, UsageCounts.NumberOf(written, "ephemeral_1h_input_tokens"u8));
    }

    private static void SetContent(Activity span, RawJson request)
    {
        if (request.TryGetMember("system"u8, out RawJson system))
        {
            span.SetTag(ClaudeTelemetry.SystemInstructions, ContentJson.Parts(system));
        }

        if (request.TryGetMember("messages"u8, out RawJson messages))
        {
            span.SetTag(ClaudeTelemetry.InputMessages, ContentJson.Input(messages));
        }

        if (request.TryGetMember("tools"u8, out RawJson tools))
        {
            span.SetTag(ClaudeTelemetry.ToolDefinitions, ContentJson.Tools(tools));
        }
    }
}
