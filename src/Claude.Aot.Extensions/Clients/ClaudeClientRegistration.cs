using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Clients;

/// <summary>Describes a client that was added to a service collection. It is stored under the name of the client's options.</summary>
internal sealed class ClaudeClientRegistration
{
    /// <summary>The path of the section of the configuration; null if the options come from elsewhere.</summary>
    public string? Section { get; set; }

    /// <summary>Whether the client has a credential of its own.</summary>
    public bool HasCredential { get; set; } = true;

    /// <summary>Adds a client, unless it was added before.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="serviceKey">The key of the client, or null.</param>
    public static ClaudeClientBuilder Add(IServiceCollection services, string? serviceKey)
    {
        ArgumentNullException.ThrowIfNull(services);
        string name = serviceKey ?? Options.DefaultName;
        string httpName = serviceKey is null ? "Claude.Aot" : $"Claude.Aot:{serviceKey}";
        IHttpClientBuilder http = services.AddHttpClient(httpName);
        if (!services.Any(service => service.ServiceType == typeof(ClaudeClient) && Equals(service.ServiceKey, serviceKey)))
        {
            ClaudePipeline.Configure(http, name);
            if (serviceKey is not null)
            {
                // A key that was set, even to null, is never taken from the environment.
                services.Configure<ClaudeClientOptions>(name, static options => options.ApiKey = null);
            }

            services.TryAddSingleton<ClaudeClientFactory>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ClaudeClientOptions>, ValidateCredentialAndAddress>());
            services.AddKeyedSingleton(serviceKey, (provider, _) => provider.GetRequiredService<ClaudeClientFactory>().Create(name, httpName));
            services.AddOptions<ClaudeClientStart>(name)
                .Configure<IServiceScopeFactory>((_, scopes) => ClaudeClientStart.Resolve(scopes, serviceKey))
                .ValidateOnStart();
        }

        return new ClaudeClientBuilder(services, name, http);
    }
}
