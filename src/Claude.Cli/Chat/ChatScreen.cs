using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli.Chat;

/// <summary>
/// Shows a conversation. Answers go to standard output; questions and notes go to standard error, and only if a person can see them and answer.
/// </summary>
internal sealed class ChatScreen
{
    private const int MaxShownLength = 200;

    private readonly Stream _output;
    private readonly bool _isTerminal = !Console.IsOutputRedirected;

    // The model's text, without what a terminal would interpret.
    private readonly Stream _text;
    private bool _isThinking;

    public ChatScreen(Stream output)
    {
        _output = output;
        _text = _isTerminal ? new TerminalText(output) : output;
    }

    private static bool IsInteractive => !Console.IsInputRedirected && StandardError.IsTerminal;

    public static void WriteNote(string note)
    {
        if (IsInteractive)
        {
            StandardError.WriteLine(note);
        }
    }

    /// <summary>Shows a question. The user answers on the same line.</summary>
    public static void Ask(string question)
    {
        if (IsInteractive)
        {
            StandardError.Writer.Write(PrintableText.Of(question));
        }
    }

    /// <summary>Ends the line of a question that was not answered.</summary>
    public static void EndQuestion()
    {
        if (IsInteractive)
        {
            StandardError.Writer.WriteLine();
        }
    }

    /// <summary>Cuts text that would fill the screen.</summary>
    public static string Shorten(string text) => text.Length <= MaxShownLength ? text : $"{text[..MaxShownLength]}…";

    /// <summary>Prints the text of a message as it arrives. On a terminal, its thinking is shown dim before it.</summary>
    public async Task PrintAsync(MessageStream message, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (StreamEvent e in message.WithCancellation(cancellationToken))
            {
                switch (e.Delta.Type)
                {
                    case DeltaType.ThinkingDelta when _isTerminal:
                        StartThinking();
                        _text.Write(e.Delta.Thinking.Span);
                        break;
                    case DeltaType.TextDelta:
                        EndThinking();
                        _text.Write(e.Delta.Text.Span);
                        break;
                }
            }
        }
        finally
        {
            EndThinking();
            _output.Write("\n"u8);
        }
    }

    private void StartThinking()
    {
        if (!_isThinking)
        {
            _isThinking = true;
            _output.Write(TerminalStyle.BeginDim);
        }
    }

    private void EndThinking()
    {
        if (_isThinking)
        {
            _isThinking = false;
            _output.Write(TerminalStyle.EndDim);
            _output.Write("\n\n"u8);
        }
    }
}
