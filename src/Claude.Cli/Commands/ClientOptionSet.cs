using System.CommandLine;
using System.Globalization;
using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary>The options for the connection to the API, timeouts and retries.</summary>
internal sealed class ClientOptionSet
{
    private readonly Option<string> _baseUrl =
        new("--base-url") { HelpName = "U", Description = "base URL of the API (default: ANTHROPIC_BASE_URL if set, otherwise https://api.anthropic.com)" };

    private readonly Option<string> _apiVersion =
        new("--api-version") { HelpName = "V", Description = $"version of the API (default: {ClaudeApiVersion.V20230601})" };

    private readonly Option<double?> _idleTimeout =
        NumberOption.Decimal("--idle-timeout", "S", "fail if nothing arrives for S seconds within the response (default: 120)", canBeZero: false);

    private readonly Option<int?> _retries = NumberOption.Whole("--retries", "N", "retry at most N times (default: 2)", from: 0);
    private readonly Option<bool> _http2 = new("--http2") { Description = "use only HTTP/2, even without TLS" };

    /// <summary>Gets a value that indicates whether the environment has an API key or a token.</summary>
    public static bool HasCredentials => IsSet("ANTHROPIC_API_KEY") || IsSet("ANTHROPIC_AUTH_TOKEN");

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_baseUrl, _apiVersion, _idleTimeout, _retries, _http2])
        {
            command.Add(option);
        }
    }

    /// <summary>Gets the options. Retries are reported on a terminal.</summary>
    /// <exception cref="InputException">The base URL is not a valid address, or there is no API key.</exception>
    public ClaudeClientOptions Get(ParseResult parsed) => Get(parsed, StandardError.WriteLine);

    /// <summary>Gets the options.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="report">Receives a line about each retry if standard error is a terminal; null if retries are not reported.</param>
    /// <exception cref="InputException">The base URL is not a valid address, or there is no API key.</exception>
    public ClaudeClientOptions Get(ParseResult parsed, Action<string>? report)
    {
        var options = new ClaudeClientOptions { BaseUrl = ParseAddress(parsed.GetValue(_baseUrl)) };
        options.ApiVersion = parsed.GetValue(_apiVersion) ?? options.ApiVersion;
        options.MaxRetries = parsed.GetValue(_retries) ?? options.MaxRetries;
        if (parsed.GetValue(_idleTimeout) is { } seconds)
        {
            options.Timeouts.Idle = TimeSpan.FromSeconds(seconds);
        }

        if (parsed.GetValue(_http2))
        {
            options.HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        }

        if (StandardError.IsTerminal && report is not null)
        {
            options.OnDiagnostic = diagnostic =>
            {
                if (diagnostic.Kind == ClaudeDiagnosticKind.Retry)
                {
                    report(Describe(diagnostic));
                }
            };
        }

        // A server on this machine, such as the serve command, needs no key.
        if (!HasCredentials)
        {
            options.ApiKey = IsOnThisMachine(options.BaseUrl)
                ? "none"
                : throw new InputException("there is no API key. Set the environment variable ANTHROPIC_API_KEY (or ANTHROPIC_AUTH_TOKEN)");
        }

        return options;
    }

    private static string Describe(ClaudeDiagnostic retry)
    {
        string reason = retry.Failure is ClaudeApiException failure ? $"the server answered with status {failure.Status}" : "the request failed";
        return string.Create(CultureInfo.InvariantCulture, $"{reason}; sending it again in {retry.Delay.TotalSeconds:0.#} s (retry {retry.Attempt})");
    }

    /// <summary>Gets a value that indicates whether no request can be sent, because there is no API key and the server is not on this machine.</summary>
    public bool IsOffline(ParseResult parsed) => !HasCredentials && !IsOnThisMachine(ParseAddress(parsed.GetValue(_baseUrl)));

    private static bool IsOnThisMachine(Uri? baseUrl) => (baseUrl ?? AddressOfEnvironment()) is { IsLoopback: true };

    private static Uri? ParseAddress(string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) ? address
        : throw new InputException($"'{text}' is not an absolute URL");

    private static Uri? AddressOfEnvironment() =>
        Uri.TryCreate(Environment.GetEnvironmentVariable("ANTHROPIC_BASE_URL"), UriKind.Absolute, out Uri? address) ? address : null;

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
