using System.Text.Json.Serialization;

namespace Claude.Aot.Benchmarks;

/// <summary>An event of the Messages API, as a user of System.Text.Json would define it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", IgnoreUnrecognizedTypeDiscriminators = true)]
[JsonDerivedType(typeof(MessageStart), "message_start")]
[JsonDerivedType(typeof(BlockStart), "content_block_start")]
[JsonDerivedType(typeof(BlockDelta), "content_block_delta")]
[JsonDerivedType(typeof(BlockStop), "content_block_stop")]
[JsonDerivedType(typeof(MessageDelta), "message_delta")]
[JsonDerivedType(typeof(MessageStop), "message_stop")]
[JsonDerivedType(typeof(Ping), "ping")]
internal record WireEvent
{
    public sealed record MessageStart(WireMessage Message) : WireEvent;

    public sealed record BlockStart(int Index, WireBlock ContentBlock) : WireEvent;

    public sealed record BlockDelta(int Index, WireDelta Delta) : WireEvent;

    public sealed record BlockStop(int Index) : WireEvent;

    public sealed record MessageDelta(WireStop Delta, WireUsage Usage) : WireEvent;

    public sealed record MessageStop : WireEvent;

    public sealed record Ping : WireEvent;
}
