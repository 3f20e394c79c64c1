using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Serialization;

/// <summary>The exception for JSON that does not fit the type that it is bound to.</summary>
/// <param name="problem">The problem, without values of the JSON.</param>
/// <param name="position">The position of the token, in bytes.</param>
internal sealed class JsonBindingError(string problem, long position) : JsonException(problem)
{
    private const int MaxNameLength = 64;

    /// <summary>Gets the position of the token that does not fit, in bytes.</summary>
    public long Position { get; } = position;

    /// <summary>Describes an error, to be appended to a phrase such as "Invalid input": <c> at $.days: expected an integer, found a string.</c></summary>
    public static string Describe(JsonException exception, ReadOnlySpan<byte> json) => exception is JsonBindingError error
        ? $" at {PathAt(json, error.Position)}: {error.Message}"
        : $": the JSON is not valid, or nests deeper than {Json.JsonText.DefaultMaxDepth} levels.";

    /// <summary>Gets the path of the token at a position. It reads the JSON again, so that binding itself need not track the path.</summary>
    public static string PathAt(ReadOnlySpan<byte> json, long position)
    {
        var steps = new List<Step>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (reader.TokenType == JsonTokenType.PropertyName)
            {
                steps[^1] = new Step(JsonInput.TextOf(ref reader), Index: -1);
            }
            else if (steps.Count > 0 && steps[^1].Name is null)
            {
                steps[^1] = new Step(Name: null, steps[^1].Index + 1);
            }

            if (reader.TokenStartIndex >= position)
            {
                break;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                steps.Add(new Step(Name: null, Index: -1));
            }
        }

        return steps.Aggregate(new StringBuilder("$"), Append).ToString();
    }

    private static StringBuilder Append(StringBuilder path, Step step)
    {
        if (step.Name is not { } name)
        {
            return path.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
        }

        if (name.Length is > 0 and <= MaxNameLength && name.All(character => char.IsLetterOrDigit(character) || character is '_' or '$' or '-'))
        {
            return path.Append('.').Append(name);
        }

        string shown = name.Length <= MaxNameLength ? name : name[..MaxNameLength] + "…";
        return path.Append("['").Append(shown.Replace("'", "\\'", StringComparison.Ordinal)).Append("']");
    }

    /// <summary>A step to a token: a member, or an element. Index is -1 if the object or array has only begun.</summary>
    private readonly record struct Step(string? Name, int Index);
}
