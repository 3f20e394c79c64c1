using System.CommandLine;
using Claude.Aot.Tests.Shared.Fuzzing;

namespace Claude.Aot.Fuzzing.Commands;

/// <summary>The name of a target on the command line.</summary>
internal static class TargetArgument
{
    public static Argument<string> Create()
    {
        var argument = new Argument<string>("TARGET") { Description = "the target" };
        argument.AcceptOnlyFromAmong([.. FuzzTarget.All.Select(target => target.Name)]);
        return argument;
    }

    public static FuzzTarget Find(string name) => FuzzTarget.All.Single(target => target.Name == name);
}
