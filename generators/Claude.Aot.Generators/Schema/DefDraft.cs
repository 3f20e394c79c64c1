namespace Claude.Aot.Generators;

/// <summary>A definition of the schema while it is being parsed.</summary>
internal abstract class DefDraft
{
    /// <summary>Gets the entry in <c>$defs</c>. Mistakes that concern the whole definition are reported at the name of the entry.</summary>
    public required JsonMember Member { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public JsonNode Node => Member.Value;

    public JsonMark Mark => Member.Mark;
}
