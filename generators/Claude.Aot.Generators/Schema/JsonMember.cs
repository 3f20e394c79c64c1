namespace Claude.Aot.Generators;

/// <summary>A member of a JSON object; <paramref name="Mark"/> is its name's.</summary>
internal sealed record JsonMember(string Name, JsonMark Mark, JsonNode Value);
