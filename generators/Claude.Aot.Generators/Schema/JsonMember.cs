namespace Claude.Aot.Generators;

/// <summary>A member of a JSON object. <paramref name="Mark"/> is the position of its name.</summary>
internal sealed record JsonMember(string Name, JsonMark Mark, JsonNode Value);
