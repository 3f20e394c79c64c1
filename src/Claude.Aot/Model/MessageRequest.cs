using Claude.Aot.Json;
using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>What goes along with a request, and how to go on after one.</content>
public sealed partial class MessageRequest
{
    /// <summary>Beta features that this request uses; they go into the <c>anthropic-beta</c> header. None by default.</summary>
    public IReadOnlyList<string> Betas { get; init; } = [];

    /// <summary>
    /// Makes a request that lets the model go on with an answer that broke off, such as <see cref="ClaudeException.Partial"/>. The answer to it is the rest only.
    /// </summary>
    /// <remarks>
    /// <para>
    /// It has the turns of this request and then what of <paramref name="partial"/> the API takes back: blocks that came whole, and the text of a half text block. Left out are
    /// half blocks of any other kind, thinking that is unsigned or has nothing after it, blank text, and every tool call without a result. A tool call that came whole can be run
    /// instead: then answer it with a <see cref="ToolResultBlock"/> in a turn of your own, and do not use this method.
    /// </para>
    /// <para>
    /// Up to Claude 4.5 the model's turn stands last where it ends in text, its blanks at the end removed, and the model carries that text on. Newer models, models whose name tells
    /// no version, models that think and models that are forced to call a tool refuse that: there a turn of the user follows that asks to go on.
    /// </para>
    /// <para>
    /// A turn that paused (<see cref="StopReason.PauseTurn"/>) goes back as it is, with the call of a server tool that has no result yet, and the model goes on with it.
    /// </para>
    /// <para>Where nothing can be taken back, or the answer is to be one JSON document (<see cref="OutputConfig"/>), it is this request: the model begins anew.</para>
    /// </remarks>
    /// <param name="partial">What was received of the answer.</param>
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

    /// <summary>This request, or one whose turns fit together if those of this one do not: see <see cref="ToolAnswers"/>.</summary>
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

    internal MessageRequest WithTurns(IReadOnlyList<InputMessage> turns) => new(JsonMembers.Replace(ToRawJson(), "messages"u8, JsonMembers.Write(json =>
    {
        json.WriteStartArray();
        foreach (InputMessage turn in turns)
        {
            turn.Write(json);
        }

        json.WriteEndArray();
    })))
    {
        Betas = Betas,
    };
}
