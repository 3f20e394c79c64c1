using Claude.Aot;

namespace Claude.Cli;

/// <summary>Creates the client of a command and runs the command with it.</summary>
internal static class Calling
{
    /// <returns>The exit code.</returns>
    /// <exception cref="InputException">There is no API key, or an address or a header is not valid.</exception>
    public static async Task<int> RunAsync(ClaudeClientOptions options, Func<ClaudeClient, Task<int>> call)
    {
        try
        {
            options.Validate();
            using var client = new ClaudeClient(options);
            return await call(client);
        }
        catch (Exception e) when (e is ClaudeConfigurationException or ArgumentException)
        {
            throw new InputException(ErrorText.Of(e));
        }
    }
}
