using System.Globalization;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared.Http;
using Claude.Aot.Tests.Shared.Promises.Tools;

namespace Claude.Aot.Tests.Shared.Promises;

/// <summary>Checks that structured outputs are read from complete messages and while they arrive, and that each failure says what is wrong.</summary>
internal static class OutputCheck
{
    public const string RecipeJson = """{"title":"Sopa","minutes":30,"steps":["Cut","Cook"]}""";

    public const string EverythingJson = """
        { "text": "a\"\u00e9\ud83d\ude00\n", "number": -12, "flag": true, "scale": "Celsius", "day": "2026-01-31",
          "id": "0f8fad5b-d9cb-469f-a165-70867728950e", "main": { "name": "Salt", "grams": 1.5, "tags": [ "x", "y" ] },
          "others": [ { "name": "Oil", "grams": 2 }, {"name":"Ei","grams":3e1,"tags":null} ], "numbers": [1, 2,30], "lists": [["a"],[],["b","c"]],
          "note": null, "amount": 0.25 }
        """;

    public const string EverythingShown =
        "a\"é😀\n;-12;True;Celsius;2026-01-31;0f8fad5b-d9cb-469f-a165-70867728950e;Salt:1.5:[x,y];[Oil:2:null,Ei:30:null];[1,2,30];[[a],[],[b,c]];null;0.25";

    public static IEnumerable<(string Name, Func<Task> Run)> Cases() =>
    [
        ("an output is read from a stream", Output_OfAStream_IsRead),
        ("an output is created", Output_Created_SendsItsFormat),
        ("every kind of member is read", Output_OfEveryKind_IsRead),
        ("an output grows", Partial_OfAStream_Grows),
        ("text in several blocks is one output", Output_InSeveralBlocks_IsRead),
        ("text after the output does not count", Output_BeforeMoreText_IsRead),
        ("a refusal", () => Fails(ClaudeOutputErrorKind.Refusal, "refusal", "I cannot", null, null)),
        ("a refusal with JSON", () => Fails(ClaudeOutputErrorKind.Refusal, "refusal", RecipeJson, null, null)),
        ("a cut output", () => Fails(ClaudeOutputErrorKind.MaxTokens, "max_tokens", RecipeJson[..20], null, null)),
        ("a full context", () => Fails(ClaudeOutputErrorKind.MaxTokens, "model_context_window_exceeded", RecipeJson[..20], null, null)),
        ("no text at the limit", () => Fails(ClaudeOutputErrorKind.MaxTokens, "max_tokens", "", null, null)),
        ("prose", () => Fails(ClaudeOutputErrorKind.Invalid, "end_turn", "Hello", null, "the JSON is not valid, or nests deeper than 64 levels.")),
        ("no text", () => Fails(ClaudeOutputErrorKind.Invalid, "end_turn", "", null, "the message has no text.")),
        ("a value of another kind", () => Fails(
            ClaudeOutputErrorKind.Invalid, "end_turn", """{"title":"Secret","minutes":3,"steps":["a",7]}""", "$.steps[1]", "expected a string, found a number.")),
        ("a value out of range", () => Fails(
            ClaudeOutputErrorKind.Invalid, "end_turn", """{"title":"Secret","minutes":601,"steps":[]}""", "$.minutes", "expected a number of at least 1 and at most 600, found another number.")),
        ("a missing member", () => Fails(
            ClaudeOutputErrorKind.Invalid, "max_tokens", """{"title":"Secret","minutes":3}""", "$", "the required property 'steps' is missing.")),
        ("text after the JSON", () => Fails(
            ClaudeOutputErrorKind.Invalid, "end_turn", RecipeJson + "x", null, "the JSON is not valid, or nests deeper than 64 levels.")),
    ];

    public static string Show(Recipe.Partial? recipe) => recipe is null ? "" : $"{Show(recipe.Title)};{Show(recipe.Minutes)};{Show(recipe.Steps)}";

    public static string Show(Everything.Partial? all) => all is null
        ? ""
        : string.Join(';', [
            Show(all.Text), Show(all.Number), Show(all.Flag), Show(all.Scale), Show(all.Day), Show(all.Id), Show(all.Main),
            all.Others is null ? "null" : $"[{string.Join(',', all.Others.Select(Show))}]",
            all.Numbers is null ? "null" : $"[{string.Join(',', all.Numbers)}]",
            all.Lists is null ? "null" : $"[{string.Join(',', all.Lists.Select(Show))}]",
            Show(all.Note), Show(all.Amount)]);

    private static string Show(Everything.Partial.IngredientPartial? item) =>
        item is null ? "null" : $"{Show(item.Name)}:{Show(item.Grams)}:{Show(item.Tags)}";

    private static string Show(IReadOnlyList<string>? list) => list is null ? "null" : $"[{string.Join(',', list)}]";

    private static string Show(object? value) => value switch
    {
        null => "null",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static ResponseScript Script(string stopReason, params string[] pieces) => new MessageScript().Text(pieces).End(stopReason);

    private static async Task Output_OfAStream_IsRead()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Script("end_turn", RecipeJson[..9], RecipeJson[9..]));
        using ClaudeClient client = TestClient.Of(server);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello with { OutputConfig = Recipe.OutputConfig });
        Recipe recipe = await stream.GetFinalOutputAsync<Recipe>();
        Check.Equal("Sopa 30 Cut,Cook", $"{recipe.Title} {recipe.Minutes} {string.Join(',', recipe.Steps)}");
        Check.Contains(
            """output_config":{"format":{"type":"json_schema","schema":{"description":"A recipe.","type":"object","properties":{"title":{"type":"string"},"minutes":{"description":"{minimum: 1, maximum: 600}","type":"integer"},"steps":{"type":"array","items":{"type":"string"}}},"required":["title","minutes","steps"],"additionalProperties":false}}}""",
            server.Log.All[0].BodyText);
    }

    private static async Task Output_Created_SendsItsFormat()
    {
        await using ReplayServer server = await ReplayServer.StartAsync(Script("end_turn", RecipeJson));
        using ClaudeClient client = TestClient.Of(server);
        MessageRequest request = TestClient.Hello with { MaxTokens = 9000, OutputConfig = new OutputConfig { Effort = Effort.Low } };
        Recipe recipe = await client.Messages.CreateOutputAsync<Recipe>(request);
        Check.Equal(30, recipe.Minutes);
        Check.Contains("\"effort\":\"low\"", server.Log.All[0].BodyText);
        Check.Contains("\"json_schema\"", server.Log.All[0].BodyText);
    }

    private static async Task Output_OfEveryKind_IsRead()
    {
        Everything all = (await MessageOf("end_turn", EverythingJson)).GetOutput<Everything>();
        Check.Equal("a\"é😀\n -12 30 c", $"{all.Text} {all.Number} {all.Others[1].Grams} {all.Lists[2][1]}");
    }

    private static async Task Partial_OfAStream_Grows()
    {
        string[] pieces = [.. RecipeJson.Chunk(9).Select(chunk => new string(chunk))];
        await using ReplayServer server = await ReplayServer.StartAsync(Script("end_turn", pieces));
        using ClaudeClient client = TestClient.Of(server);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        List<string> shown = [];
        await foreach (Recipe.Partial soFar in Recipe.ReadPartialAsync(stream))
        {
            shown.Add(Show(soFar));
        }

        Check.SequenceEqual(
            ["null;null;null", "Sopa;null;null", "Sopa;30;null", "Sopa;30;[Cut,]", "Sopa;30;[Cut,Cook]"],
            shown);
        Check.Equal("Sopa", (await stream.GetFinalOutputAsync<Recipe>()).Title);
    }

    private static async Task Output_InSeveralBlocks_IsRead() =>
        Check.Equal(30, (await Of("end_turn", RecipeJson[..15], RecipeJson[15..])).GetOutput<Recipe>().Minutes);

    private static async Task Output_BeforeMoreText_IsRead() => Check.Equal(30, (await Of("end_turn", RecipeJson, "Enjoy!")).GetOutput<Recipe>().Minutes);

    private static async Task Fails(ClaudeOutputErrorKind kind, string stopReason, string text, string? path, string? reason)
    {
        Message message = await MessageOf(stopReason, text);
        ClaudeOutputException error = await Check.ThrowsAsync<ClaudeOutputException>(() => Task.FromResult(message.GetOutput<Recipe>()));
        Check.Equal(kind, error.Kind);
        Check.Equal(path, error.Path);
        Check.Equal(reason, error.Reason);
        Check.That(ReferenceEquals(message, error.FinalMessage));
        Check.That(!error.Message.Contains("Secret", StringComparison.Ordinal) && error.Message.Contains("FinalMessage", StringComparison.Ordinal)
            || kind == ClaudeOutputErrorKind.MaxTokens);
    }

    private static Task<Message> MessageOf(string stopReason, string text) => text.Length == 0 ? Of(stopReason) : Of(stopReason, text);

    private static async Task<Message> Of(string stopReason, params string[] blocks)
    {
        var script = new MessageScript();
        foreach (string block in blocks)
        {
            script.Text(block);
        }

        await using ReplayServer server = await ReplayServer.StartAsync(script.End(stopReason));
        using ClaudeClient client = TestClient.Of(server);
        await using MessageStream stream = await client.Messages.StreamAsync(TestClient.Hello);
        return await stream.GetFinalMessageAsync();
    }
}
