using Microsoft.Extensions.Configuration;

namespace Claude.Aot.Extensions.Configuration;

/// <summary>Applies the settings of a section one by one, and collects the mistakes. The settings that it is asked for are those that exist.</summary>
internal sealed class SettingReader(IConfigurationSection section, List<string> mistakes)
{
    private readonly List<string> _names = [];

    /// <summary>Returns whether the section has a setting, even without a value.</summary>
    public bool Has(string name)
    {
        _names.Add(name);
        return section.GetChildren().Any(child => child.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Applies a value that is set.</summary>
    public void Set<T>(string name, T? value, Action<T> apply)
        where T : struct
    {
        _names.Add(name);
        if (value is { } set)
        {
            Apply(name, set, apply);
        }
    }

    /// <summary>Applies a text that is set.</summary>
    public void Set(string name, string? value, Action<string> apply)
    {
        _names.Add(name);
        if (value is not null)
        {
            Apply(name, value, apply);
        }
    }

    /// <summary>Applies each value of a list.</summary>
    public void SetAll<T>(string name, IEnumerable<T> values, Action<T> apply)
    {
        _names.Add(name);
        foreach (T value in values)
        {
            Apply(name, value, apply);
        }
    }

    /// <summary>Creates a reader for a subsection.</summary>
    public SettingReader Nested(string name)
    {
        _names.Add(name);
        return new SettingReader(section.GetSection(name), mistakes);
    }

    /// <summary>Reports the settings of the section that do not exist. Their values are not shown, because one may be a misspelled key's.</summary>
    public void ReportUnknown()
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!_names.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                mistakes.Add($"{child.Path}: There is no such setting. The settings here are {string.Join(", ", _names.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    private void Apply<T>(string name, T value, Action<T> apply)
    {
        try
        {
            apply(value);
        }
        catch (ArgumentException e)
        {
            // The first line only: the others repeat the value.
            mistakes.Add($"{section.Path}:{name}: {e.Message.Split('\n')[0].TrimEnd()}");
        }
    }
}
