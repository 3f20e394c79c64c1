using System.CommandLine;
using Claude.Aot;
using Claude.Aot.Testing;
using Claude.Cli.Attachments;
using Claude.Cli.Chat;
using Claude.Cli.IO;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>chat</c>: a conversation in the terminal.</summary>
internal static class ChatCommand
{
    /// <param name="interruption">Ctrl+C, which stops an answer and not the program.</param>
    public static Command Create(Interruption interruption)
    {
        var noTools = new Option<bool>("--no-tools") { Description = "offer no tools to Claude" };
        var command = new Command(
            "chat",
            $"""
            Talks with Claude. One line is one message, and /help lists the commands. Ctrl+C stops an answer; at the prompt, it ends the program.

            Claude can ask to read text files, to list folders, both only within the current folder, and to know the time. You decide each time.
            Thinking is shown on a terminal if --thinking is used. Without an API key, every answer is the same recording.
            """)
        {
            noTools,
        };
        Option<string[]> files = FileOption.Create();
        command.Add(files);
        var request = new RequestOptionSet();
        request.AddTo(command);
        var client = new ClientOptionSet();
        client.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            bool isOffline = client.IsOffline(parsed);
            ClaudeClientOptions options = isOffline ? PlayRecording() : client.Get(parsed);
            IReadOnlyList<ContentBlock> blocks = await Prompt.ReadFilesAsync(parsed.GetValue(files) ?? [], cancellationToken);
            var conversation = new ChatConversation(ShowThinking(request.Get(parsed)), blocks);
            if (isOffline)
            {
                StandardError.WriteLine("there is no API key, so every answer is the same recording, and no request is sent");
            }

            using var lines = new LineReader();
            return await Calling.RunAsync(
                options,
                api => new ChatSession(api, conversation, lines, interruption, hasTools: !parsed.GetValue(noTools)).RunAsync(cancellationToken));
        });
        return command;
    }

    private static ClaudeClientOptions PlayRecording() => new()
    {
        ApiKey = "none",
        HttpHandler = new ScriptedHandler(ResponseScript.FromBytes(DemoRecording.Read()).WithPace(DemoRecording.EventsPerSecond)),
    };

    // Some models send only the signature of their thinking unless a summary is requested.
    private static MessageRequest ShowThinking(MessageRequest request) =>
        request.Thinking is AdaptiveThinking ? request with { Thinking = new AdaptiveThinking { Display = ThinkingDisplay.Summarized } } : request;
}
