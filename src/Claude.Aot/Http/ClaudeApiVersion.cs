namespace Claude.Aot;

/// <summary>The generations of the API, as sent in the <c>anthropic-version</c> header (https://platform.claude.com/docs/en/api/versioning).</summary>
public static class ClaudeApiVersion
{
    /// <summary>The generation of June 2023, the default: keys go in <c>x-api-key</c>, named betas also set <c>?beta=true</c>.</summary>
    public const string V20230601 = "2023-06-01";

    /// <summary>The generation of October 2026: keys go in <c>Authorization: Bearer</c>; <c>temperature</c>, <c>top_p</c> and <c>top_k</c> are answered with 400.</summary>
    public const string V20261021 = "2026-10-21";
}
