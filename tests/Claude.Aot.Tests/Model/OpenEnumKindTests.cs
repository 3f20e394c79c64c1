using System.Text.Json;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Model;

/// <summary>An open enum can be switched on, and its default value means that there is none.</summary>
public sealed class OpenEnumKindTests
{
    [Theory]
    [InlineData("end_turn", StopReasonKind.EndTurn)]
    [InlineData("max_tokens", StopReasonKind.MaxTokens)]
    [InlineData("stop_sequence", StopReasonKind.StopSequence)]
    [InlineData("tool_use", StopReasonKind.ToolUse)]
    [InlineData("pause_turn", StopReasonKind.PauseTurn)]
    [InlineData("compaction", StopReasonKind.Compaction)]
    [InlineData("refusal", StopReasonKind.Refusal)]
    [InlineData("model_context_window_exceeded", StopReasonKind.ModelContextWindowExceeded)]
    [InlineData("of_tomorrow", StopReasonKind.Unknown)]
    [InlineData("END_TURN", StopReasonKind.Unknown)]
    [InlineData("", StopReasonKind.None)]
    public void StopReason_OfAnyText_HasAKind(string text, StopReasonKind expected) => Assert.Equal(expected, new StopReason(text).Kind);

    [Fact]
    public void StopReason_Default_IsNone()
    {
        Assert.Equal(StopReasonKind.None, default(StopReason).Kind);
        Assert.Equal(StopReasonKind.None, new Message().StopReason.Kind);
        Assert.Equal(0, (int)StopReasonKind.None);
    }

    [Fact]
    public void Role_OfAnyText_HasAKind()
    {
        Assert.Equal((RoleKind.User, RoleKind.Assistant, RoleKind.System), (Role.User.Kind, Role.Assistant.Kind, Role.System.Kind));
        Assert.Equal((RoleKind.Unknown, RoleKind.None), (new Role("of_tomorrow").Kind, default(Role).Kind));
    }

    [Fact]
    public async Task StopReason_OfAStream_IsTheSameInViewAndMessage()
    {
        await using MessageStream stream = SseBody.Begin().MessageDelta("""{"stop_reason":"refusal"}""").MessageStop().Open();
        List<StopReasonKind> seen = [];
        await foreach (StreamEvent e in stream)
        {
            seen.Add(e.StopReason.Kind);
            seen.Add(stream.Snapshot.StopReason.Kind);
        }

        Message message = await stream.GetFinalMessageAsync();
        string next = message.StopReason.Kind switch
        {
            StopReasonKind.EndTurn => "done",
            StopReasonKind.Refusal => "stop",
            _ => "other",
        };

        Assert.Equal("stop", next);
        Assert.Equal([StopReasonKind.None, StopReasonKind.None, StopReasonKind.Refusal, StopReasonKind.Refusal, StopReasonKind.None, StopReasonKind.Refusal], seen);
    }

    [Fact]
    public void Message_WithoutStopReason_IsWrittenWithoutOne()
    {
        using JsonDocument none = JsonDocument.Parse(new Message { Id = "m" }.ToJson());
        using JsonDocument some = JsonDocument.Parse(new Message { Id = "m", StopReason = StopReason.EndTurn }.ToJson());

        Assert.False(none.RootElement.TryGetProperty("stop_reason", out JsonElement absent) && absent.ValueKind != JsonValueKind.Null);
        Assert.Equal("end_turn", some.RootElement.GetProperty("stop_reason").GetString());
    }
}
