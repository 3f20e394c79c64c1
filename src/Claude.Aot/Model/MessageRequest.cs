using Claude.Aot.Json;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Hand-written members: beta features, and the continuation of an interrupted or paused response.</content>
public sealed partial record MessageRequest
{
    /// <summary>The beta features that this request uses, sent in the <c>anthropic-beta</c> header. None by default.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <summary>
    /// Creates a request that makes the model continue an interrupted response, such as <see cref="ClaudeException.Partial"/>. The response to the new request
    /// holds only the rest.
    /// </summary>
    /// <remarks>
    /// <para>
    /// The new request has the turns of this request, followed by the parts of <paramref name="partial"/> that the API accepts back: complete blocks, and the
    /// text of an incomplete text block. All other incomplete blocks, thinking that has no signature or is not followed by another block, text that is empty
    /// or only whitespace, and every tool call without a result are removed. Alternatively, you can run a complete tool call: answer it with a
    /// <see cref="ToolResultBlock"/> in a turn of your own, and do not use this method.
    /// </para>
    /// <para>
    /// For models up to Claude 4.5, the assistant turn is the last one if it ends in text. Its trailing whitespace is removed, and the model continues that
    /// text. Newer models, models whose name has no version, models that think and models that are forced to call a tool reject such a turn. For these models,
    /// a user turn that asks the model to continue follows it.
    /// </para>
    /// <para>
    /// A paused turn (<see cref="StopReason.PauseTurn"/>) is sent back unchanged, including a call of a server tool that has no result yet, and the model
    /// continues it.
    /// </para>
    /// <para>
    /// If no block can be sent back, or if the response is to be a single JSON document (<see cref="OutputConfig"/>), this request is returned and the model
    /// starts over.
    /// </para>
    /// </remarks>
    /// <param name="partial">The part of the response that was received.</param>
    /// <exception cref="ArgumentNullException"><paramref name="partial"/> is null.</exception>
    public MessageRequest ContinueFrom(Message partial)
    {
        ArgumentNullException.ThrowIfNull(partial);
        RawJson request = ToRawJson();
        if (partial.StopReason == StopReason.PauseTurn)
        {
            return WithTurns([.. Messages, partial.ToTurn()]);
        }

        var continuation = Continuation.Of(request, [.. partial.Content.Select(block => new PartialBlock(block.ToRawJson(), block.IsComplete))]);
        return continuation.Kept.Count == 0 ? this : new MessageRequest(ContinuedRequest.Write(request, continuation)) { Betas = Betas };
    }

    /// <inheritdoc/>
    protected override string Summary => Tools is { Count: > 0 } tools
        ? $"Model = {Model}, MaxTokens = {MaxTokens}, Messages = {Messages.Count}, Tools = {tools.Count}"
        : $"Model = {Model}, MaxTokens = {MaxTokens}, Messages = {Messages.Count}";

    /// <summary>Returns this request, or a copy with corrected turns if its tool calls and results do not match; see <see cref="ToolAnswers"/>.</summary>
    internal MessageRequest WithAnsweredCalls()
    {
        for (int i = 0; RawJson.IsEmpty && i < Messages.Count; i++)
        {
            if (Messages[i].Completion is { } completion)
            {
                return completion.Complete(this);
            }
        }

        return this;
    }

    internal MessageRequest WithTurns(IReadOnlyList<InputMessage> turns) => new(JsonMembers.Replace(ToRawJson(), "messages"u8, JsonText.Write(json =>
    {
        json.WriteStartArray();
        foreach (InputMessage turn in turns)
        {
            turn.Write(json);
        }

        json.WriteEndArray();
    }).Utf8))
    {
        Betas = Betas,
    };
}
