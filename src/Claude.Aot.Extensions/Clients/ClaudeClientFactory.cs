using Claude.Aot.Extensions.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Clients;

/// <summary>Creates the clients from their options.</summary>
internal sealed class ClaudeClientFactory(
    IOptionsMonitor<ClaudeClientOptions> monitor, IHttpMessageHandlerFactory handlers, ILogger<ClaudeClient> logger)
{
    /// <param name="name">The name of the options.</param>
    /// <param name="httpName">The name of the HTTP pipeline.</param>
    /// <exception cref="OptionsValidationException">The options are not valid, or the pipeline would break streams.</exception>
    /// <exception cref="ClaudeConfigurationException">The primary handler of the pipeline follows redirects.</exception>
    public ClaudeClient Create(string name, string httpName)
    {
        ClaudeClientOptions options = monitor.Get(name).Clone();
        options.OnDiagnostic = new DiagnosticLogger(logger, httpName, options.OnDiagnostic).Report;
        options.HttpHandler ??= ClaudePipeline.Verify(handlers.CreateHandler(httpName), name);
        if (options.ApiKey is not null || options.AuthToken is not null)
        {
            options.ApiKey = null;
            options.AuthToken = null;
            options.CredentialProvider = _ => new ValueTask<ClaudeCredential>(CurrentCredential(name));
        }

        return new ClaudeClient(options);
    }

    /// <summary>Gets the credential as it is now in the options. It counts as expired immediately, so that each call gets it again.</summary>
    private ClaudeCredential CurrentCredential(string name)
    {
        ClaudeClientOptions current = monitor.Get(name);
        return current.ApiKey is { } key ? ClaudeCredential.ApiKey(key, DateTimeOffset.MinValue)
            : current.AuthToken is { } token ? ClaudeCredential.Bearer(token, DateTimeOffset.MinValue)
            : throw new InvalidOperationException("The key was removed from the options after the client had been created.");
    }
}
