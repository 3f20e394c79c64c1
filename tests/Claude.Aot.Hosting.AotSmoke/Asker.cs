namespace Claude.Aot.Hosting.AotSmoke;

/// <summary>A scoped service that uses the client.</summary>
internal sealed class Asker(ClaudeClient client)
{
    public Task<string> AskAsync() => HostingSuite.AskAsync(client);
}
