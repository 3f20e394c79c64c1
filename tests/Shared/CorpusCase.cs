namespace Claude.Aot.Tests.Shared;

/// <summary>A recorded body and the message that it folds to.</summary>
internal sealed record CorpusCase(string Name, byte[] Body, ExpectedMessage Expected);
