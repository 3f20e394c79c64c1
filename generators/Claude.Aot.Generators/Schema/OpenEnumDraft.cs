namespace Claude.Aot.Generators;

/// <summary>An open enum while the schema is being parsed.</summary>
internal sealed class OpenEnumDraft : DefDraft
{
    public List<EnumValueSpec> Values { get; } = [];
}
