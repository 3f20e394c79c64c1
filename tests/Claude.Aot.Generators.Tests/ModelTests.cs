using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Claude.Aot.Generators.Tests;

public class ModelTests
{
    [Fact]
    public void Model_OfTheRealSchema_HoldsNothingOfTheCompiler() => AssertPlain(Parse(SchemaFile.Messages().ToString()), []);

    [Fact]
    public void Model_OfAMistake_HoldsNothingOfTheCompiler() => AssertPlain(Parse("{"), []);

    [Fact]
    public void Model_OfEqualText_IsEqual()
    {
        string text = SchemaFile.Messages().ToString();

        Assert.Equal(Parse(text), Parse(text));
        Assert.Equal(Parse(text).GetHashCode(), Parse(text).GetHashCode());
        Assert.NotEqual(Parse(text), Parse(text.Replace("A reply of the model.", "An answer of the model.")));
    }

    private static ParseResult Parse(string text) => SchemaParser.Parse(text, new SchemaOptions("/schemas/messages.schema.json", "Claude.Aot", HasViews: true));

    /// <summary>Whatever the pipeline keeps must not keep a compilation alive.</summary>
    internal static void AssertPlain(object? node, HashSet<object> seen)
    {
        if (node is null or string || !(node.GetType().IsValueType || seen.Add(node)))
        {
            return;
        }

        Assert.False(node is ISymbol or Compilation or SyntaxNode or SyntaxTree or Location or SourceText or Diagnostic, node.GetType().ToString());
        if (node.GetType().IsPrimitive || node.GetType().IsEnum)
        {
            return;
        }

        foreach (FieldInfo field in node.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertPlain(field.GetValue(node), seen);
        }

        foreach (object? item in node as IEnumerable ?? Array.Empty<object>())
        {
            AssertPlain(item, seen);
        }
    }
}
