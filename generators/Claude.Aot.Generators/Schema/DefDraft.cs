namespace Claude.Aot.Generators;

/// <summary>A definition of the schema while it is parsed.</summary>
internal abstract class DefDraft
{
    /// <summary>Its name in <c>$defs</c>, which is where mistakes of the whole definition are reported.</summary>
    public required JsonMember Member { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public JsonNode Node => Member.Value;

    public JsonMark Mark => Member.Mark;
}
