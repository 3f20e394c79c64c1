namespace Claude.Aot.Generators;

/// <summary>A kind union while it is parsed.</summary>
internal sealed class KindUnionDraft : DefDraft
{
    public List<AlternativeDraft> Alternatives { get; } = [];
}
