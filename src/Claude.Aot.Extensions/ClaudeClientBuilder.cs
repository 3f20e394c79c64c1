using Claude.Aot;
using Claude.Aot.Extensions.Clients;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures a client that was added to a service collection. Not safe for concurrent use, like the collection itself.</summary>
/// <example>
/// <code>
/// builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"))
///     .ConfigureHttp(http =&gt; http.AddHttpMessageHandler&lt;AuditHandler&gt;());
/// </code>
/// </example>
public sealed class ClaudeClientBuilder
{
    private readonly IHttpClientBuilder _http;

    internal ClaudeClientBuilder(IServiceCollection services, string optionsName, IHttpClientBuilder http)
    {
        Services = services;
        OptionsName = optionsName;
        _http = http;
    }

    /// <summary>The service collection.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The name of the client's <see cref="ClaudeClientOptions"/>: the key of the service, or empty for the client without a key.</summary>
    public string OptionsName { get; }

    /// <summary>
    /// Configures the HTTP pipeline of the client, for example with message handlers. The primary handler is the one of
    /// <see cref="ClaudeClientOptions.CreateHttpHandler"/>, which is kept as long as the client; it follows changes of DNS by itself.
    /// </summary>
    /// <remarks>
    /// A handler must not read or buffer the response. Resilience handlers of <c>Microsoft.Extensions.Http.Resilience</c> are refused when the host starts,
    /// because their timeouts end calls that are still working, and their retries multiply those of the client. If they come from
    /// <c>ConfigureHttpClientDefaults</c>, they are left out of this client. The pipeline is not used if <see cref="ClaudeClientOptions.HttpHandler"/> is set.
    /// </remarks>
    /// <param name="configure">Configures the pipeline.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="configure"/> is null.</exception>
    public ClaudeClientBuilder ConfigureHttp(Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(_http);
        return this;
    }

    /// <summary>
    /// Makes this a client without a credential of its own: each call brings its own (<see cref="RequestOptions.ApiKey"/>), and a call without one throws a
    /// <see cref="ClaudeConfigurationException"/>. Credentials of the options and of the environment are ignored.
    /// </summary>
    /// <returns>This builder.</returns>
    public ClaudeClientBuilder WithoutCredential()
    {
        Services.Configure<ClaudeClientRegistration>(OptionsName, static registration => registration.HasCredential = false);
        Services.PostConfigure<ClaudeClientOptions>(OptionsName, static options =>
        {
            options.ApiKey = null;
            options.AuthToken = null;
            options.CredentialProvider = null;
        });
        return this;
    }
}
