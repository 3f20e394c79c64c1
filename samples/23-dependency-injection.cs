// Injects clients into a service of a host: the client of the app, whose options come from its configuration, and that of a tenant with a key of its own.
// Prints an answer from each.
#:project ../src/Claude.Aot/Claude.Aot.csproj
#:project ../src/Claude.Aot.Extensions/Claude.Aot.Extensions.csproj
#:package Microsoft.Extensions.Hosting

using Claude.Aot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Configuration["Claude:MaxRetries"] = "3";                      // usually in appsettings.json, and the keys in a vault
builder.Configuration["Tenants:B:ApiKey"] = "key-of-tenant-b";

builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
builder.Services.AddKeyedClaudeClient("tenant-b", builder.Configuration.GetSection("Tenants:B"));
builder.Services.AddTransient<Asker>();

using IHost host = builder.Build();
await host.StartAsync();                                               // throws if a key is missing or a setting is misspelled
await host.Services.GetRequiredService<Asker>().AskAsync("Why do rivers bend?");

internal sealed class Asker(ClaudeClient own, [FromKeyedServices("tenant-b")] ClaudeClient tenant)
{
    public async Task AskAsync(string question)
    {
        var request = new MessageRequest { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = [question] };
        foreach (ClaudeClient claude in (ClaudeClient[])[own, tenant])
        {
            await using MessageStream stream = await claude.Messages.StreamAsync(request);
            Console.WriteLine(await stream.GetFinalTextAsync());
        }
    }
}
