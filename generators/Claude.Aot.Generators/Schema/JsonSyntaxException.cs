namespace Claude.Aot.Generators;

/// <summary>The text is not JSON. Caught by the parser, which reports it at its mark.</summary>
internal sealed class JsonSyntaxException : Exception
{
    public JsonSyntaxException(string message, JsonMark mark)
        : base(message) => Mark = mark;

    public JsonMark Mark { get; }
}
