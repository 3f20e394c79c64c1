namespace Claude.Aot.Generators;

/// <summary>A kind union while the schema is being parsed.</summary>
internal sealed class KindUnionDraft : DefDraft
{
    public List<AlternativeDraft> Alternatives { get; } = [];
}
