using System.Text.Json.Serialization;

namespace Claude.Aot.Tests.Json;

/// <summary>A type of an app that holds types of this library.</summary>
public sealed class Conversation
{
    public string Title { get; set; } = "";

    public List<InputMessage> Turns { get; set; } = [];

    public Message? Last { get; set; }

    public StopReason Reason { get; set; }

    public ContentBlock? Block { get; set; }
}

/// <summary>The source-generated metadata of that app.</summary>
[JsonSerializable(typeof(Conversation))]
internal sealed partial class ConversationContext : JsonSerializerContext;
