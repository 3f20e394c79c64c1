using System.Text;
using Claude.Aot.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>Generic hosts for tests. They read no files and no environment variables, and check scopes.</summary>
internal static class TestHost
{
    public const string Key = "sk-ant-test-0123456789";

    public static MessageRequest Hello { get; } = new() { Model = ClaudeModel.Sonnet55, MaxTokens = 100, Messages = ["Hi"] };

    public static ResponseScript HelloScript { get; } = new MessageScript().Text("Hel", "lo").End();

    public static string HelloText { get; } = Encoding.UTF8.GetString(HelloScript.Body.Span);

    /// <param name="settings">The configuration; the last value of a key counts.</param>
    public static HostApplicationBuilder CreateBuilder(params (string Key, string? Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true }));
        builder.Configuration.AddInMemoryCollection(settings.Reverse().DistinctBy(setting => setting.Key).ToDictionary(setting => setting.Key, setting => setting.Value));
        return builder;
    }

    /// <summary>Starts a host and returns the mistakes that keep it from starting.</summary>
    public static async Task<string[]> FailAsync(HostApplicationBuilder builder)
    {
        using IHost host = builder.Build();
        Exception? e = await Record.ExceptionAsync(() => host.StartAsync(TestContext.Current.CancellationToken));
        return e switch
        {
            null => [],
            OptionsValidationException options => [.. options.Failures],
            _ => [$"{e.GetType().Name}: {e.Message}"],
        };
    }

    public static async Task<string> AskAsync(this ClaudeClient client, RequestOptions? options = null)
    {
        await using MessageStream stream = await client.Messages.StreamAsync(Hello, options, TestContext.Current.CancellationToken);
        return await stream.GetFinalTextAsync(TestContext.Current.CancellationToken);
    }
}
