using System.Text;
using Claude.Aot.Samples.Tests.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests;

public abstract class FileSampleTests(SampleWorkshop workshop)
{
    private const string Program = "27-files";

    [Fact]
    public async Task File_IsUploadedAskedAboutAndDeleted()
    {
        string path = Repository.PathOf("LICENSE");
        await using ReplayServer server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes()
            .Map("POST", "/v1/files", ResponseScript.File("file_1", "LICENSE"))
            .Map("POST", "/v1/messages", new MessageScript().Text("It says ", "nothing.").End())
            .Map("DELETE", "/v1/files/file_1", ResponseScript.Deleted("file_1", "file_deleted")));
        string[] command = [.. await workshop.BuildAsync(Program), path];

        SampleResult result = await SampleProcess.RunAsync(command, server);

        Assert.Equal(("", "It says nothing."), (result.Error, result.Output));
        Assert.Equal(["POST /v1/files", "POST /v1/messages", "DELETE /v1/files/file_1"], server.Log.All.Select(sent => $"{sent.Method} {sent.Path}"));
        Assert.Contains(await File.ReadAllTextAsync(path, Encoding.UTF8), server.Log.All[0].BodyText, StringComparison.Ordinal);
        Assert.Contains("""{"type":"document","source":{"type":"file","file_id":"file_1"}}""", server.Log.All[1].BodyText, StringComparison.Ordinal);
    }
}
