namespace Claude.Aot.Generators;

/// <summary>The names of the types that generated code uses.</summary>
internal static class Runtime
{
    public const string WireObject = "global::Claude.Aot.Serialization.WireObject";
    public const string WireRecord = "global::Claude.Aot.Serialization.WireRecord";
    public const string RawJson = "global::Claude.Aot.RawJson";
    public const string JsonMemberReader = "global::Claude.Aot.Serialization.JsonMemberReader";
    public const string ToolInput = "global::Claude.Aot.ToolInput";
    public const string ClaudeJson = "global::Claude.Aot.ClaudeJson";
    public const string WireConverter = "global::Claude.Aot.Serialization.WireConverter";
    public const string WireValue = "global::Claude.Aot.Serialization.IWireValue";
    public const string WireList = "global::Claude.Aot.Serialization.WireList";
    public const string WireText = "global::Claude.Aot.Serialization.WireText";
    public const string Utf8Text = "global::Claude.Aot.Utf8Text";
    public const string Section = "global::Claude.Aot.Buffers.ViewScope.Section";
    public const string JsonView = "global::Claude.Aot.JsonView";
    public const string ToolInputView = "global::Claude.Aot.ToolInputView";
    public const string ObjectSource = "global::Claude.Aot.Views.ObjectSource";
    public const string EventRole = "global::Claude.Aot.Folding.EventRole";
    public const string EventTemplateReader = "global::Claude.Aot.Events.EventTemplateReader";
    public const string DeltaFold = "global::Claude.Aot.Folding.DeltaFold";

    public const string Utf8JsonReader = "global::System.Text.Json.Utf8JsonReader";
    public const string Utf8JsonWriter = "global::System.Text.Json.Utf8JsonWriter";
    public const string JsonTokenType = "global::System.Text.Json.JsonTokenType";
    public const string JsonValueKind = "global::System.Text.Json.JsonValueKind";
    public const string SetsRequiredMembers = "global::System.Diagnostics.CodeAnalysis.SetsRequiredMembers";
    public const string List = "global::System.Collections.Generic.List";
    public const string ReadOnlyList = "global::System.Collections.Generic.IReadOnlyList";
    public const string ReadOnlyCollection = "global::System.Collections.Generic.IReadOnlyCollection";
    public const string HashSet = "global::System.Collections.Generic.HashSet";
    public const string Dictionary = "global::System.Collections.Generic.Dictionary";
    public const string KeyValuePair = "global::System.Collections.Generic.KeyValuePair";
    public const string Bytes = "global::System.ReadOnlySpan<byte>";
}

/// <summary>
/// The members of the type that is being printed. If a property has the same name as another type, it hides that type, so the static members of the type can be
/// accessed only by its full name.
/// </summary>
internal sealed class Scope
{
    private readonly SchemaSpec _spec;
    private readonly HashSet<string> _members;

    public Scope(SchemaSpec spec, IEnumerable<string> members)
    {
        _spec = spec;
        _members = [.. members];
    }

    /// <summary>Gets the name of a type for access to its static members: the full name if a property hides the type.</summary>
    public string Static(string typeName) => _members.Contains(typeName) ? $"global::{_spec.NamespaceOf(typeName)}.{typeName}" : typeName;
}
