using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads the return type of a tool.</summary>
internal sealed class ResultReader
{
    private readonly ToolScope _scope;
    private readonly TypeReader _types;

    public ResultReader(ToolScope scope, TypeReader types)
    {
        _scope = scope;
        _types = types;
    }

    /// <returns>Null if the type is not supported.</returns>
    public ResultSpec? Read(IMethodSymbol method, Location place)
    {
        ITypeSymbol type = method.ReturnType;
        bool isTask = type.FullName() is "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask";
        ITypeSymbol? result = isTask ? ((INamedTypeSymbol)type).TypeArguments.FirstOrDefault() : method.ReturnsVoid ? null : type;
        ResultKind kind = result switch
        {
            null => ResultKind.None,
            { SpecialType: SpecialType.System_String } => ResultKind.Text,
            _ when result.FullName() == "Claude.Aot.BlockContent" => ResultKind.Content,
            _ when IsBlock(result) => ResultKind.Block,
            _ when IsBlocks(result) => ResultKind.Blocks,
            _ => ResultKind.Json,
        };
        if (kind != ResultKind.Json)
        {
            return new ResultSpec(kind, null, isTask);
        }

        return _types.Read(result!, new TypeUse(IsInput: false, method.Name, place)) is { } value
            ? new ResultSpec(kind, value, isTask)
            : null;
    }

    private static bool IsBlock(ITypeSymbol? type) => type is not null && (type.FullName() == "Claude.Aot.ContentBlock" || IsBlock(type.BaseType));

    private static bool IsBlocks(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => IsBlock(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: 1 } named =>
            IsBlock(named.TypeArguments[0]) && CollectionTypes.FindList(named) is not null and not ListForm.ImmutableArray,
        _ => false,
    };
}
