using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Claude.Aot.Generators.Tests;

/// <summary>The page that lists every type by its name on the wire, as the schema says it.</summary>
internal sealed class TypesPage(SchemaDefinitions schema)
{
    private const string Head = """
        # Types by wire name

        Every type of the schema, by the name under which JSON has it: in quotes a value of `type`, without quotes the members that hold it. The third column has the class from which it derives,
        or what it is otherwise; the fourth whether it stands in requests, in responses, or in both. Its members are in its documentation and in [the schema](../src/Claude.Aot/Schema/messages.schema.json).

        ## What the generations of the API refuse

        `ClaudeClientOptions.ApiVersion`, or `RequestOptions.ApiVersion` for one call, is sent as `anthropic-version`; the default is `ClaudeApiVersion.V20230601`. One set of types serves both
        generations. What these refuse is not checked here: the API answers 400.

        | in a request | `2023-06-01` | `2026-10-21` |
        |---|---|---|
        | `temperature`, `top_p`, `top_k` | accepted (`temperature` by models up to 4.6) | 400, even with the default value |
        | a `document` block directly in a turn of the model (role `assistant`) | accepted | 400 |
        | `citations` that are not empty on a `text` block of a turn of the user | accepted | 400 |

        ## A tool input that was cut

        `ToolInput` keeps the bytes that came, and its `State` says `Valid`, `Incomplete` or `Invalid`. JSON has no place for half a value: where a message or a turn made of it is written as JSON
        (`ToJson`, `Write`, `JsonSerializer`, a request that has it among its `Messages`), an input that is not `Valid` stands there as `{}`, the form in which the API sends it at the block's start.
        Look at `State` before a tool is run or the message is stored; `Utf8` has the bytes. `ContinueFrom` leaves such a call out.

        ## The types

        A test makes this page from the schema: `CLAUDE_ACCEPT_SNAPSHOTS=1 dotnet test --project tests/Claude.Aot.Generators.Tests` writes it anew.

        | on the wire | C# | is | in |
        |---|---|---|---|

        """;

    private const string Nameless = "(whole)";

    public string Write()
    {
        var page = new StringBuilder(Head);
        foreach ((string wireName, string name) in schema.Names
            .Select(name => (WireName: WireNameOf(name), Name: name))
            .OrderBy(type => type.WireName == Nameless)
            .ThenBy(type => type.WireName.Replace("\"", "").Replace("`", ""), StringComparer.Ordinal)
            .ThenBy(type => NameOf(type.Name), StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"| {wireName} | `{NameOf(name)}` | {KindOf(name)} | {schema[name].GetProperty("x-side")} |\n");
        }

        return page.ToString();
    }

    private string WireNameOf(string name)
    {
        if (schema.IsObject(name) && schema[name].GetProperty("properties").TryGetProperty("type", out JsonElement type) && type.TryGetProperty("const", out JsonElement constant))
        {
            return $"`\"{constant}\"`";
        }

        string[] members = [.. MembersThatHold(name).Distinct().Order(StringComparer.Ordinal)];
        return members.Length == 0 ? Nameless : string.Join(", ", members.Select(member => $"`{member}`"));
    }

    /// <summary>The members whose value, or an element of it, may be of a type; those of a kind union stand for its alternatives.</summary>
    private IEnumerable<string> MembersThatHold(string name) =>
        from holder in schema.Names
        where schema.TargetsOf(holder).Contains(name)
        from member in schema.IsObject(holder) ? MembersOf(holder, name) : schema.IsKindUnion(holder) ? MembersThatHold(holder) : []
        select member;

    private IEnumerable<string> MembersOf(string holder, string target) =>
        schema[holder].GetProperty("properties").EnumerateObject().Where(property => SchemaDefinitions.TargetsOf(property.Value).Contains(target)).Select(property => property.Name);

    private string KindOf(string name)
    {
        JsonElement definition = schema[name];
        return schema.UnionsOf(name).FirstOrDefault() is { } union ? $"`{NameOf(union)}`"
            : schema.IsObject(name) ? "object"
            : schema.IsKindUnion(name) ? string.Join(" or ", definition.GetProperty("oneOf").EnumerateArray().Select(KindOf))
            : definition.TryGetProperty("x-discriminator", out JsonElement discriminator) ? $"union by `{discriminator}`"
            : definition.TryGetProperty("x-constants", out _) ? "constants"
            : "open enum";
    }

    private string KindOf(JsonElement alternative) => alternative.TryGetProperty("type", out JsonElement type)
        ? (type.ValueEquals("array") ? "list" : type.GetString()!)
        : $"`{NameOf(SchemaDefinitions.TargetOf(alternative))}`";

    private string NameOf(string name) => schema[name].TryGetProperty("x-name", out JsonElement own) ? own.GetString()! : name;
}
