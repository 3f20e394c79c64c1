namespace Claude.Aot.Generators;

/// <summary>The exception for text that is not valid JSON. The parser catches it and reports a diagnostic at its mark.</summary>
internal sealed class JsonSyntaxException : Exception
{
    public JsonSyntaxException(string message, JsonMark mark)
        : base(message) => Mark = mark;

    public JsonMark Mark { get; }
}
