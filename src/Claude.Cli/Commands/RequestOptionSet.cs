using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Claude.Aot;
using Claude.Cli.IO;

namespace Claude.Cli.Commands;

/// <summary>The options that determine the content of a request.</summary>
internal sealed class RequestOptionSet
{
    private const string Adaptive = "adaptive";

    // Room for the thinking itself if the model decides how much it thinks.
    private const int AdaptiveTokens = 8192;

    private readonly Option<string> _model = new("--model", "-m") { HelpName = "M", Description = $"model (default: {Asking.DefaultModel})" };
    private readonly Option<int?> _maxTokens =
        NumberOption.Whole("--max-tokens", "N", $"maximum output tokens (default: {Asking.DefaultMaxTokens}, plus the tokens of --thinking)", from: 1);

    private readonly Option<string> _system = new("--system", "-s") { HelpName = "S", Description = "system prompt" };
    private readonly Option<string> _systemFile = new("--system-file") { HelpName = "FILE", Description = "text file with the system prompt" };

    private readonly Option<double?> _temperature =
        NumberOption.Decimal("--temperature", "T", "sampling temperature, 0 to 1 (some models reject it)", canBeZero: true);

    private readonly Option<string> _thinking = new("--thinking")
    {
        HelpName = $"N|{Adaptive}",
        Description = "enable thinking with at most N tokens (the API requires at least 1024); without a value, the model decides how much it thinks",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _schema = new("--json-schema") { HelpName = "FILE", Description = "JSON schema that the answer must match" };
    private readonly Option<string[]> _betas = new("--beta") { HelpName = "B", Description = "use a beta feature; may be repeated" };

    public RequestOptionSet() => _thinking.Validators.Add(static result =>
    {
        if (!IsThinking(result.Tokens))
        {
            result.AddError($"--thinking needs a whole number of at least 1, '{Adaptive}' or no value. Without a value, write it after the prompt");
        }
    });

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _maxTokens, _system, _systemFile, _temperature, _thinking, _schema, _betas])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_system) is not null && result.GetValue(_systemFile) is not null)
            {
                result.AddError("only one of --system and --system-file can be used");
            }
        });
    }

    /// <exception cref="InputException">A file cannot be used.</exception>
    public MessageRequest Get(ParseResult parsed, params IReadOnlyList<InputMessage> messages)
    {
        (Thinking? thinking, int tokens) = GetThinking(parsed);
        return new MessageRequest
        {
            Model = parsed.GetValue(_model) ?? Asking.DefaultModel,
            // The limit includes the thinking tokens, so without an increase thinking could use all of them.
            MaxTokens = parsed.GetValue(_maxTokens) ?? Asking.DefaultMaxTokens + (long)tokens,
            Messages = messages,
            System = GetSystem(parsed) is { } system ? (SystemPrompt)system : null,
            Temperature = parsed.GetValue(_temperature),
            Thinking = thinking,
            OutputConfig = parsed.GetValue(_schema) is { } path ? new OutputConfig { Format = new JsonOutputFormat { Schema = ReadSchema(path) } } : null,
            Betas = GetBetas(parsed),
        };
    }

    public IReadOnlyList<string> GetBetas(ParseResult parsed) => parsed.GetValue(_betas) ?? [];

    private static bool IsThinking(IReadOnlyList<Token> values) => values is [] || values is [{ Value: Adaptive }] || BudgetOf(values) is not null;

    private static int? BudgetOf(IReadOnlyList<Token> values) =>
        values is [{ Value: { } text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int tokens) && tokens > 0 ? tokens : null;

    private static RawJson ReadSchema(string path)
    {
        try
        {
            RawJson schema = RawJson.Parse(TextFile.Read(path));
            return schema.ValueKind == JsonValueKind.Object ? schema : throw new InputException($"{path} is not a JSON schema: it does not contain an object");
        }
        catch (JsonException e)
        {
            throw new InputException($"{path}, line {e.LineNumber + 1}: this is not a JSON schema. {ErrorText.Of(e)}");
        }
    }

    private (Thinking? Thinking, int Tokens) GetThinking(ParseResult parsed) => parsed.GetResult(_thinking) switch
    {
        null => (null, 0),
        { Tokens: var values } when BudgetOf(values) is { } budget => (Thinking.Enabled(budget), budget),
        _ => (Thinking.Adaptive, AdaptiveTokens),
    };

    private string? GetSystem(ParseResult parsed) => parsed.GetValue(_systemFile) is { } path ? TextFile.Read(path) : parsed.GetValue(_system);
}
