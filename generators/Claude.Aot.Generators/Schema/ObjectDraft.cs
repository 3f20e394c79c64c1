namespace Claude.Aot.Generators;

/// <summary>An object while it is parsed.</summary>
internal sealed class ObjectDraft : DefDraft
{
    public Side Side { get; set; }

    public List<PropertyDraft> Properties { get; } = [];

    /// <summary>The union of which it is a variant.</summary>
    public UnionDraft? Union { get; set; }

    /// <summary>The constant by which the union knows it.</summary>
    public PropertyDraft? Discriminator { get; set; }

    public PropertyDraft? Find(string wireName) => Properties.Find(property => property.WireName == wireName);
}
