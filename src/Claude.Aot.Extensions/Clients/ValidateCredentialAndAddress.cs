using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Clients;

/// <summary>Checks what the constructor of a client checks, and that there is a credential. The failure names the setting.</summary>
internal sealed class ValidateCredentialAndAddress(IOptionsMonitor<ClaudeClientRegistration> registrations) : IValidateOptions<ClaudeClientOptions>
{
    public ValidateOptionsResult Validate(string? name, ClaudeClientOptions options)
    {
        ClaudeClientRegistration registration = registrations.Get(name);
        try
        {
            options.Validate(registration.HasCredential);
            return ValidateOptionsResult.Success;
        }
        catch (ClaudeConfigurationException e)
        {
            string client = string.IsNullOrEmpty(name) ? "" : $"Claude client '{name}': ";
            string section = registration.Section is { } path ? $"{path}:" : "";
            return ValidateOptionsResult.Fail($"{client}{section}{e.Option}: {e.Message}");
        }
    }
}
