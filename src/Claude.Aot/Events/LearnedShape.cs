using Claude.Aot.Buffers;

namespace Claude.Aot.Events;

/// <summary>What a learned event is, and where its parts begin, counted from its first byte.</summary>
internal readonly record struct LearnedShape(StreamEventType Type, int Index, DeltaType DeltaType, int JsonStart, int BodyStart, ByteRange Name);
