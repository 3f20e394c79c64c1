namespace Claude.Aot.Tools;

/// <summary>A turn of the model that is being read.</summary>
internal sealed class ToolTurn(MessageStream stream, TurnCalls calls)
{
    public MessageStream Stream => stream;

    public TurnCalls Calls => calls;

    /// <summary>Gets or sets whether the conversation has the turn and its results.</summary>
    public bool IsComplete { get; set; }
}
