using Claude.Aot.Buffers;

namespace Claude.Aot.Events;

/// <summary>The properties of a learned event, and the locations of its parts. Offsets are relative to the event's first byte.</summary>
internal readonly record struct LearnedShape(StreamEventType Type, int Index, DeltaType DeltaType, int JsonStart, int BodyStart, ByteRange Name);
