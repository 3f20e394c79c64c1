namespace Claude.Aot.Generators;

/// <summary>Prints the part of a class that makes its methods tools.</summary>
internal static class ToolClassEmitter
{
    private const string Function = "global::Claude.Aot.ToolFunction";

    public static SourceFile Emit(ToolGroup group)
    {
        var writer = new SourceWriter();
        PartFile.Begin(writer, group.Class.Namespace, group.Class.Declarations);
        WriteProperties(writer, group);
        WriteCode(writer, group);
        return PartFile.End(writer, group.Class.Declarations, group.Class.FullName, "Tools");
    }

    private static void WriteProperties(SourceWriter writer, ToolGroup group)
    {
        foreach (ToolSpec tool in group.Tools)
        {
            string access = $"{tool.Accessibility} {(tool.IsStatic ? "static " : "")}{Function} {tool.PropertyName} =>";
            writer.WriteSummary($"Gets the tool `{tool.Name}`, which calls `{tool.MethodName}`.");
            writer.WriteLine(SourceFile.Attribute);
            writer.WriteLine($"{access} {(IsCached(group.Class, tool.IsStatic) ? "field ??= " : "")}{ToolEmitter.CreateFunction(tool)};");
            writer.WriteLine();
        }

        bool isStatic = group.Tools.All(tool => tool.IsStatic) && group.Class.BaseTools?.StartsWith("base.", StringComparison.Ordinal) != true;
        string inherited = group.Class.BaseTools is { } baseTools ? $".. {baseTools}, " : "";
        string tools = inherited + string.Join(", ", group.Tools.Select(tool => tool.PropertyName));
        string modifiers = $"public {(group.Class.HidesTools ? "new " : "")}{(isStatic ? "static " : "")}";
        writer.WriteSummary("Gets the tools of this class, in the order of their declaration.");
        writer.WriteLine(SourceFile.Attribute);
        writer.WriteLine($"{modifiers}{Runtime.ReadOnlyList}<{Function}> Tools => {(IsCached(group.Class, isStatic) ? "field ??= " : "")}[{tools}];");
        writer.WriteLine();
    }

    private static bool IsCached(ToolClassSpec type, bool isStatic) => isStatic || type.CachesTools;

    private static void WriteCode(SourceWriter writer, ToolGroup group)
    {
        var code = new BindingCode(new TypeTable(group.Tools.SelectMany(tool => tool.Types)));
        writer.WriteSummary("The definitions of the tools, and the code that binds their inputs and results.");
        writer.WriteLine(SourceFile.Attribute);
        writer.Open($"private static class {ToolClassNames.Code}");
        foreach (ToolSpec tool in group.Tools)
        {
            new ToolEmitter(code, writer).Write(tool);
        }

        BindingEmitter.Write(code, writer);
        writer.Close();
    }
}
