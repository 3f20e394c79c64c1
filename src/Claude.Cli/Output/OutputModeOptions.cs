using System.CommandLine;

namespace Claude.Cli.Output;

/// <summary>The options <c>--events</c>, <c>--message</c> and <c>--text</c>, of which at most one can be used, and <c>--fail-on-stop</c>.</summary>
internal sealed class OutputModeOptions
{
    private readonly OutputMode _fallback;
    private readonly Option<bool> _failOnStop = new("--fail-on-stop")
    {
        Description = "exit with 6 if the model refused, and with 7 if a limit of tokens cut off the answer, instead of 0",
    };

    private readonly (Option<bool> Option, OutputMode Mode)[] _options;

    public OutputModeOptions(OutputMode fallback)
    {
        _fallback = fallback;
        _options =
        [
            Describe("--events", OutputMode.Events, """one line of JSON per event: {"event":TYPE,"data":JSON as received}"""),
            Describe("--message", OutputMode.Message, "the complete message as one line of JSON"),
            Describe("--text", OutputMode.Text, "only the text"),
        ];
    }

    public void AddTo(Command command)
    {
        foreach ((Option<bool> option, _) in _options)
        {
            command.Add(option);
        }

        command.Add(_failOnStop);
        command.Validators.Add(result =>
        {
            if (_options.Count(o => result.GetValue(o.Option)) > 1)
            {
                result.AddError("only one of --events, --message and --text can be used");
            }
        });
    }

    /// <summary>Gets the options, for an answer that is not quiet.</summary>
    public AnswerOptions Get(ParseResult parsed) => new(GetMode(parsed), parsed.GetValue(_failOnStop));

    private OutputMode GetMode(ParseResult parsed)
    {
        foreach ((Option<bool> option, OutputMode mode) in _options)
        {
            if (parsed.GetValue(option))
            {
                return mode;
            }
        }

        return _fallback;
    }

    private (Option<bool> Option, OutputMode Mode) Describe(string name, OutputMode mode, string what) =>
        (new Option<bool>(name) { Description = mode == _fallback ? $"print {what} (default)" : $"print {what}" }, mode);
}
