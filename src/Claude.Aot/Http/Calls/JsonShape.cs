using System.Text;
using System.Text.Json;
using Claude.Aot.Errors;
using Claude.Aot.Json;

namespace Claude.Aot.Http;

/// <summary>
/// Verifies the type of a response's object by one member that it must have. Without that member, an unexpected object would become an empty result that looks
/// like success.
/// </summary>
internal sealed class JsonShape
{
    public static readonly JsonShape Message = new("message", "content", JsonValueKind.Array);
    public static readonly JsonShape TokenCount = new("token count", "input_tokens", JsonValueKind.Number);
    public static readonly JsonShape Model = new("model", "id", JsonValueKind.String);
    public static readonly JsonShape Batch = new("batch", "id", JsonValueKind.String);
    public static readonly JsonShape File = new("file", "id", JsonValueKind.String);
    public static readonly JsonShape Page = new("page of a list", "data", JsonValueKind.Array);

    private readonly string _name;
    private readonly byte[] _member;
    private readonly JsonValueKind _kind;

    private JsonShape(string name, string member, JsonValueKind kind)
    {
        _name = name;
        _member = Encoding.UTF8.GetBytes(member);
        _kind = kind;
    }

    /// <summary>Verifies an object.</summary>
    /// <exception cref="ClaudeApiException">The object is an error.</exception>
    /// <exception cref="ClaudeTransportException">The object is neither an error nor of the expected type.</exception>
    public void Verify(RawJson json, ClaudeResponse response)
    {
        bool isError = json.StringOf("type"u8) == "error";
        if (!isError && json.TryGetMember(_member, out RawJson value) && value.ValueKind == _kind && !value.Utf8.SequenceEqual("\"\""u8))
        {
            return;
        }

        if (isError || ErrorReason.IsError(json))
        {
            throw new ClaudeApiException(ApiErrorDetails.FromJson(json), null).With(response);
        }

        SecretRedactor redactor = response.CreateRedactor();
        throw new ClaudeTransportException(
            ClaudeTransportErrorKind.InvalidResponse, $"The answer is not a {_name}. RawData has it.{BodyQuote.Of(json.Utf8, redactor)}")
        {
            RawData = redactor.Redact(json.Memory),
        };
    }
}
