using System.Text.Json;
using Claude.Aot.Extensions.AI.Requests;
using Claude.Aot.Extensions.AI.Responses;
using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Tools;

/// <summary>Runs a function of Microsoft.Extensions.AI as a tool.</summary>
internal static class FunctionTool
{
    public static ToolFunction Create(AIFunction function)
    {
        var tool = new ToolMapper(new ClaudeChatClientOptions(), new BetaSet([])).Map(function);
        return new ToolFunction(tool, (call, cancellationToken) => InvokeAsync(function, call, cancellationToken));
    }

    private static async ValueTask<BlockContent> InvokeAsync(AIFunction function, ToolCall call, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> arguments = BlockMapper.ArgumentsOf(call.Input, out JsonException? failure)
            ?? throw new ToolErrorException(failure!.Message);
        object? result = await function.InvokeAsync(new AIFunctionArguments(arguments), cancellationToken).ConfigureAwait(false);
        return new ResultMapper(new MediaMapper(new BetaSet([]))).Map(result) ?? "";
    }
}
