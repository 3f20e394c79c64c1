using System.Globalization;

namespace Claude.Aot.Generators;

/// <summary>What the methods of one class's binding code have in common: their names, and the expressions that call them.</summary>
internal sealed class BindingCode
{
    public const string Input = "global::Claude.Aot.Serialization.JsonInput";

    private readonly Dictionary<string, string> _methods = [];
    private readonly List<(string Pattern, int Timeout)> _patterns = [];
    private readonly LocalNames _names = new();

    public BindingCode(TypeTable types)
    {
        Types = types;
        foreach (BoundType type in types.All.Where(type => type is not BoundScalar))
        {
            _methods.Add(type.Id, _names.Take((IsOutput(type) ? "Write" : "Read") + type.Name));
        }
    }

    public TypeTable Types { get; }

    public IReadOnlyList<(string Pattern, int Timeout)> Patterns => _patterns;

    public static bool IsOutput(BoundType type) => type.Id.StartsWith("out ", StringComparison.Ordinal);

    public string MethodOf(string typeId) => _methods[typeId];

    /// <summary>Gets a name that no other member of the class has.</summary>
    public string TakeName(string wanted) => _names.Take(wanted);

    /// <summary>Gets the expression that reads a value.</summary>
    public string Read(BoundValue value)
    {
        BoundType type = Types.Of(value);
        string read = type is BoundScalar scalar ? ScalarCode.Read(scalar) : $"{MethodOf(value.TypeId)}(ref reader)";

        // ReadOnlyMemory converts null to empty memory.
        string none = type is BoundScalar { Kind: ScalarKind.Memory } ? $"default({value.CSharpType})" : "null";
        return value.IsNullable ? $"reader.TokenType == {Runtime.JsonTokenType}.Null ? {none} : {read}" : read;
    }

    /// <summary>Gets the statement that writes a value that is not null.</summary>
    public string Write(BoundValue value, string expression) =>
        Types.Of(value) is BoundScalar scalar ? ScalarCode.Write(scalar, expression) : $"{MethodOf(value.TypeId)}(writer, {expression});";

    /// <summary>Gets the name of the property that holds a regular expression.</summary>
    public string PatternOf(string pattern, int timeout)
    {
        int index = _patterns.IndexOf((pattern, timeout));
        if (index < 0)
        {
            index = _patterns.Count;
            _patterns.Add((pattern, timeout));
        }

        return "Pattern" + (index + 1).ToString(CultureInfo.InvariantCulture);
    }
}
