using Claude.Aot;
using Claude.Aot.Extensions.AI.Tools;

namespace Microsoft.Extensions.AI;

/// <summary>Makes functions of Microsoft.Extensions.AI available as tools of Claude.Aot.</summary>
public static class ToolFunctionExtensions
{
    extension(ToolFunction)
    {
        /// <summary>
        /// Creates a tool from a function, such as one of <see cref="AIFunctionFactory"/> or a tool of an MCP server. An exception of the function is handled
        /// as one of any other tool.
        /// </summary>
        /// <param name="function">The function. It gets the input of the call as <see cref="System.Text.Json.JsonElement"/>s.</param>
        /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
        /// <example>
        /// <code>
        /// ToolFunction tool = ToolFunction.From(AIFunctionFactory.Create((string river) => "1,233 km", "length_of"));
        /// await using ToolRun run = client.Messages.RunTools(request, [tool]);
        /// </code>
        /// </example>
        public static ToolFunction From(AIFunction function)
        {
            ArgumentNullException.ThrowIfNull(function);
            return FunctionTool.Create(function);
        }
    }
}
