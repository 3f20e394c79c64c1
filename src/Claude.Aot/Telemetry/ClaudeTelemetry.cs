namespace Claude.Aot;

/// <summary>
/// The names of this library's telemetry. Spans and metrics follow OpenTelemetry's semantic conventions for generative AI; docs/telemetry.md lists them.
/// Nothing is computed unless a listener is attached to the source or to the meter.
/// </summary>
/// <remarks>
/// The conventions are not stable yet. By default, the names are those of version 1.41.1, the last complete release. If the environment variable
/// <c>OTEL_SEMCONV_STABILITY_OPT_IN</c> contains <c>gen_ai_latest_experimental</c>, the names are those of the conventions' own repository. The variable is
/// read once.
/// </remarks>
/// <example>
/// <code>
/// using var listener = new System.Diagnostics.ActivityListener
/// {
///     ShouldListenTo = source =&gt; source.Name == ClaudeTelemetry.SourceName,
///     Sample = (ref System.Diagnostics.ActivityCreationOptions&lt;System.Diagnostics.ActivityContext&gt; _) =&gt;
///         System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
///     ActivityStopped = span =&gt; Console.WriteLine($"{span.DisplayName}: {span.Duration}"),
/// };
/// System.Diagnostics.ActivitySource.AddActivityListener(listener);
/// </code>
/// </example>
public static class ClaudeTelemetry
{
    /// <summary>The name of the <see cref="System.Diagnostics.ActivitySource"/>, as passed to OpenTelemetry's <c>AddSource</c>.</summary>
    public const string SourceName = "Claude.Aot";

    /// <summary>
    /// The name of the <see cref="System.Diagnostics.Metrics.Meter"/>, as passed to OpenTelemetry's <c>AddMeter</c>. Besides the metrics of the conventions, it
    /// has the counters <c>claude.client.retries</c> (requests that were retried), <c>claude.client.stalls</c> (responses that received no data in time) and
    /// <c>claude.client.resumptions</c> (interrupted streams that were resumed).
    /// </summary>
    public const string MeterName = "Claude.Aot";

    /// <summary>The version of the source and of the meter, which is that of this package.</summary>
    public static string Version => PackageInfo.Version;

    /// <summary>The version of the semantic conventions that the names follow in this process.</summary>
    public static string ConventionVersion => IsLatest ? "1.42.0" : "1.41.1";

    /// <summary>The schema URL of the source and of the meter, which identifies the version of the semantic conventions.</summary>
    public static string SchemaUrl => $"https://opentelemetry.io/schemas/{(IsLatest ? "gen-ai/" : "")}{ConventionVersion}";

    /// <summary>Gets whether the names of the latest conventions were requested.</summary>
    internal static bool IsLatest { get; } = Environment.GetEnvironmentVariable("OTEL_SEMCONV_STABILITY_OPT_IN") is { } categories
        && categories.Split(',', StringSplitOptions.TrimEntries).Contains("gen_ai_latest_experimental");

    // Attributes of spans and metrics.
    internal const string OperationName = "gen_ai.operation.name";
    internal const string ProviderName = "gen_ai.provider.name";
    internal const string RequestModel = "gen_ai.request.model";
    internal const string ResponseModel = "gen_ai.response.model";
    internal const string ServerAddress = "server.address";
    internal const string ServerPort = "server.port";
    internal const string ErrorType = "error.type";
    internal const string TokenType = "gen_ai.token.type";
    internal const string TokenModality = "gen_ai.token.modality";

    // Attributes of the span of a message.
    internal const string RequestStream = "gen_ai.request.stream";
    internal const string RequestMaxTokens = "gen_ai.request.max_tokens";
    internal const string RequestTemperature = "gen_ai.request.temperature";
    internal const string RequestTopP = "gen_ai.request.top_p";
    internal const string RequestTopK = "gen_ai.request.top_k";
    internal const string RequestStopSequences = "gen_ai.request.stop_sequences";
    internal const string RequestReasoningLevel = "gen_ai.request.reasoning.level";
    internal const string OutputType = "gen_ai.output.type";
    internal const string ResponseId = "gen_ai.response.id";
    internal const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
    internal const string ResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk";
    internal const string UsageInputTokens = "gen_ai.usage.input_tokens";
    internal const string UsageOutputTokens = "gen_ai.usage.output_tokens";
    internal const string UsageCacheRead = "gen_ai.usage.cache_read.input_tokens";
    internal const string UsageReasoning = "gen_ai.usage.reasoning.output_tokens";
    internal const string SystemInstructions = "gen_ai.system_instructions";
    internal const string InputMessages = "gen_ai.input.messages";
    internal const string OutputMessages = "gen_ai.output.messages";
    internal const string ToolDefinitions = "gen_ai.tool.definitions";
    internal const string ResendCount = "http.request.resend_count";

    internal static string UsageCacheWrite => IsLatest ? "gen_ai.usage.cache_write.input_tokens" : "gen_ai.usage.cache_creation.input_tokens";

    // Attributes that the conventions leave to the vendor. The names of those that begin with "anthropic" are the official SDK's.
    internal const string RequestId = "anthropic.request.id";
    internal const string ServiceTier = "anthropic.response.service_tier";
    internal const string CacheWriteFiveMinutes = "anthropic.usage.cache_creation.ephemeral_5m_input_tokens";
    internal const string CacheWriteOneHour = "anthropic.usage.cache_creation.ephemeral_1h_input_tokens";
    internal const string Outcome = "claude.client.outcome";

    // Attributes of the span of a tool.
    internal const string ToolName = "gen_ai.tool.name";
    internal const string ToolCallId = "gen_ai.tool.call.id";
    internal const string ToolType = "gen_ai.tool.type";
    internal const string ToolDescription = "gen_ai.tool.description";
    internal const string ToolArguments = "gen_ai.tool.call.arguments";
    internal const string ToolResult = "gen_ai.tool.call.result";

    // Values of attributes.
    internal const string Chat = "chat";
    internal const string ExecuteTool = "execute_tool";
    internal const string Anthropic = "anthropic";
    internal const string Function = "function";
    internal const string Other = "_OTHER";

    // Events of the span of a message.
    internal const string RetryEvent = "claude.client.retry";
    internal const string ResumptionEvent = "claude.client.resumption";

    // Instruments.
    internal const string Retries = "claude.client.retries";
    internal const string Stalls = "claude.client.stalls";
    internal const string Resumptions = "claude.client.resumptions";
    internal const string TokenUsage = "gen_ai.client.token.usage";
    internal const string InputTokens = "gen_ai.client.inference.operation.input_tokens";
    internal const string OutputTokens = "gen_ai.client.inference.operation.output_tokens";
    internal const string TotalInputTokens = "gen_ai.client.inference.usage.input_tokens";
    internal const string TotalOutputTokens = "gen_ai.client.inference.usage.output_tokens";
    internal const string TotalCacheReadTokens = "gen_ai.client.inference.usage.cache_read.input_tokens";
    internal const string TotalCacheWriteTokens = "gen_ai.client.inference.usage.cache_write.input_tokens";
    internal const string TotalReasoningTokens = "gen_ai.client.inference.usage.reasoning.output_tokens";
    internal const string ToolDuration = "gen_ai.execute_tool.duration";

    internal static string Duration => $"{Operation}.duration";

    internal static string TimeToFirstChunk => $"{Operation}.time_to_first_chunk";

    internal static string TimePerOutputChunk => $"{Operation}.time_per_output_chunk";

    private static string Operation => IsLatest ? "gen_ai.client.inference" : "gen_ai.client.operation";
}
