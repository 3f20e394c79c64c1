namespace Claude.Aot.Generators;

/// <summary>A property while the schema is being parsed.</summary>
internal sealed class PropertyDraft
{
    public required JsonMember Member { get; init; }

    /// <summary>Gets the C# name. For a discriminator, this is the name of the enum member.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required TypeDraft Type { get; set; }

    public string Constant { get; init; } = "";

    public bool IsRequired { get; set; }

    /// <summary>Gets or sets the fold of the property, or null if it does not fold.</summary>
    public FoldDraft? Fold { get; set; }

    public string WireName => Member.Name;

    public JsonNode Node => Member.Value;

    public JsonMark Mark => Member.Mark;
}
