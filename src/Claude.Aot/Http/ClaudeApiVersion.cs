namespace Claude.Aot;

/// <summary>The generations of the API, as sent in the <c>anthropic-version</c> header (https://platform.claude.com/docs/en/api/versioning).</summary>
public static class ClaudeApiVersion
{
    /// <summary>The generation of June 2023, the default: keys go in <c>x-api-key</c>, named betas also set <c>?beta=true</c>.</summary>
    public const string V20230601 = "2023-06-01";

    /// <summary>
    /// The generation of October 2026: keys go in <c>Authorization: Bearer</c>, and named betas set no query. The API answers 400 to <c>temperature</c>, <c>top_p</c> and <c>top_k</c>
    /// whatever their value, to a <c>document</c> block directly in a turn of the model, and to citations on text in a turn of the user.
    /// </summary>
    public const string V20261021 = "2026-10-21";
}
