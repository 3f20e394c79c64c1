using System.CommandLine;
using System.Text;
using Claude.Aot.Testing;
using Claude.Cli.Output;
using Claude.Cli.Serving;

namespace Claude.Cli.Commands;

/// <summary><c>serve FILE|FOLDER</c>: serves recordings like the API.</summary>
internal static class ServeCommand
{
    private const int MaxPort = 65535;

    // The API accepts requests of up to 32 MB. The log is never read.
    private const int MaxBodyBytes = 64 * 1024 * 1024;
    private const int MaxLoggedRequests = 1;

    public static Command Create()
    {
        var source = new Argument<string?>("FILE|FOLDER")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "the recorded body of a response, or a folder of recordings (*.sse) that are served in order and then again from the first",
        };
        Option<int?> port = NumberOption.Whole("--port", "P", "port (default: any free port)", from: 0, MaxPort);
        Option<double?> pace = NumberOption.Decimal("--pace", "N", "send N events per second (default: as fast as possible)", canBeZero: false);
        var anyHost = new Option<bool>("--any-host") { Description = "accept requests for any host name (default: only for localhost and loopback addresses)" };
        Option<int?> status = NumberOption.Whole("--status", "N", "answer every request with this error, such as 529, without a recording", from: 400, to: 599);
        var verbose = new Option<bool>("--verbose") { Description = "write a line about each request to standard error" };
        var command = new Command(
            "serve",
            """
            Answers POST /v1/messages on this machine with a recording, over HTTP/1.1 and HTTP/2, until Ctrl+C. Prints its address first.

            A request that does not ask for a stream gets the recording's message as JSON.
            """)
        {
            source,
            port,
            pace,
            status,
            verbose,
            anyHost,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(status) is null == (result.GetValue(source) is null))
            {
                result.AddError("serve needs either a recording or --status");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            RecordedAnswer[] answers = parsed.GetValue(status) is { } error ? [RecordedAnswer.FromStatus(error)] : await LoadAsync(parsed.GetValue(source)!);
            Action<string>? report = parsed.GetValue(verbose) ? StandardError.WriteLine : null;
            var options = new ReplayServerOptions
            {
                Port = parsed.GetValue(port) ?? 0,
                AllowsAnyHost = parsed.GetValue(anyHost),
                MaxBodyBytes = MaxBodyBytes,
                MaxLoggedRequests = MaxLoggedRequests,
            };
            await using ReplayServer server = await StartAsync(options, new AnswerQueue(answers, parsed.GetValue(pace), report));
            StandardOutput.Open().Write(Encoding.UTF8.GetBytes($"{server.Address.GetLeftPart(UriPartial.Authority)}\n"));
            await Task.Delay(Timeout.Infinite, cancellationToken);
        });
        return command;
    }

    private static async Task<RecordedAnswer[]> LoadAsync(string source)
    {
        try
        {
            string[] files = Directory.Exists(source) ? Directory.GetFiles(source, "*.sse") : [source];
            return files.Length > 0
                ? await Task.WhenAll(files.Order(StringComparer.Ordinal).Select(RecordedAnswer.LoadAsync))
                : throw new InputException($"'{source}' has no *.sse files");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(ErrorText.Of(e));
        }
    }

    private static async Task<ReplayServer> StartAsync(ReplayServerOptions options, AnswerQueue answers)
    {
        try
        {
            return await ReplayServer.StartAsync(options, answers.Next);
        }
        catch (IOException e)
        {
            throw new InputException(e.Message);
        }
    }
}
