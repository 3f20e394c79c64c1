namespace Claude.Aot.Generators;

/// <summary>An object while the schema is being parsed.</summary>
internal sealed class ObjectDraft : DefDraft
{
    public Side Side { get; set; }

    public List<PropertyDraft> Properties { get; } = [];

    /// <summary>Gets or sets the union of which the object is a variant, or null if there is none.</summary>
    public UnionDraft? Union { get; set; }

    /// <summary>Gets or sets the property whose constant identifies the object in its union.</summary>
    public PropertyDraft? Discriminator { get; set; }

    public PropertyDraft? Find(string wireName) => Properties.Find(property => property.WireName == wireName);
}
