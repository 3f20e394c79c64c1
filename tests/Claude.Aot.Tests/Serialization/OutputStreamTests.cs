using System.ComponentModel.DataAnnotations;
using Claude.Aot.Tests.Shared;
using Claude.Aot.Tests.Shared.Promises;
using Claude.Aot.Tests.Shared.Promises.Tools;

namespace Claude.Aot.Tests.Serialization;

/// <summary>Outputs of streams of every form: what is shown agrees with the final output, and a stream that fails shows what arrived.</summary>
public sealed partial class OutputStreamTests
{
    private const string Json = OutputCheck.RecipeJson;
    private const string Shown = "Sopa;30;[Cut,Cook]";
    private const string Citation =
        """{"type":"char_location","cited_text":"a","document_index":0,"document_title":null,"start_char_index":0,"end_char_index":1,"file_id":null}""";

    public static TheoryData<string> Forms => new(s_bodies.Keys);

    private static readonly Dictionary<string, Func<SseBody>> s_bodies = new()
    {
        ["one delta"] = () => SseBody.OfText(Json),
        ["one character per delta"] = () => SseBody.OfText([.. Json.Select(character => character.ToString())]),
        ["thinking before the text"] = () => SseBody.Begin()
            .ThinkingStart().Thinking("{\"title\":\"No\"}").Signature("s").BlockStop()
            .TextStart(1).Text(Json[..20], 1).Text(Json[20..], 1).BlockStop(1).End(),
        ["citations in the text"] = () => SseBody.Begin().TextStart().Text(Json[..20]).Citation(Citation).Text(Json[20..]).BlockStop().End(),
        ["several text blocks"] = () => SseBody.Begin()
            .TextStart().Text(Json[..11]).BlockStop().TextStart(1).Text(Json[11..40], 1).BlockStop(1).TextStart(2).Text(Json[40..], 2).BlockStop(2).End(),
        ["text after the output"] = () => SseBody.Begin().TextStart().Text(Json).BlockStop().TextStart(1).Text("{\"title\":\"No\"}", 1).BlockStop(1).End(),
        ["text in the start of the block"] = () => SseBody.Begin()
            .BlockStart(0, """{"type":"text","text":"{\"title\":\"So"}""").Text(Json[12..]).BlockStop().End(),
        ["pings and an unknown block"] = () => SseBody.Begin().Event("""{"type":"ping"}""")
            .BlockStart(0, """{"type":"new_block","text":"{"}""").BlockStop()
            .TextStart(1).Text(Json[..20], 1).Event("""{"type":"ping"}""").Text(Json[20..], 1).BlockStop(1).End(),
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Output_OfAStream_IsShownAndRead(string form)
    {
        await using MessageStream stream = s_bodies[form]().Open();
        List<string> shown = await ShowAsync(stream);

        Recipe recipe = await stream.GetFinalOutputAsync<Recipe>(TestContext.Current.CancellationToken);

        Assert.Equal(Shown, shown[^1]);
        Assert.Equal(Shown, $"{recipe.Title};{recipe.Minutes};[{string.Join(',', recipe.Steps)}]");
    }

    [Fact]
    public async Task Partial_OfADeltaThatAddsNothing_IsNotShown()
    {
        await using MessageStream stream = SseBody.OfText([.. Json.Select(character => character.ToString())]).Open();

        List<string> shown = await ShowAsync(stream);

        // The object; the title with each letter; the minutes; the list; each step, empty and with each letter.
        Assert.Equal(1 + 5 + 1 + 1 + 4 + 5, shown.Count);
    }

    [Fact]
    public async Task Partial_OfAStreamCutAtEachByte_ShowsWhatArrivedAndThrows()
    {
        byte[] body = SseBody.OfText([.. Json.Chunk(5).Select(piece => new string(piece))]).ToArray();
        int whole = 0;
        for (int cut = 0; cut < body.Length; cut++)
        {
            await using MessageStream stream = MessageStream.FromStream(new MemoryStream(body, 0, cut));
            List<string> shown = [];

            Exception? failure = await Record.ExceptionAsync(() => ShowAsync(stream, shown));

            // The last event counts without the line ends behind it.
            Assert.Equal(cut >= body.Length - 2, failure is null);
            Assert.True(failure is null or ClaudeTransportException, failure?.ToString());
            Assert.Equal(shown.Distinct(), shown);
            Assert.True(shown.Count >= whole, $"Less is shown at {cut} than before.");
            whole = shown.Count;
        }

        Assert.Equal(7, whole);
    }

    [Theory]
    [InlineData("refusal", ClaudeOutputErrorKind.Refusal)]
    [InlineData("max_tokens", ClaudeOutputErrorKind.MaxTokens)]
    [InlineData("end_turn", ClaudeOutputErrorKind.Invalid)]
    public async Task Partial_OfAnOutputThatIsNotComplete_ShowsIt(string stopReason, ClaudeOutputErrorKind kind)
    {
        await using MessageStream stream = SseBody.Begin().TextStart().Text(Json[..47]).BlockStop()
            .MessageDelta($$"""{"stop_reason":"{{stopReason}}","stop_sequence":null}""").MessageStop().Open();

        Assert.Equal(["Sopa;30;[Cut,Co]"], await ShowAsync(stream));

        ClaudeOutputException error = await Assert.ThrowsAsync<ClaudeOutputException>(
            () => stream.GetFinalOutputAsync<Recipe>(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(kind, error.Kind);
    }

    [Fact]
    public async Task Output_WhosePatternTakesTooLong_IsInvalid()
    {
        // The expression backtracks for longer than anyone waits.
        Message message = await SseBody.OfText($$"""{"text":"{{new string('a', 40)}}!"}""").ReadAsync();

        ClaudeOutputException error = Assert.Throws<ClaudeOutputException>(() => message.GetOutput<Slow>());

        Assert.Equal(ClaudeOutputErrorKind.Invalid, error.Kind);
        Assert.Equal("$.text", error.Path);
    }

    private static async Task<List<string>> ShowAsync(MessageStream stream, List<string>? shown = null)
    {
        shown ??= [];
        await foreach (Recipe.Partial partial in Recipe.ReadPartialAsync(stream, TestContext.Current.CancellationToken))
        {
            shown.Add(OutputCheck.Show(partial));
        }

        return shown;
    }

    [ClaudeOutput]
    private sealed partial record Slow([property: RegularExpression("(a+)+", MatchTimeoutInMilliseconds = 1)] string Text);
}
