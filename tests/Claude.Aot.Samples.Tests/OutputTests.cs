using System.Text;
using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests;

public abstract class OutputTests(SampleWorkshop workshop)
{
    private const string Program = "21-typed-output";

    [Fact]
    public async Task Output_OfARefusal_IsNamedAsSuch()
    {
        string refused = Encoding.UTF8.GetString(Recording.Script(Program).Body.Span).Replace("\"end_turn\"", "\"refusal\"", StringComparison.Ordinal);
        await using ReplayServer server = await ReplayServer.StartAsync(ResponseScript.FromText(refused));

        SampleResult result = await SampleProcess.RunAsync(await workshop.BuildAsync(Program), server);

        Assert.Equal("", result.Error);
        Assert.Contains("\nRefusal: ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("minutes", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }
}
