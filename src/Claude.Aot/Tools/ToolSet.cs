using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Claude.Aot;

/// <summary>The tools of a run, in the order in which they are sent. A change takes effect with the next request.</summary>
/// <remarks>Safe for concurrent use: a tool can add or remove tools while it runs. An enumeration shows the tools at its start.</remarks>
/// <example>
/// <code>
/// async Task RunAsync(ToolFunction search, ToolFunction buy)
/// {
///     await using ToolRun run = client.Messages.RunTools(request, [search]);
///     await foreach (MessageStream turn in run)
///     {
///         await run.CompleteTurnAsync(cancellationToken);
///         if (run.Results.Count > 0 &amp;&amp; !run.Tools.Contains(buy.Name))
///         {
///             run.Tools.Add(buy);
///         }
///     }
/// }
/// </code>
/// </example>
public sealed class ToolSet : IReadOnlyCollection<ToolFunction>
{
    private readonly Lock _lock = new();
    private ToolFunction[] _tools = [];

    internal ToolSet(IEnumerable<ToolFunction> tools)
    {
        foreach (ToolFunction tool in tools)
        {
            Add(tool);
        }
    }

    /// <summary>The number of tools.</summary>
    public int Count => Volatile.Read(ref _tools).Length;

    /// <summary>Adds a tool as the last one.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="tool"/> is null.</exception>
    /// <exception cref="ArgumentException">There is a tool with this name.</exception>
    public void Add(ToolFunction tool)
    {
        ArgumentNullException.ThrowIfNull(tool);
        lock (_lock)
        {
            if (Contains(tool.Name))
            {
                throw new ArgumentException($"There is already a tool named '{tool.Name}'.", nameof(tool));
            }

            Volatile.Write(ref _tools, [.. _tools, tool]);
        }
    }

    /// <summary>Removes a tool. Calls that the model has already made still run.</summary>
    /// <returns>False if there is no tool with this name.</returns>
    public bool Remove(string name)
    {
        lock (_lock)
        {
            ToolFunction[] left = [.. _tools.Where(tool => tool.Name != name)];
            bool isRemoved = left.Length < _tools.Length;
            Volatile.Write(ref _tools, left);
            return isRemoved;
        }
    }

    /// <summary>Returns whether there is a tool with this name.</summary>
    public bool Contains(string name) => TryGet(name, out _);

    /// <summary>Finds a tool by its name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ToolFunction? tool)
    {
        tool = Array.Find(Volatile.Read(ref _tools), one => one.Name == name);
        return tool is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<ToolFunction> GetEnumerator() => Volatile.Read(ref _tools).AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
