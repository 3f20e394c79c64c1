using Microsoft.Extensions.AI;

namespace Claude.Aot.Extensions.AI.Tools;

/// <summary>A tool definition of the API as a tool of Microsoft.Extensions.AI.</summary>
internal sealed class DefinedTool(ToolDefinition definition) : AITool
{
    /// <inheritdoc/>
    public override string Name => (definition as Tool)?.Name ?? definition.TypeName;

    /// <inheritdoc/>
    public override string Description => (definition as Tool)?.Description ?? "";

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(definition) ? definition : base.GetService(serviceType, serviceKey);
    }
}
