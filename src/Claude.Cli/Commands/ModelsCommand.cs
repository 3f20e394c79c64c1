using System.CommandLine;
using System.Globalization;
using System.Text;
using Claude.Aot;
using Claude.Cli.Output;

namespace Claude.Cli.Commands;

/// <summary><c>models</c>: lists the models.</summary>
internal static class ModelsCommand
{
    private const int PageSize = 100;

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "print one line of JSON per model, as the API describes it" };
        var command = new Command("models", "Lists the models that can be used: a table on a terminal, otherwise one id per line.") { json };
        var client = new ClientOptionSet();
        client.AddTo(command);
        command.SetAction((parsed, cancellationToken) => Calling.RunAsync(client.Get(parsed), async api =>
        {
            ModelInfo[] models =
                await api.Models.ListAsync(new PageOptions { Limit = PageSize }, cancellationToken: cancellationToken).ToArrayAsync(cancellationToken);
            Print(models, parsed.GetValue(json));
            return ExitCodes.Complete;
        }));
        return command;
    }

    private static void Print(ModelInfo[] models, bool asJson)
    {
        StandardOutput output = StandardOutput.Open();
        if (asJson)
        {
            using var lines = new JsonLineWriter(output);
            foreach (ModelInfo model in models)
            {
                ClaudeJson.Write(lines.Json, model);
                lines.EndLine();
            }

            lines.Flush();
            return;
        }

        foreach (string line in Console.IsOutputRedirected ? models.Select(model => model.Id) : Tabulate(models))
        {
            output.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        }
    }

    private static IEnumerable<string> Tabulate(ModelInfo[] models) => TextTable.Format(
    [
        ["MODEL", "NAME", "CREATED", "INPUT", "OUTPUT"],
        .. models.Select(RowOf),
    ]);

    private static string[] RowOf(ModelInfo model) =>
    [
        PrintableText.Of(model.Id),
        PrintableText.Of(model.DisplayName),
        PrintableText.Of(model.CreatedAt.Split('T')[0]),
        NumberOf(model.MaxInputTokens),
        NumberOf(model.MaxTokens),
    ];

    private static string NumberOf(long? tokens) => tokens?.ToString(CultureInfo.InvariantCulture) ?? "";
}
