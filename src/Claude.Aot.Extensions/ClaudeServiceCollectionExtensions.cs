using Claude.Aot;
using Claude.Aot.Extensions.Clients;
using Claude.Aot.Extensions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds clients of the Claude API to a service collection.</summary>
/// <remarks>
/// <para>
/// A client is a singleton, which scoped and transient services can use too. It is disposed with the service provider. Its requests go through
/// <see cref="IHttpClientFactory"/>, and its retries, resumptions, stalls and deviations are logged in the category <c>Claude.Aot.ClaudeClient</c>.
/// </para>
/// <para>
/// A host checks every client when it starts: a missing or malformed key, an unusable address, an unknown setting, a value that is out of range, or a handler
/// that would break streams is an <see cref="OptionsValidationException"/> or a <see cref="ClaudeConfigurationException"/> that names the setting. Without a
/// host, the first use of the client throws it.
/// </para>
/// <para>
/// <see cref="ClaudeClientOptions.ApiKey"/> and <see cref="ClaudeClientOptions.AuthToken"/> are read again for each call, so a key that changes in the
/// configuration is used by the next call. Other options are read once.
/// </para>
/// <para>If the same client is added twice, there is one client, and both configurations apply in order.</para>
/// </remarks>
public static class ClaudeServiceCollectionExtensions
{
    /// <summary>
    /// Adds a client whose credential and address are those of the environment: <c>ANTHROPIC_API_KEY</c> or <c>ANTHROPIC_AUTH_TOKEN</c>, and
    /// <c>ANTHROPIC_BASE_URL</c>.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <returns>A builder that configures the client further.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="services"/> is null.</exception>
    public static ClaudeClientBuilder AddClaudeClient(this IServiceCollection services) => ClaudeClientRegistration.Add(services, serviceKey: null);

    /// <summary>Adds a client whose options are read from configuration. Values that are not set there are read from the environment.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="section">
    /// The section of the configuration. Its keys are the names of the options in <see cref="ClaudeClientOptions"/>, with subsections for
    /// <c>Timeouts</c>, <c>Limits</c>, <c>Headers</c> and <c>Betas</c>. An unknown key is an error.
    /// </param>
    /// <returns>A builder that configures the client further.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ClaudeClientBuilder AddClaudeClient(this IServiceCollection services, IConfigurationSection section) =>
        ClaudeClientRegistration.Add(services, serviceKey: null).Read(section);

    /// <summary>Adds a client whose options are set by a delegate. Values that it does not set are read from the environment.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configure">Sets the options. It is called again if the configuration changes.</param>
    /// <returns>A builder that configures the client further.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ClaudeClientBuilder AddClaudeClient(this IServiceCollection services, Action<ClaudeClientOptions> configure) =>
        ClaudeClientRegistration.Add(services, serviceKey: null).Configure(configure);

    /// <summary>
    /// Adds a keyed client whose options are read from configuration. It never uses a key of the environment: if the section has no key, the host does not
    /// start.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="serviceKey">The key of the service, which is also the name of its <see cref="ClaudeClientOptions"/>.</param>
    /// <param name="section">The section of the configuration, as for <see cref="AddClaudeClient(IServiceCollection, IConfigurationSection)"/>.</param>
    /// <returns>A builder that configures the client further.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public static ClaudeClientBuilder AddKeyedClaudeClient(this IServiceCollection services, string serviceKey, IConfigurationSection section)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return ClaudeClientRegistration.Add(services, serviceKey).Read(section);
    }

    /// <summary>
    /// Adds a keyed client whose options are set by a delegate. It never uses a key of the environment: if the delegate sets no key, the host does not start.
    /// </summary>
    /// <param name="services">The service collection.</param>
    /// <param name="serviceKey">The key of the service, which is also the name of its <see cref="ClaudeClientOptions"/>.</param>
    /// <param name="configure">Sets the options. It is called again if the configuration changes.</param>
    /// <returns>A builder that configures the client further.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="serviceKey"/> is empty.</exception>
    public static ClaudeClientBuilder AddKeyedClaudeClient(this IServiceCollection services, string serviceKey, Action<ClaudeClientOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceKey);
        return ClaudeClientRegistration.Add(services, serviceKey).Configure(configure);
    }

    private static ClaudeClientBuilder Read(this ClaudeClientBuilder builder, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        builder.Services.AddSingleton<IConfigureOptions<ClaudeClientOptions>>(new ConfigureFromSection(builder.OptionsName, section));
        builder.Services.AddSingleton<IOptionsChangeTokenSource<ClaudeClientOptions>>(
            new ConfigurationChangeTokenSource<ClaudeClientOptions>(builder.OptionsName, section));
        builder.Services.Configure<ClaudeClientRegistration>(builder.OptionsName, registration => registration.Section = section.Path);
        return builder;
    }

    private static ClaudeClientBuilder Configure(this ClaudeClientBuilder builder, Action<ClaudeClientOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.Configure(builder.OptionsName, configure);
        return builder;
    }
}
