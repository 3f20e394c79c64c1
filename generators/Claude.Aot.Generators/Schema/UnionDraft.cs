namespace Claude.Aot.Generators;

/// <summary>A union while the schema is being parsed.</summary>
internal sealed class UnionDraft : DefDraft
{
    /// <summary>Gets or sets the wire name of the discriminator.</summary>
    public string Discriminator { get; set; } = "";

    public string KindName { get; set; } = "";

    public string KindProperty => CSharpName.ToPascal(Discriminator);

    public List<ObjectDraft> Variants { get; } = [];

    public UnionSpec ToSpec(bool hasEmpty) => new(
        Name,
        Description,
        Discriminator,
        KindProperty,
        KindName,
        hasEmpty,
        Variants.Select(variant => new VariantSpec(variant.Name, variant.Discriminator!.Constant, variant.Discriminator.Name)).ToEquatableArray());
}
