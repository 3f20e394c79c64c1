namespace Claude.Aot.Generators;

/// <summary>Where one kind has an accessor's member.</summary>
internal sealed record AccessorSourceDraft(string Member, string Container, string WireName, bool IsAppended);
