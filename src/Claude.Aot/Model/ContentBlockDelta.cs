namespace Claude.Aot;

/// <content>Hand-written member: a text form.</content>
public abstract partial class ContentBlockDelta
{
    /// <summary>Returns the kind of the delta and its length, for example <c>text_delta, 42 bytes of JSON</c>. It never contains any content.</summary>
    public override string ToString() => $"{TypeName}, {ToRawJson().Memory.Length} bytes of JSON";
}
