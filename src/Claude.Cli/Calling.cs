using Claude.Aot;

namespace Claude.Cli;

/// <summary>Makes the client of a command.</summary>
internal static class Calling
{
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">What was given makes no request: there is no key, or an address or a header is none.</exception>
    public static async Task<int> RunAsync(ClaudeClientOptions options, Func<ClaudeClient, Task<int>> call)
    {
        try
        {
            using var client = new ClaudeClient(options);
            return await call(client);
        }
        catch (ClaudeConfigurationException e)
        {
            throw new InputException(e.Message);
        }
    }
}
