using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Configuration;

/// <summary>Sets options from a section of the configuration, and reports all its mistakes at once, each with the path of its setting.</summary>
internal sealed class ConfigureFromSection(string optionsName, IConfigurationSection section) : IConfigureNamedOptions<ClaudeClientOptions>
{
    public void Configure(ClaudeClientOptions options) => Configure(Options.DefaultName, options);

    /// <exception cref="OptionsValidationException">A setting is unknown or cannot be used.</exception>
    public void Configure(string? name, ClaudeClientOptions options)
    {
        if (name != optionsName)
        {
            return;
        }

        List<string> mistakes = [];
        Apply(Bind(mistakes), options, new SettingReader(section, mistakes));
        if (mistakes.Count > 0)
        {
            throw new OptionsValidationException(name, typeof(ClaudeClientOptions), mistakes);
        }
    }

    private ClaudeClientSettings Bind(List<string> mistakes)
    {
        try
        {
            return section.Get<ClaudeClientSettings>() ?? new ClaudeClientSettings();
        }
        catch (InvalidOperationException e)
        {
            // A value that cannot be converted. The message has its path.
            mistakes.Add(e.Message);
            return new ClaudeClientSettings();
        }
    }

    private static void Apply(ClaudeClientSettings settings, ClaudeClientOptions options, SettingReader reader)
    {
        // These two count if they are there at all, even without a value: the key of the environment is not used then.
        if (reader.Has(nameof(settings.ApiKey)))
        {
            options.ApiKey = settings.ApiKey;
        }

        if (reader.Has(nameof(settings.AuthToken)))
        {
            options.AuthToken = settings.AuthToken;
        }

        reader.Set(nameof(settings.BaseUrl), settings.BaseUrl, value => options.BaseUrl = ParseAddress(value));
        reader.Set(nameof(settings.ApiVersion), settings.ApiVersion, value => options.ApiVersion = value);
        reader.Set(nameof(settings.MaxRetries), settings.MaxRetries, value => options.MaxRetries = value);
        reader.Set(nameof(settings.MaxRetryDelay), settings.MaxRetryDelay, value => options.MaxRetryDelay = value);
        reader.Set(nameof(settings.MaxResumptions), settings.MaxResumptions, value => options.MaxResumptions = value);
        reader.Set(nameof(settings.Strict), settings.Strict, value => options.Strict = value);
        reader.Set(nameof(settings.Telemetry), settings.Telemetry, value => options.Telemetry = value);
        reader.Set(nameof(settings.UseEnvironment), settings.UseEnvironment, value => options.UseEnvironment = value);
        reader.Set(nameof(settings.HttpVersion), settings.HttpVersion, value => options.HttpVersion = ParseVersion(value));
        reader.Set(nameof(settings.HttpVersionPolicy), settings.HttpVersionPolicy, value => options.HttpVersionPolicy = value);
        reader.SetAll(nameof(settings.Betas), settings.Betas, options.Betas.Add);
        reader.SetAll(nameof(settings.Headers), settings.Headers, header => options.Headers[header.Key] = header.Value);
        Apply(settings.Timeouts, options.Timeouts, reader.Nested(nameof(settings.Timeouts)));
        Apply(settings.Limits, options.Limits, reader.Nested(nameof(settings.Limits)));
        reader.ReportUnknown();
    }

    private static void Apply(TimeoutSettings settings, ClaudeTimeouts timeouts, SettingReader reader)
    {
        reader.Set(nameof(settings.Connect), settings.Connect, value => timeouts.Connect = value);
        reader.Set(nameof(settings.FirstEvent), settings.FirstEvent, value => timeouts.FirstEvent = value);
        reader.Set(nameof(settings.Idle), settings.Idle, value => timeouts.Idle = value);
        reader.Set(nameof(settings.Headers), settings.Headers, value => timeouts.Headers = value);
        reader.Set(nameof(settings.Body), settings.Body, value => timeouts.Body = value);
        reader.Set(nameof(settings.ErrorBody), settings.ErrorBody, value => timeouts.ErrorBody = value);
        reader.Set(nameof(settings.Total), settings.Total, value => timeouts.Total = value);
        reader.ReportUnknown();
    }

    private static void Apply(LimitSettings settings, StreamLimits limits, SettingReader reader)
    {
        reader.Set(nameof(settings.MaxLineBytes), settings.MaxLineBytes, value => limits.MaxLineBytes = value);
        reader.Set(nameof(settings.MaxEventBytes), settings.MaxEventBytes, value => limits.MaxEventBytes = value);
        reader.Set(nameof(settings.MaxMessageBytes), settings.MaxMessageBytes, value => limits.MaxMessageBytes = value);
        reader.Set(nameof(settings.MaxDepth), settings.MaxDepth, value => limits.MaxDepth = value);
        reader.Set(nameof(settings.MaxBlocks), settings.MaxBlocks, value => limits.MaxBlocks = value);
        reader.ReportUnknown();
    }

    // The message does not quote the address, because it may contain a password.
    private static Uri ParseAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address : throw new ArgumentException("This is not an absolute address.");

    private static Version ParseVersion(string text) =>
        Version.TryParse(text, out Version? version) ? version : throw new ArgumentException("This is not a version such as 1.1 or 2.0.");
}
