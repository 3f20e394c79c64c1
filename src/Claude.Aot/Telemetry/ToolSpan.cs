using System.Diagnostics;
using System.Text;

namespace Claude.Aot.Telemetry;

/// <summary>The span and the duration of one call of a tool.</summary>
internal sealed class ToolSpan(string name, bool capturesContent, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private Activity? _span;

    /// <summary>Gets whether the span has content.</summary>
    public bool CapturesContent => capturesContent && _span is { IsAllDataRequested: true };

    public void Start(string callId, Activity? parent)
    {
        // The caller may read the turn in a span of its own. Without a context, the parent is the current span.
        ActivityContext context = parent is null || ReferenceEquals(parent, Activity.Current) ? default : parent.Context;
        KeyValuePair<string, object?>[] tags =
        [
            new(ClaudeTelemetry.OperationName, ClaudeTelemetry.ExecuteTool),
            new(ClaudeTelemetry.ToolName, name),
            new(ClaudeTelemetry.ToolType, ClaudeTelemetry.Function),
        ];
        try
        {
            _span = Instruments.Source.StartActivity($"{ClaudeTelemetry.ExecuteTool} {name}", ActivityKind.Internal, context, tags);
            _span?.SetTag(ClaudeTelemetry.ToolCallId, callId);
        }
        catch (Exception e) when (Listeners.MayIgnore(e))
        {
        }
    }

    /// <summary>Sets the content. Called only if <see cref="CapturesContent"/> is true.</summary>
    /// <param name="description">The description of the tool, or null.</param>
    /// <param name="arguments">The input of the call, as JSON.</param>
    /// <param name="result">The result, as JSON; empty if there is none.</param>
    public void SetContent(string? description, ReadOnlySpan<byte> arguments, RawJson result)
    {
        _span?.SetTag(ClaudeTelemetry.ToolDescription, description);
        _span?.SetTag(ClaudeTelemetry.ToolArguments, Encoding.UTF8.GetString(arguments));
        _span?.SetTag(ClaudeTelemetry.ToolResult, result.IsEmpty ? null : ContentJson.Parts(result));
    }

    /// <summary>Ends the call.</summary>
    /// <param name="errorType">The type of the error, or null.</param>
    public void End(string? errorType)
    {
        try
        {
            Record(errorType);
            if (errorType is not null)
            {
                _span?.SetStatus(ActivityStatusCode.Error);
                _span?.SetTag(ClaudeTelemetry.ErrorType, errorType);
            }

            _span?.Stop();
        }
        catch (Exception e) when (Listeners.MayIgnore(e))
        {
        }
    }

    private void Record(string? errorType)
    {
        if (Instruments.ToolDuration is { Enabled: true } duration)
        {
            var tags = new TagList
            {
                { ClaudeTelemetry.OperationName, ClaudeTelemetry.ExecuteTool },
                { ClaudeTelemetry.ToolName, name },
                { ClaudeTelemetry.ToolType, ClaudeTelemetry.Function },
            };
            if (errorType is not null)
            {
                tags.Add(ClaudeTelemetry.ErrorType, errorType);
            }

            duration.Record(time.GetElapsedTime(_start).TotalSeconds, tags);
        }
    }
}
