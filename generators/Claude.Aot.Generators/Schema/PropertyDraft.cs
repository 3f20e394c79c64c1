namespace Claude.Aot.Generators;

/// <summary>A property while it is parsed.</summary>
internal sealed class PropertyDraft
{
    public required JsonMember Member { get; init; }

    /// <summary>The C# name; that of the enum member for a discriminator.</summary>
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required TypeDraft Type { get; set; }

    public string Constant { get; init; } = "";

    public bool IsRequired { get; set; }

    /// <summary>How it folds, where it does.</summary>
    public FoldDraft? Fold { get; set; }

    public string WireName => Member.Name;

    public JsonNode Node => Member.Value;

    public JsonMark Mark => Member.Mark;
}
