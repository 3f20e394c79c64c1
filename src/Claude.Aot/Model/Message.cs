namespace Claude.Aot;

/// <content>What a message knows of the stream that brought it.</content>
public sealed partial class Message
{
    /// <param name="json">The message's JSON.</param>
    /// <param name="model">The model that a <c>fallback</c> block handed over to, or null; the JSON names the one that was asked first.</param>
    internal Message(RawJson json, string? model)
        : this(json)
    {
        Model = model ?? Model;
    }
}
