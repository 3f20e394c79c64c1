using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Claude.Aot.Tests.Shared;

/// <summary>Checks that a request that is written as JSON and read again is the same.</summary>
internal static class RequestRoundTripCheck
{
    private const string Wire = """
        {
          "model": "claude-sonnet-5-5",
          "max_tokens": 2048,
          "messages": [
            {"role": "user", "content": "Wie ist das Wetter in \"Zürich\"? ☀"},
            {"role": "assistant", "content": [
              {"type": "text", "text": "One moment."},
              {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"place": "Zürich"}}
            ]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "17 °C", "is_error": false}]}
          ],
          "system": "Be brief.",
          "temperature": 0.5,
          "stop_sequences": ["END"],
          "thinking": {"type": "enabled", "budget_tokens": 1024},
          "tools": [{"type": "custom", "name": "get_weather", "description": "Current weather", "input_schema": {"type": "object"}}],
          "tool_choice": {"type": "tool", "name": "get_weather", "disable_parallel_tool_use": true},
          "metadata": {"user_id": "user-1"},
          "not_in_the_schema_yet": [1, 2]
        }
        """;

    private static readonly JsonTypeInfo<MessageRequest> s_typeInfo =
        (JsonTypeInfo<MessageRequest>)new JsonSerializerOptions { TypeInfoResolver = ClaudeJson.Resolver }.GetTypeInfo(typeof(MessageRequest));

    public static Task RunAsync()
    {
        using JsonDocument wire = JsonDocument.Parse(Wire);
        Check.JsonEqual(wire.RootElement, Create().ToJson(), "request made by initialisers");

        MessageRequest read = ClaudeJson.Parse<MessageRequest>(Wire);
        Check.JsonEqual(wire.RootElement, read.ToJson(), "request read and written");
        Check.JsonEqual(wire.RootElement, JsonSerializer.Serialize(Create(), s_typeInfo), "request through JsonSerializer");
        Check.Equal(2048, read.MaxTokens, "max_tokens");
        Check.Equal(3, read.Messages.Count, "messages");
        Check.Equal(Role.Assistant, read.Messages[1].Role, "role");
        Check.Equal(1024, (read.Thinking as EnabledThinking)?.BudgetTokens, "budget_tokens");
        Check.Equal("not_in_the_schema_yet", read.Extra.Single().Key, "extra member");
        return Task.CompletedTask;
    }

    private static MessageRequest Create() => new()
    {
        Model = "claude-sonnet-5-5",
        MaxTokens = 2048,
        Messages =
        [
            new InputMessage { Role = Role.User, Content = "Wie ist das Wetter in \"Zürich\"? ☀" },
            new InputMessage
            {
                Role = Role.Assistant,
                Content = (ContentBlock[])
                [
                    new TextBlock { Text = "One moment." },
                    new ToolUseBlock { Id = "toolu_1", Name = "get_weather", Input = ToolInput.Parse("""{"place":"Zürich"}"""u8) },
                ],
            },
            new InputMessage
            {
                Role = Role.User,
                Content = (ContentBlock[])[new ToolResultBlock { ToolUseId = "toolu_1", Content = "17 °C", IsError = false }],
            },
        ],
        System = "Be brief.",
        Temperature = 0.5,
        StopSequences = ["END"],
        Thinking = new EnabledThinking { BudgetTokens = 1024 },
        Tools = [new Tool { Name = "get_weather", Description = "Current weather", InputSchema = RawJson.Parse("""{"type":"object"}""") }],
        ToolChoice = new NamedToolChoice { Name = "get_weather", DisableParallelToolUse = true },
        Metadata = new Metadata { UserId = "user-1" },
        Extra = [new("not_in_the_schema_yet", RawJson.Parse("[1,2]"))],
    };
}
