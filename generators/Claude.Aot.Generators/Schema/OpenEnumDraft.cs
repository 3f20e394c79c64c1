namespace Claude.Aot.Generators;

/// <summary>An open enum while it is parsed.</summary>
internal sealed class OpenEnumDraft : DefDraft
{
    public List<EnumValueSpec> Values { get; } = [];
}
