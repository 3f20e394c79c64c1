using System.Globalization;

namespace Claude.Aot.Generators;

/// <summary>Prints the checks of a value that has been read.</summary>
internal sealed class ConstraintEmitter
{
    private readonly BindingCode _code;
    private readonly SourceWriter _writer;

    public ConstraintEmitter(BindingCode code, SourceWriter writer)
    {
        _code = code;
        _writer = writer;
    }

    public void Write(BoundMember member, string local)
    {
        if (member.Constraint is not { } constraint)
        {
            return;
        }

        BoundType type = _code.Types.Of(member.Value);
        WriteRange(constraint, local);
        WriteLength(constraint, type, local);
        if (constraint.Pattern is { } pattern)
        {
            string expected = Literals.Text($"a string that matches the regular expression {TextPattern.ForSchema(pattern)}");
            _writer.WriteLine(
                $"{BindingCode.Input}.CheckPattern(ref reader, {local}, {_code.PatternOf(pattern, constraint.PatternTimeout)}, {expected});");
        }

        if (constraint.Allowed.Count > 0)
        {
            string values = string.Join(" or ", constraint.Allowed.Select(value => value.Code).Concat(member.Value.IsNullable ? ["null"] : []));
            WriteCheck($"{local} is not ({values})", $"one of {string.Join(", ", constraint.Allowed.Select(value => value.Json))}");
        }
    }

    private void WriteRange(ConstraintSpec constraint, string local)
    {
        List<string> refused = [];
        List<string> accepted = [];
        if (constraint.Minimum is { } minimum)
        {
            refused.AddRange(minimum.Code is null ? [] : [(minimum.IsExclusive ? "<= " : "< ") + minimum.Code]);
            accepted.Add((minimum.IsExclusive ? "more than " : "at least ") + minimum.Json);
        }

        if (constraint.Maximum is { } maximum)
        {
            refused.AddRange(maximum.Code is null ? [] : [(maximum.IsExclusive ? ">= " : "> ") + maximum.Code]);
            accepted.Add((maximum.IsExclusive ? "less than " : "at most ") + maximum.Json);
        }

        if (refused.Count > 0)
        {
            WriteCheck($"{local} is {string.Join(" or ", refused)}", $"a number of {string.Join(" and ", accepted)}");
        }
    }

    private void WriteLength(ConstraintSpec constraint, BoundType type, string local)
    {
        if (constraint.MinLength is null && constraint.MaxLength is null)
        {
            return;
        }

        string min = (constraint.MinLength ?? 0).ToString(CultureInfo.InvariantCulture);
        string max = constraint.MaxLength?.ToString(CultureInfo.InvariantCulture) ?? "int.MaxValue";
        List<string> accepted = [];
        accepted.AddRange(constraint.MinLength is null ? [] : [$"at least {min}"]);
        accepted.AddRange(constraint.MaxLength is null ? [] : [$"at most {max}"]);
        string limits = string.Join(" and ", accepted);
        if (type is BoundScalar)
        {
            _writer.WriteLine($"{BindingCode.Input}.CheckLength(ref reader, {local}, {min}, {max}, {Literals.Text($"a string of {limits} characters")});");
            return;
        }

        List<string> refused = [];
        refused.AddRange(constraint.MinLength is null ? [] : [$"< {min}"]);
        refused.AddRange(constraint.MaxLength is null ? [] : [$"> {max}"]);
        (string count, string expected) = type switch
        {
            BoundList { Form: ListForm.ImmutableArray } => ("{ Length:", $"an array of {limits} elements"),
            BoundList list => ($"{Runtime.ReadOnlyCollection}<{list.Element.CSharpType}> {{ Count:", $"an array of {limits} elements"),
            BoundMap map => (
                $"{Runtime.ReadOnlyCollection}<{Runtime.KeyValuePair}<string, {map.Value.CSharpType}>> {{ Count:",
                $"an object of {limits} properties"),
            _ => throw new InvalidOperationException(type.Id),
        };
        WriteCheck($"{local} is {count} {string.Join(" or ", refused)} }}", expected);
    }

    private void WriteCheck(string condition, string expected)
    {
        _writer.Open($"if ({condition})");
        _writer.WriteLine($"{BindingCode.Input}.FailValue(ref reader, {Literals.Text(expected)});");
        _writer.Close();
        _writer.WriteLine();
    }
}
