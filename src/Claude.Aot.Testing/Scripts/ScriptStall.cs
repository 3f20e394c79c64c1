namespace Claude.Aot.Testing;

/// <summary>A gate in a body, behind so many bytes of it.</summary>
internal readonly record struct ScriptStall(int Offset, ScriptGate Gate);
