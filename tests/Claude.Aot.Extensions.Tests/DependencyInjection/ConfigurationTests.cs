using System.Reflection;
using Claude.Aot.Extensions.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>Options that are read from configuration.</summary>
public sealed class ConfigurationTests
{
    // Options that are objects or delegates.
    private static readonly string[] s_notInConfiguration =
    [
        nameof(ClaudeClientOptions.CredentialProvider), nameof(ClaudeClientOptions.DisposeHttpHandler), nameof(ClaudeClientOptions.ExtraBody),
        nameof(ClaudeClientOptions.HttpHandler), nameof(ClaudeClientOptions.OnDiagnostic), nameof(ClaudeClientOptions.TimeProvider),
    ];

    [Fact]
    public void Section_EverySetting_IsTaken()
    {
        ClaudeClientOptions options = Read(
            ("Claude:ApiKey", TestHost.Key), ("Claude:BaseUrl", "https://gateway.example/claude"), ("Claude:ApiVersion", ClaudeApiVersion.V20261021),
            ("Claude:MaxRetries", "5"), ("Claude:MaxRetryDelay", "00:00:07"), ("Claude:MaxResumptions", "3"), ("Claude:Strict", "true"),
            ("Claude:UseEnvironment", "false"), ("Claude:HttpVersion", "1.1"), ("Claude:HttpVersionPolicy", "RequestVersionExact"),
            ("Claude:Betas:0", "one"), ("Claude:Betas:1", "two"), ("Claude:Headers:x-team", "blue"),
            ("Claude:Timeouts:Connect", "00:00:01"), ("Claude:Timeouts:FirstEvent", "00:00:02"), ("Claude:Timeouts:Idle", "00:00:03"),
            ("Claude:Timeouts:Headers", "00:00:04"), ("Claude:Timeouts:Body", "00:00:05"), ("Claude:Timeouts:ErrorBody", "00:00:06"),
            ("Claude:Timeouts:Total", "-00:00:00.001"),
            ("Claude:Limits:MaxLineBytes", "11"), ("Claude:Limits:MaxEventBytes", "12"), ("Claude:Limits:MaxMessageBytes", "13"),
            ("Claude:Limits:MaxDepth", "14"), ("Claude:Limits:MaxBlocks", "15"));

        Assert.Equal(TestHost.Key, options.ApiKey);
        Assert.Equal("https://gateway.example/claude", options.BaseUrl!.AbsoluteUri);
        Assert.Equal(ClaudeApiVersion.V20261021, options.ApiVersion);
        Assert.Equal((5, TimeSpan.FromSeconds(7), 3), (options.MaxRetries, options.MaxRetryDelay, options.MaxResumptions));
        Assert.Equal((true, false), (options.Strict, options.UseEnvironment));
        Assert.Equal((new Version(1, 1), HttpVersionPolicy.RequestVersionExact), (options.HttpVersion, options.HttpVersionPolicy));
        Assert.Equal(["one", "two"], options.Betas);
        Assert.Equal("blue", options.Headers["X-Team"]);
        ClaudeTimeouts timeouts = options.Timeouts;
        TimeSpan[] times = [timeouts.Connect, timeouts.FirstEvent, timeouts.Idle, timeouts.Headers, timeouts.Body, timeouts.ErrorBody];
        Assert.Equal([1, 2, 3, 4, 5, 6], times.Select(time => time.TotalSeconds));
        Assert.Equal(Timeout.InfiniteTimeSpan, timeouts.Total);
        StreamLimits limits = options.Limits;
        Assert.Equal([11, 12, 13, 14, 15], [limits.MaxLineBytes, limits.MaxEventBytes, limits.MaxMessageBytes, limits.MaxDepth, limits.MaxBlocks]);
        Assert.Equal("token", Read(("Claude:AuthToken", "token")).AuthToken);
    }

    [Fact]
    public void Section_Empty_LeavesTheDefaults()
    {
        ClaudeClientOptions options = Read(("Claude:ApiKey", TestHost.Key)), defaults = new();

        Assert.Equal((defaults.MaxRetries, defaults.MaxRetryDelay, defaults.HttpVersion), (options.MaxRetries, options.MaxRetryDelay, options.HttpVersion));
        Assert.Equal((defaults.Timeouts.Idle, defaults.Limits.MaxBlocks), (options.Timeouts.Idle, options.Limits.MaxBlocks));
        Assert.True(options.UseEnvironment);
    }

    [Theory]
    [InlineData(typeof(ClaudeClientOptions), typeof(ClaudeClientSettings))]
    [InlineData(typeof(ClaudeTimeouts), typeof(TimeoutSettings))]
    [InlineData(typeof(StreamLimits), typeof(LimitSettings))]
    public void Option_Each_IsASettingOrAnObject(Type options, Type settings) =>
        Assert.Equal(NamesOf(options).Except(s_notInConfiguration).Order(), NamesOf(settings).Order());

    [Theory]
    [InlineData("Claude:ApiKye", "sk-ant-mistaken-0123", "Claude:ApiKye: There is no such setting.")]
    [InlineData("Claude:Timeouts:Idel", "00:00:01", "Claude:Timeouts:Idel: There is no such setting. The settings here are Body, Connect,")]
    [InlineData("Claude:Limits:MaxSize", "1", "Claude:Limits:MaxSize: There is no such setting.")]
    [InlineData("Claude:MaxRetries", "-1", "Claude:MaxRetries: MaxRetries ('-1') must be a non-negative value.")]
    [InlineData("Claude:MaxRetries", "many", "Failed to convert configuration value 'many' at 'Claude:MaxRetries' to type 'System.Int32'.")]
    [InlineData("Claude:Timeouts:Idle", "00:00:00", "Claude:Timeouts:Idle: Idle is positive and at most 49 days")]
    [InlineData("Claude:Limits:MaxBlocks", "0", "Claude:Limits:MaxBlocks: MaxBlocks ('0') must be greater than or equal to '1'.")]
    [InlineData("Claude:HttpVersion", "two", "Claude:HttpVersion: This is not a version such as 1.1 or 2.0.")]
    [InlineData("Claude:BaseUrl", "user:s3cret@gateway", "Claude:BaseUrl: The base URL must be absolute")]
    [InlineData("Claude:BaseUrl", "//user:s3cret@", "Claude:BaseUrl: ")]
    [InlineData("Claude:BaseUrl", "http://gateway.example", "Claude:BaseUrl: The base URL http://gateway.example would send the key unencrypted")]
    [InlineData("Claude:ApiKey", "", "Claude:ApiKey: ApiKey is empty.")]
    [InlineData("Claude:ApiKey", "sk-ant-mistaken 0123", "Claude:ApiKey: ApiKey contains a character that a key cannot have")]
    [InlineData("Claude:ApiKey", null, "Claude:ApiKey: A credential was set to null")]
    [InlineData("Claude:AuthToken", "sk-ant-mistaken-0123", "Claude:ApiKey: Set only one of ApiKey, AuthToken and CredentialProvider.")]
    public async Task Host_WithAMistake_DoesNotStartAndNamesTheSetting(string key, string? value, string expected)
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder(("Claude:ApiKey", TestHost.Key), (key, value));
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));

        string mistake = Assert.Single(await TestHost.FailAsync(builder));

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("mistaken", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain(TestHost.Key, mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithManyMistakes_NamesThemAll()
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder(("Claude:ApiKye", "a"), ("Claude:MaxRetries", "-1"), ("Claude:Timeouts:Idle", "-1"));
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));

        string[] mistakes = await TestHost.FailAsync(builder);

        Assert.Equal(["Claude:MaxRetries", "Claude:Timeouts:Idle", "Claude:ApiKye"], mistakes.Select(mistake => mistake.Split(": ")[0]));
    }

    [Fact]
    public void Delegate_OutOfRange_ThrowsWhereItIsSet()
    {
        using ServiceProvider services = new ServiceCollection().AddClaudeClient(options => options.MaxRetries = -1).Services.BuildServiceProvider();

        Assert.Equal("MaxRetries", Assert.Throws<ArgumentOutOfRangeException>(services.GetRequiredService<ClaudeClient>).ParamName);
    }

    private static ClaudeClientOptions Read(params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = TestHost.CreateBuilder(settings);
        builder.Services.AddClaudeClient(builder.Configuration.GetSection("Claude"));
        using IHost host = builder.Build();
        return host.Services.GetRequiredService<IOptionsMonitor<ClaudeClientOptions>>().CurrentValue;
    }

    private static IEnumerable<string> NamesOf(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
