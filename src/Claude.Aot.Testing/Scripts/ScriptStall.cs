namespace Claude.Aot.Testing;

/// <summary>A gate at an offset of a body.</summary>
internal readonly record struct ScriptStall(int Offset, ScriptGate Gate);
