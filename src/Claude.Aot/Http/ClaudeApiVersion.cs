namespace Claude.Aot;

/// <summary>The versions of the API, as sent in the <c>anthropic-version</c> header (https://platform.claude.com/docs/en/api/versioning).</summary>
/// <example>
/// <code>
/// using var client = new ClaudeClient(new ClaudeClientOptions { ApiVersion = ClaudeApiVersion.V20261021 });
/// </code>
/// </example>
public static class ClaudeApiVersion
{
    /// <summary>The version of June 2023, the default. Keys are sent in <c>x-api-key</c>, and requests with beta features also set <c>?beta=true</c>.</summary>
    public const string V20230601 = "2023-06-01";

    /// <summary>
    /// The version of October 2026. Keys are sent in <c>Authorization: Bearer</c>, and beta features set no query. The API answers with status 400 to
    /// <c>temperature</c>, <c>top_p</c> and <c>top_k</c> with any value, to a <c>document</c> block directly in an assistant turn, and to citations on text in
    /// a user turn.
    /// </summary>
    public const string V20261021 = "2026-10-21";
}
