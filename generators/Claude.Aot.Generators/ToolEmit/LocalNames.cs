using System.Globalization;

namespace Claude.Aot.Generators;

/// <summary>Gives the local variables of one generated method names that do not collide.</summary>
internal sealed class LocalNames
{
    private readonly HashSet<string> _taken;

    public LocalNames(params string[] taken) => _taken = [.. taken];

    public string Take(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_taken.Add(name); i++)
        {
            name = wanted + i.ToString(CultureInfo.InvariantCulture);
        }

        return SymbolNames.Escape(name);
    }

    /// <summary>Takes a name that starts as those of local variables do.</summary>
    public string TakeLocal(string member) => Take(SymbolNames.ToCamelCase(member));

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);
}
