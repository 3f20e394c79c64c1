namespace Claude.Aot.Generators;

/// <summary>The place where one kind has the member of an accessor.</summary>
internal sealed record AccessorSourceDraft(string Member, string Container, string WireName, bool IsAppended);
