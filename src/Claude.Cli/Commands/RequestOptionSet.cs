using System.CommandLine;
using Claude.Aot;

namespace Claude.Cli.Commands;

/// <summary>The options that determine the content of a request.</summary>
internal sealed class RequestOptionSet
{
    private readonly Option<string> _model = new("--model") { HelpName = "M", Description = $"model (default: {Asking.DefaultModel})" };
    private readonly Option<int?> _maxTokens =
        NumberOption.Whole("--max-tokens", "N", $"maximum output tokens (default: {Asking.DefaultMaxTokens}, plus the tokens of --thinking)", from: 1);

    private readonly Option<string> _system = new("--system") { HelpName = "S", Description = "system prompt" };

    private readonly Option<double?> _temperature =
        NumberOption.Decimal("--temperature", "T", "sampling temperature, 0 to 1 (some models reject it)", canBeZero: true);

    private readonly Option<int?> _thinking =
        NumberOption.Whole("--thinking", "N", "enable thinking with at most N tokens (the API requires at least 1024)", from: 1);

    private readonly Option<string[]> _betas = new("--beta") { HelpName = "B", Description = "use a beta feature; may be repeated" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_model, _maxTokens, _system, _temperature, _thinking, _betas])
        {
            command.Add(option);
        }
    }

    public MessageRequest Get(ParseResult parsed, string prompt)
    {
        int? thinking = parsed.GetValue(_thinking);
        return new MessageRequest
        {
            Model = parsed.GetValue(_model) ?? Asking.DefaultModel,
            // The limit includes the thinking tokens, so without an increase thinking could use all of them.
            MaxTokens = parsed.GetValue(_maxTokens) ?? Asking.DefaultMaxTokens + (long)(thinking ?? 0),
            Messages = [prompt],
            System = parsed.GetValue(_system) is { } system ? (SystemPrompt)system : null,
            Temperature = parsed.GetValue(_temperature),
            Thinking = thinking is { } budget ? Thinking.Enabled(budget) : null,
            Betas = GetBetas(parsed),
        };
    }

    public IReadOnlyList<string> GetBetas(ParseResult parsed) => parsed.GetValue(_betas) ?? [];
}
