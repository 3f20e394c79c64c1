using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators;

/// <summary>Reads a method with <c>[ClaudeTool]</c>.</summary>
internal sealed class ToolReader
{
    private static readonly Regex s_name = new("^[a-zA-Z0-9_-]{1,64}$", RegexOptions.CultureInvariant);
    private static readonly HashSet<string> s_callers =
        ["direct", "code_execution_20250825", "code_execution_20260120", "code_execution_20260521"];

    private readonly IMethodSymbol _method;
    private readonly AttributeData _attribute;
    private readonly Location _place;
    private readonly ToolScope _scope;
    private readonly TypeReader _types;

    private ToolReader(IMethodSymbol method, AttributeData attribute, ToolScope scope)
    {
        _method = method;
        _attribute = attribute;
        _place = Problems.LocationOf(method, Location.None);
        _scope = scope;
        _types = new TypeReader(scope);
    }

    public static ToolResult Read(IMethodSymbol method, AttributeData attribute, Compilation compilation, CancellationToken cancellationToken)
    {
        bool isStrict = attribute.Named("Strict") is true;
        var reader = new ToolReader(method, attribute, new ToolScope(compilation, method.ContainingType, isStrict, new Problems(), cancellationToken));
        ToolSpec? tool = reader.Read();
        return new ToolResult(reader._scope.Problems.HasErrors ? null : tool, Problems.PlaceOf(reader._place), reader._scope.Problems.ToArray());
    }

    private ToolSpec? Read()
    {
        if (new ClassReader(_scope, _method.Name, _place).Read() is not { } type || WhyNotTool() is { } reason && Refuse(reason))
        {
            return null;
        }

        ToolSettingsSpec settings = ReadSettings();
        string property = SymbolNames.WithoutAsync(_method.Name) + "Tool";
        new ClassReader(_scope, _method.Name, _place).CheckMembers(property);
        (EquatableArray<BoundMember> parameters, EquatableArray<ArgumentSpec> arguments) = ReadParameters();
        ResultSpec? result = new ResultReader(_scope, _types).Read(_method, _place);
        if (_scope.Problems.HasErrors || result is null)
        {
            return null;
        }

        if (_scope.IsStrict)
        {
            StrictCheck.Run(_types.Types, parameters, _method.Name, _place, _scope.Problems);
        }

        return new ToolSpec(
            type,
            _method.Name,
            property,
            AccessibilityOf(_method.DeclaredAccessibility),
            _method.IsStatic,
            settings,
            parameters,
            arguments,
            result,
            _types.Types);
    }

    private string? WhyNotTool() => _method switch
    {
        { MethodKind: not MethodKind.Ordinary } => "it is an operator or an accessor; use an ordinary method",
        { IsGenericMethod: true } => "it is generic, and the model cannot choose type arguments; remove its type parameters",
        { ReturnsVoid: true, IsAsync: true } => "it is async void, so its completion cannot be awaited; return Task",
        { ReturnsByRef: true } or { ReturnsByRefReadonly: true } => "it returns a reference; return a value",
        _ when _method.Parameters.FirstOrDefault(parameter => parameter.RefKind != RefKind.None) is { } parameter =>
            $"its parameter '{parameter.Name}' is passed by reference; pass it by value",
        _ => null,
    };

    private bool Refuse(string reason)
    {
        _scope.Problems.Add(ToolDiagnostics.UnsupportedMethod, _place, _method.Name, reason);
        return true;
    }

    private (EquatableArray<BoundMember> Parameters, EquatableArray<ArgumentSpec> Arguments) ReadParameters()
    {
        List<BoundMember> parameters = [];
        List<ArgumentSpec> arguments = [];
        var reader = new MemberReader(_scope, _types);
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            ArgumentKind kind = parameter.Type.FullName() switch
            {
                "System.Threading.CancellationToken" => ArgumentKind.CancellationToken,
                "Claude.Aot.ToolCall" => ArgumentKind.Call,
                _ => ArgumentKind.Input,
            };
            arguments.Add(new ArgumentSpec(kind, parameter.Name));
            if (kind == ArgumentKind.Input)
            {
                string? description = SymbolAttributes.DescriptionOf(parameter) ?? DocReader.Parameter(_method, parameter.Name, _scope.CancellationToken);
                var use = new TypeUse(IsInput: true, parameter.Name, Problems.LocationOf(parameter, _place));
                if (reader.Read([parameter], parameter.Name, parameter.Type, description, use) is { } member)
                {
                    parameters.Add(MemberReader.ToParameter(member, parameter, MemberTarget.Constructor));
                }
            }
        }

        return (parameters.ToEquatableArray(), arguments.ToEquatableArray());
    }

    private ToolSettingsSpec ReadSettings()
    {
        string name = _attribute.Named("Name") as string ?? SymbolNames.ToSnakeCase(SymbolNames.WithoutAsync(_method.Name));
        if (!s_name.IsMatch(name))
        {
            _scope.Problems.Add(ToolDiagnostics.RefusedName, _place, name);
        }

        string? description = _attribute.Named("Description") as string
            ?? SymbolAttributes.DescriptionOf(_method)
            ?? DocReader.Summary(_method, _scope.CancellationToken);
        if (description is null)
        {
            _scope.Problems.Add(ToolDiagnostics.MissingDescription, _place, name);
        }

        return new ToolSettingsSpec(
            name,
            description,
            _scope.IsStrict,
            _attribute.Named("DeferLoading") is true,
            _attribute.Named("EagerInputStreaming") as bool?,
            Texts("AllowedCallers", s_callers.Contains, $"use one of these: {string.Join(", ", s_callers)}"),
            Texts("InputExamples", IsJsonObject, "an example must be a JSON object"),
            Text("CacheControl", value => value is "5m" or "1h", "use \"5m\" or \"1h\""));
    }

    private EquatableArray<string> Texts(string name, Func<string, bool> isValid, string reason)
    {
        string[] values = _attribute.Named(name) is ImmutableArray<TypedConstant> { IsDefault: false } array
            ? [.. array.Select(value => value.Value as string ?? "")]
            : [];
        if (!values.All(isValid))
        {
            _scope.Problems.Add(ToolDiagnostics.BadAttribute, _attribute.LocationOf(_place), $"ClaudeTool({name})", _method.Name, reason);
        }

        return values.ToEquatableArray();
    }

    private string? Text(string name, Func<string, bool> isValid, string reason)
    {
        string? value = _attribute.Named(name) as string;
        if (value is not null && !isValid(value))
        {
            _scope.Problems.Add(ToolDiagnostics.BadAttribute, _attribute.LocationOf(_place), $"ClaudeTool({name})", _method.Name, reason);
        }

        return value;
    }

    private static bool IsJsonObject(string text)
    {
        try
        {
            return JsonReader.Read(text).Kind == JsonNodeKind.Object;
        }
        catch (JsonSyntaxException)
        {
            return false;
        }
    }

    private static string AccessibilityOf(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => "public",
        Accessibility.Internal => "internal",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedOrInternal => "protected internal",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };
}
