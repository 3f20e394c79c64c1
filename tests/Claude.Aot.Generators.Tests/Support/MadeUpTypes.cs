using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>The package as it would be if the API sent songs: the sources as they are, and a schema with an event, a block, deltas and members that nobody ever saw.</summary>
internal static class MadeUpTypes
{
    private const string Definitions = """
        "CurtainEvent": { "type": "object", "x-side": "response", "description": "The curtain moves.", "properties": {
          "type": { "const": "curtain" },
          "scene": { "$ref": "#/$defs/Scene", "x-lift": ["title", "lights"], "description": "What is seen." },
          "degrees": { "type": "number", "description": "How far it opened." } } },
        "Scene": { "type": "object", "x-side": "response", "description": "A scene.", "properties": {
          "title": { "type": "string", "description": "Its title." },
          "lights": { "type": "integer", "description": "How many lights there are." } } },

        "ApplauseEvent": { "type": "object", "x-side": "response", "x-role": "message-delta", "description": "The audience claps.", "properties": {
          "type": { "const": "applause" },
          "change": { "$ref": "#/$defs/ApplauseChange", "x-lift": ["loudness"], "description": "What changes in the message." },
          "claps": { "type": "integer", "x-fold": "set", "description": "How often." } } },
        "ApplauseChange": { "type": "object", "x-side": "response", "description": "What applause changes.", "properties": {
          "loudness": { "type": "number", "x-fold": "replace-if-present", "description": "How loud it is." },
          "hall": { "$ref": "#/$defs/Hall", "x-fold": "merge", "description": "Where it is." } } },
        "Hall": { "type": "object", "x-side": "response", "description": "A hall.", "properties": {
          "city": { "type": "string", "description": "Its city." },
          "seats": { "type": "integer", "description": "Its seats." } } },

        "SongBlock": { "type": "object", "description": "A song.", "properties": {
          "type": { "const": "song" },
          "lyrics": { "type": "string", "description": "The words." },
          "score": { "type": "object", "additionalProperties": true, "description": "The notes." },
          "key": { "type": ["string", "null"], "description": "The key." },
          "hall": { "$ref": "#/$defs/Hall", "x-fold": { "how": "set", "from": "city" }, "description": "Where it is sung." } },
          "required": ["type", "lyrics"] },
        "LyricsDelta": { "type": "object", "x-side": "response", "description": "More words.", "properties": {
          "type": { "const": "lyrics_delta" },
          "lyrics": { "type": "string", "x-fold": "append", "description": "The words." },
          "key": { "type": "string", "x-fold": "set", "description": "The key." } } },
        "ScoreDelta": { "type": "object", "x-side": "response", "description": "More notes.", "properties": {
          "type": { "const": "score_delta" },
          "fragment": { "type": "string", "x-fold": { "how": "json-append", "into": "score" }, "description": "A fragment of JSON." } } }
        """;

    private const string MessageProperties = """
        "city": { "type": "string", "description": "Where it was sung." },
        "claps": { "type": "integer", "description": "How often the audience clapped." },
        "loudness": { "type": "number", "description": "How loud it was." },
        "hall": { "$ref": "#/$defs/Hall", "description": "Where it was." }
        """;

    private static readonly Lazy<Compilation> s_compilation = new(() => RuntimeLibrary.Compile(Edit()));
    private static readonly Lazy<byte[]> s_image = new(() => GeneratorHost.Emit(Compilation));

    public static Compilation Compilation => s_compilation.Value;

    public static byte[] Image => s_image.Value;

    /// <summary>An app that knows the types.</summary>
    public static Compilation CompileApp(string source) =>
        GeneratorHost.Compile("App", [GeneratorHost.Parse(source, "App.cs")], [MetadataReference.CreateFromImage(Image)]);

    private static SchemaFile Edit() => SchemaEdit.OfMessages()
        .Define(Definitions)
        .Define(SchemaEdit.ExampleOf("docs/schema.md", "AudioBlock"))
        .AddProperties("Message", MessageProperties)
        .AddVariant("MessageStreamEvent", "CurtainEvent")
        .AddVariant("MessageStreamEvent", "ApplauseEvent")
        .AddVariant("ContentBlock", "SongBlock")
        .AddVariant("ContentBlock", "AudioBlock")
        .AddVariant("ContentBlockDelta", "LyricsDelta")
        .AddVariant("ContentBlockDelta", "ScoreDelta")
        .AddVariant("ContentBlockDelta", "AudioDelta")
        .ToFile();
}
