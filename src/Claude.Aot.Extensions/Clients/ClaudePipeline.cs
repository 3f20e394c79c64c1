using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Clients;

/// <summary>The HTTP pipeline of a client.</summary>
internal static class ClaudePipeline
{
    // Known by name only: this package does not depend on that one.
    private const string ResilienceNamespace = "Microsoft.Extensions.Http.Resilience";

    public static void Configure(IHttpClientBuilder http, string optionsName) => http
        .ConfigurePrimaryHttpMessageHandler(provider =>
            provider.GetRequiredService<IOptionsMonitor<ClaudeClientOptions>>().Get(optionsName).CreateHttpHandler())
        // The client keeps its handler, so a rotation would only create handlers that nobody uses. The handler itself renews its connections.
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        // Defaults for all HTTP clients of an app have been applied by now; what ConfigureHttp adds comes later and is refused by Verify.
        .ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            foreach (DelegatingHandler handler in handlers.Where(IsResilience).ToArray())
            {
                handlers.Remove(handler);
            }
        });

    /// <summary>Rejects a pipeline with a resilience handler.</summary>
    /// <exception cref="OptionsValidationException">There is one.</exception>
    public static HttpMessageHandler Verify(HttpMessageHandler pipeline, string optionsName)
    {
        for (HttpMessageHandler? handler = pipeline; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
        {
            if (IsResilience(handler))
            {
                throw new OptionsValidationException(
                    optionsName,
                    typeof(ClaudeClientOptions),
                    [
                        $"ConfigureHttp adds a handler of {ResilienceNamespace}. Its timeouts would end calls that are still working, and its retries would "
                            + "multiply those of the client. Remove it, and set MaxRetries, MaxRetryDelay and Timeouts of ClaudeClientOptions instead.",
                    ]);
            }
        }

        return pipeline;
    }

    private static bool IsResilience(HttpMessageHandler handler) =>
        handler.GetType().Namespace?.StartsWith(ResilienceNamespace, StringComparison.Ordinal) == true;
}
