namespace Claude.Aot.Generators;

/// <summary>Prints the methods that read and write types, and the regular expressions that they use.</summary>
internal static class BindingEmitter
{
    public static void Write(BindingCode code, SourceWriter writer)
    {
        foreach (BoundType type in code.Types.All.Where(type => type is not BoundScalar))
        {
            if (BindingCode.IsOutput(type))
            {
                new OutputEmitter(code, writer).Write(type);
            }
            else
            {
                new InputEmitter(code, writer).Write(type);
            }
        }

        WritePatterns(writer, code);
    }

    private static void WritePatterns(SourceWriter writer, BindingCode code)
    {
        const string Regex = "global::System.Text.RegularExpressions.Regex";
        foreach ((string pattern, int timeout) in code.Patterns)
        {
            string time = timeout < 0 ? $"{Regex}.InfiniteMatchTimeout" : $"global::System.TimeSpan.FromMilliseconds({SymbolNames.Invariant(timeout)})";
            writer.WriteLine();
            writer.WriteLine($"private static {Regex} {code.PatternOf(pattern, timeout)} =>");
            writer.WriteContinuation($"field ??= new {Regex}({Literals.Text(TextPattern.ForReader(pattern))}, {Regex}Options.CultureInvariant, {time});");
        }
    }
}
