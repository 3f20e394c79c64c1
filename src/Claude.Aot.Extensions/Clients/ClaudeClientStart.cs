using Microsoft.Extensions.DependencyInjection;

namespace Claude.Aot.Extensions.Clients;

/// <summary>
/// Options without values. A host creates them when it starts, which creates the client and so checks its options and its pipeline. A client that an app has
/// replaced, for example in a test, is not checked.
/// </summary>
internal sealed class ClaudeClientStart
{
    public static void Resolve(IServiceScopeFactory scopes, string? serviceKey)
    {
        // A replacement may be a scoped service.
        using IServiceScope scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredKeyedService<ClaudeClient>(serviceKey);
    }
}
