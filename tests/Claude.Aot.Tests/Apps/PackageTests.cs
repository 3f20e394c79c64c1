using System.IO.Compression;
using System.Net.Http.Json;
using System.Xml.Linq;
using Claude.Aot.Tests.Cli;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Tests.Apps;

/// <summary>Packs everything, and makes apps that have nothing but the packages.</summary>
[Slow]
[Collection(NativeBuild.Collection)]
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    private const string Plain = "llm-anthropic__test_url_prompt";

    private static readonly string s_text = string.Concat(Streams.Recorded(Plain).Expected.Text);

    public static TheoryData<string, string[], string[]> Packages => new()
    {
        { "Claude.Aot", [], ["analyzers/dotnet/cs/Claude.Aot.Generators.dll", "analyzers/dotnet/cs/Claude.Aot.CodeFixes.dll", "buildTransitive/Claude.Aot.props", "buildTransitive/Claude.Aot.targets"] },
        {
            "Claude.Aot.Extensions",
            [
                "Claude.Aot", "Microsoft.Extensions.Configuration.Binder", "Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions",
                "Microsoft.Extensions.Options.ConfigurationExtensions",
            ],
            []
        },
        { "Claude.Aot.Extensions.AI", ["Claude.Aot", "Microsoft.Extensions.AI.Abstractions"], [] },
        { "Claude.Aot.Testing", [], [] },
    };

    [Theory]
    [MemberData(nameof(Packages))]
    public async Task Library_Packed_HasItsPartsAndNoOtherDependency(string id, string[] dependencies, string[] files)
    {
        await using ZipArchive package = await ZipFile.OpenReadAsync(feed.PathOf(id));
        string[] entries = [.. package.Entries.Select(entry => entry.FullName)];
        Assert.All(["README.md", "icon.png", $"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", .. files], file => Assert.Contains(file, entries));

        XDocument manifest = await ReadManifestAsync(package);
        XNamespace name = manifest.Root!.Name.Namespace;
        Assert.Equal(dependencies, manifest.Descendants(name + "dependency").Select(dependency => dependency.Attribute("id")!.Value).Order(StringComparer.Ordinal));
        XElement metadata = manifest.Root.Element(name + "metadata")!;
        Assert.Equal("MIT", metadata.Element(name + "license")?.Value);
        Assert.All(["description", "authors", "readme", "icon", "tags"], element => Assert.NotEqual("", metadata.Element(name + element)?.Value ?? ""));

        await using ZipArchive symbols = await ZipFile.OpenReadAsync(feed.PathOf(id, "snupkg"));
        Assert.Contains(symbols.Entries, entry => entry.FullName == $"lib/net10.0/{id}.pdb");
    }

    [Fact]
    public async Task ConsoleTemplate_RunAndPublished_Streams()
    {
        string app = await CreateAsync("claude-console");
        using ServeProcess serve = await ServeAsync();

        Assert.StartsWith(s_text, await RunAsync(serve, app, "dotnet", "run"));
        Assert.StartsWith(s_text, await RunAsync(serve, app, await PublishAsync(app)));
    }

    [Fact]
    public async Task WebTemplate_Published_StreamsToThePage()
    {
        string app = await CreateAsync("claude-web");
        string program = await PublishAsync(app);
        using ServeProcess serve = await ServeAsync();
        using CliProcess server = CliProcess.StartProgram(
            program, EnvironmentOf(serve), "--urls", "http://127.0.0.1:0", "--contentRoot", Path.GetDirectoryName(program)!);
        using var browser = new HttpClient { BaseAddress = await ReadAddressAsync(server) };

        Assert.Contains("chat.js", await browser.GetStringAsync("/", TestContext.Current.CancellationToken));
        using HttpResponseMessage answer = await browser.PostAsJsonAsync("/chat", new { prompt = "Hi" }, TestContext.Current.CancellationToken);
        Assert.Equal(s_text, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TestTemplate_Tested_Passes()
    {
        string tests = await CreateAsync("claude-test");

        Assert.Contains("succeeded: 2", await feed.DotnetAsync(tests, "test"));
    }

    [Fact]
    public async Task FileBasedProgram_Run_Streams()
    {
        string folder = feed.CreateFolder("file");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "app.cs"),
            $$"""
            #:package Claude.Aot@{{feed.Version}}
            using Claude.Aot;
            using var client = new ClaudeClient();
            await using var stream = await client.Messages.StreamAsync(new() { Model = ClaudeModel.Sonnet55, MaxTokens = 1024, Messages = ["Hi"] });
            await stream.CopyTextToAsync(Console.OpenStandardOutput());
            Console.Write(Clock.NowTool.Name);

            static partial class Clock
            {
                /// <summary>Gets the time.</summary>
                [ClaudeTool]
                public static DateTimeOffset Now() => DateTimeOffset.UnixEpoch;
            }
            """);
        using ServeProcess serve = await ServeAsync();

        Assert.Equal($"{s_text}now", await RunAsync(serve, folder, "dotnet", "run", "app.cs"));
    }

    [Fact]
    public async Task App_WithASchema_HasItsTypes()
    {
        string app = await CreateAsync("claude-console", "own-schema");
        await File.WriteAllTextAsync(
            Path.Combine(app, "gateway.schema.json"),
            """
            {
              "$schema": "https://json-schema.org/draft/2020-12/schema",
              "$id": "https://example.com/gateway.schema.json",
              "description": "What the gateway sends.",
              "$defs": {
                "Route": { "type": "object", "description": "A route.", "properties": { "model": { "type": "string", "description": "The model." } } }
              }
            }
            """);
        await AddToProjectAsync(app, """<ItemGroup><ClaudeSchema Include="gateway.schema.json" Namespace="My.Gateway" /></ItemGroup>""");
        await File.WriteAllTextAsync(
            Path.Combine(app, "Program.cs"),
            """"Console.Write(Claude.Aot.ClaudeJson.Parse<My.Gateway.Route>("""{"model":"m-1"}"""u8)!.Model);"""");

        Assert.Equal("m-1", await feed.DotnetAsync(app, "run"));
    }

    [Fact]
    public async Task App_WithoutASchema_HasNoGeneratedCode()
    {
        string app = await CreateAsync("claude-console", "no-schema");
        await AddToProjectAsync(app, "<PropertyGroup><EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles></PropertyGroup>");

        await feed.DotnetAsync(app, "build");

        string[] generated = [.. Directory.EnumerateFiles(Path.Combine(app, "obj"), "*.cs", SearchOption.AllDirectories)];
        Assert.DoesNotContain(generated, file => file.Contains("Claude.Aot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tool_InstalledOrRunOnce_Runs()
    {
        string folder = feed.CreateFolder("tool");

        await feed.DotnetAsync(folder, "tool", "install", "claude-aot", "--version", feed.Version, "--tool-path", "bin");

        string program = NativeBuild.ProgramIn(Path.Combine(folder, "bin"), "claude-aot");
        string help = await Command.RunAsync(program, "--help");
        Assert.Contains("replay", help, StringComparison.Ordinal);
        Assert.Contains(help, await feed.DotnetAsync(folder, "dnx", "-y", $"claude-aot@{feed.Version}", "--", "--help"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PortableTool_Run_ShowsTheSameHelp()
    {
        string folder = feed.CreateFolder("portable-tool");
        await ZipFile.ExtractToDirectoryAsync(feed.PathOf("claude-aot.any"), folder);

        string program = Directory.GetFiles(folder, "claude-aot.dll", SearchOption.AllDirectories).Single();

        Assert.Contains("replay", await feed.DotnetAsync(folder, "exec", program, "--help"), StringComparison.Ordinal);
    }

    private async Task<string> CreateAsync(string template, string? name = null)
    {
        name ??= template;
        string folder = feed.CreateFolder($"{name}-parent");
        await feed.DotnetAsync(folder, "new", template, "-n", name);
        return Path.Combine(folder, name);
    }

    private static async Task AddToProjectAsync(string app, string xml)
    {
        string project = Directory.GetFiles(app, "*.csproj").Single();
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace("</Project>", $"{xml}</Project>", StringComparison.Ordinal));
    }

    /// <summary>Publishes an app natively; a warning is an error. Returns the path of the program.</summary>
    private async Task<string> PublishAsync(string app)
    {
        NativeToolchain.Require();
        await feed.DotnetAsync(app, "publish", "-o", "out", "-warnaserror", "--property:NativeDebugSymbols=false");
        return NativeBuild.ProgramIn(Path.Combine(app, "out"), Path.GetFileName(app));
    }

    private static Task<ServeProcess> ServeAsync() => ServeProcess.StartAsync(Streams.PathOf($"recorded/{Plain}"));

    private static (string, string)[] EnvironmentOf(ServeProcess serve) =>
        [("ANTHROPIC_API_KEY", "key-1"), ("ANTHROPIC_BASE_URL", serve.Address.AbsoluteUri)];

    private static Task<string> RunAsync(ServeProcess serve, string folder, string program, params string[] arguments) =>
        Command.RunInAsync(folder, EnvironmentOf(serve), program, arguments);

    private static async Task<Uri> ReadAddressAsync(CliProcess server)
    {
        while (true)
        {
            string line = await server.ReadLineAsync();
            Assert.NotEqual("", line);
            if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and int start)
            {
                return new Uri(line[start..]);
            }
        }
    }

    private static async Task<XDocument> ReadManifestAsync(ZipArchive package)
    {
        await using Stream manifest = await package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).OpenAsync();
        return await XDocument.LoadAsync(manifest, LoadOptions.None, CancellationToken.None);
    }
}
