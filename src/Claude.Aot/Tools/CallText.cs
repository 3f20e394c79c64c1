using System.Globalization;

namespace Claude.Aot.Tools;

/// <summary>
/// The texts that the model gets if a tool returned no result. They contain no path, no secret and no stack trace, except for the message of an exception if
/// the caller allows it.
/// </summary>
internal static class CallText
{
    public const string NotRun = "The call was not run.";
    public const string TurnLimit = "The call was not run, because the limit of turns was reached.";
    public const string Stopped = "The call was stopped before it had a result. It may have had effects.";

    public static string UnknownTool(string name, IEnumerable<string> known)
    {
        string names = string.Join(", ", known);
        return names.Length == 0 ? $"There is no tool named '{name}'." : $"There is no tool named '{name}'. The tools are: {names}.";
    }

    public static string InvalidInput(string name, ToolInputState state) => state == ToolInputState.Incomplete
        ? $"The input of the call was cut off, so the tool '{name}' was not run. Call it again with the whole input."
        : $"The input of the call is not valid JSON, so the tool '{name}' was not run. Call it again with valid JSON.";

    public static string TimedOut(string name, TimeSpan limit) => string.Create(
        CultureInfo.InvariantCulture,
        $"The tool '{name}' did not finish within {limit.TotalSeconds:0.###} seconds and was asked to stop. It may have had effects.");

    public static string Blocked(string name) => $"The tool '{name}' was not run, because calls that did not finish in time are still running.";

    public static string Failed(string name, Exception e, bool withDetail)
    {
        string type = e.GetType().Name.Split('`')[0];
        return withDetail ? $"The tool '{name}' failed with {type}: {e.Message}" : $"The tool '{name}' failed with {type}.";
    }
}
