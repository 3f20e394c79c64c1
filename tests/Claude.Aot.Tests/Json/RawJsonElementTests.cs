using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Claude.Aot.Tests.Streaming.Support;

namespace Claude.Aot.Tests.Json;

/// <summary>The members of <see cref="RawJson"/> that have the name of a member of <see cref="JsonElement"/> give what that member gives.</summary>
public sealed class RawJsonElementTests
{
    private static readonly string[] s_made =
    [
        """{"a":1,"b":"x","a":[2, {"c":null}],"\u0061":true}""", """{ "x" : [ 1 , {} ] , "é\n" : "\ud83d\ude00" }""", "{}", "[ ]", "[[],{},[[1]]]",
        """["\ud83d", "\ude00\ud83dx", "\\u0041", "", "\u00e9"]""", """{"\ud83d":1,"z":2}""", "null", "true", "false", "\"a\"",
        """[0, -0, 1, -1, 2147483647, 2147483648, -2147483648, -2147483649, 9223372036854775807, 9223372036854775808, 1.0, 1e2, 0.1, 1E400, -1e-400]""",
    ];

    private static readonly (string Name, Func<JsonElement, object?> Expected, Func<RawJson, object?> Actual)[] s_getters =
    [
        ("GetString", json => json.GetString(), json => json.GetString()),
        ("GetBoolean", json => json.GetBoolean(), json => json.GetBoolean()),
        ("GetInt32", json => json.GetInt32(), json => json.GetInt32()),
        ("GetInt64", json => json.GetInt64(), json => json.GetInt64()),
        ("GetDouble", json => json.GetDouble(), json => json.GetDouble()),
        ("TryGetInt32", json => (json.TryGetInt32(out int value), value), json => (json.TryGetInt32(out int value), value)),
        ("TryGetInt64", json => (json.TryGetInt64(out long value), value), json => (json.TryGetInt64(out long value), value)),
        ("TryGetDouble", json => (json.TryGetDouble(out double value), value), json => (json.TryGetDouble(out double value), value)),
        ("TryGetProperty", json => json.TryGetProperty("a", out _), json => json.TryGetProperty("a", out _)),
        ("TryGetProperty of UTF-8", json => json.TryGetProperty("a"u8, out _), json => json.TryGetProperty("a"u8, out _)),
        ("EnumerateArray", json => json.EnumerateArray().Count(), json => json.EnumerateArray().Count()),
        ("EnumerateObject", json => json.EnumerateObject().Count(), json => json.EnumerateObject().Count()),
    ];

    [Fact]
    public void Members_OfEveryEdgeCase_GiveWhatJsonElementGives()
    {
        int valid = 0;
        foreach (byte[] json in s_made.Select(Encoding.UTF8.GetBytes).Concat(JsonEdgeCases.All))
        {
            JsonElement expected;
            try
            {
                expected = JsonElement.Parse(json);
            }
            catch (JsonException)
            {
                Assert.ThrowsAny<JsonException>(() => RawJson.Parse(json));
                continue;
            }

            valid++;
            AssertSame(expected, RawJson.Parse(json));
        }

        Assert.InRange(valid, 100, int.MaxValue);
    }

    [Fact]
    public void Members_OfEveryExpectedMessage_GiveWhatJsonElementGives()
    {
        foreach (string name in TestCorpus.Whole)
        {
            if (TestCorpus.Folder.Recorded(name).Expected.Message is { } message)
            {
                AssertSame(message, RawJson.FromJsonElement(message));
            }
        }
    }

    [Fact]
    public void Members_OfNoJson_ThrowLikeThoseOfAnUndefinedElement()
    {
        foreach ((string name, Func<JsonElement, object?> expected, Func<RawJson, object?> actual) in s_getters)
        {
            Assert.True(Outcome(expected, default(JsonElement)) == Outcome(actual, default(RawJson)), name);
        }

        Assert.Equal(default, RawJson.FromJsonElement(default));
        Assert.Equal(JsonValueKind.Undefined, default(RawJson).ToJsonElement().ValueKind);
        Assert.Throws<ArgumentNullException>(() => RawJson.Parse("{}").TryGetProperty((string)null!, out _));
    }

    [Fact]
    public void TryGetProperty_BesideANameThatIsNoText_FindsTheOther()
    {
        RawJson json = RawJson.Parse("""{"\ud83d":1,"z":2}""");

        Assert.True(json.TryGetProperty("z", out RawJson value));
        Assert.Equal(2, value.GetInt32());
        Assert.Throws<InvalidOperationException>(() => json.EnumerateObject().First().Name);
    }

    [Fact]
    public void WrongKind_IsNamedWithTheRightOne()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => RawJson.Parse("7").GetString());
        Assert.Equal("The JSON value is of kind Number, but this member requires String. Check ValueKind first.", e.Message);
        Assert.Contains("32-bit", Assert.Throws<FormatException>(() => RawJson.Parse("7.5").GetInt32()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Enumerators_AreReadByLoopsAndByLinq()
    {
        RawJson.ArrayEnumerator elements = RawJson.Parse("""[ 1.0 , "a", [ 2 ], {} , null ]""").EnumerateArray();
        Assert.True(elements.MoveNext());

        Assert.Equal(["1.0", "\"a\"", "[ 2 ]", "{}", "null"], elements.Select(element => element.ToString()));
        Assert.Equal("1.0", elements.Current.ToString());
        elements.Reset();
        List<string> looped = [];
        while (elements.MoveNext())
        {
            looped.Add(elements.Current.ToString());
        }

        Assert.False(elements.MoveNext());
        Assert.Equal(5, looped.Count);
        Assert.False(default(RawJson.ArrayEnumerator).MoveNext());
        Assert.False(default(RawJson.ObjectEnumerator).MoveNext());

        List<string> members = [];
        foreach (RawJsonProperty member in RawJson.Parse("""{ "a" : 1 , "\u0062":[2] }""").EnumerateObject())
        {
            members.Add($"{member.Name} {member.Value} {member}");
        }

        Assert.Equal(["""a 1 "a" : 1""", """b [2] "\u0062":[2]"""], members);
    }

    [Fact]
    public void Property_ComparesItsName()
    {
        RawJsonProperty member = RawJson.Parse("""{"\u00e9a":1}""").EnumerateObject().Single();

        Assert.True(member.NameEquals("\u00E9a") && member.NameEquals("\u00E9a"u8));
        Assert.False(member.NameEquals("a") || member.NameEquals("a"u8) || member.NameEquals((string?)null));
        Assert.Throws<InvalidOperationException>(() => default(RawJsonProperty).Name);
        Assert.Throws<InvalidOperationException>(() => default(RawJsonProperty).NameEquals("a"));
        Assert.Equal("", default(RawJsonProperty).ToString());
    }

    /// <summary>Deep JSON has an index of its arrays and objects. The enumerators use it, with offsets of their own.</summary>
    [Fact]
    public void Enumerators_OfIndexedJson_GiveTheSame()
    {
        string deep = $$$"""{"a":{{{Nested(40)}}},"b":"{{{new string('x', 5000)}}}","c":[{{{Nested(30)}}},{"d":{{{Nested(20)}}}}]}""";
        var reader = new JsonMemberReader(RawJson.Parse($"{{\"outer\":{deep}}}", 200));
        Assert.True(reader.MoveNext());

        AssertSame(JsonElement.Parse(deep), reader.Value);
    }

    [Theory]
    [InlineData("""{"a" : [1, 2 ] /* c */ , }""", """{"a":[1,2]}""")]
    [InlineData("[ 1.50, // c\n \"\u00e9<\" ]", "[1.50,\"\u00E9<\"]")]
    [InlineData("[ 1.50 ,  \"\\u00e9\" ]", "[ 1.50 ,  \"\\u00e9\" ]")]
    public void FromJsonElement_KeepsTheBytesOfValidJson(string json, string expected)
    {
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using JsonDocument document = JsonDocument.Parse(json, options);

        RawJson raw = RawJson.FromJsonElement(document.RootElement);

        Assert.Equal(expected, raw.ToString());
        Assert.Equal(expected, RawJson.Parse(expected).ToJsonElement().GetRawText());
        document.Dispose();
        Assert.Equal(expected, raw.ToString());
        Assert.Throws<ObjectDisposedException>(() => RawJson.FromJsonElement(document.RootElement));
    }

    [Fact]
    public void ToJsonElement_OfDeepJson_IsNotLimited()
    {
        string json = Nested(1500);

        Assert.Equal(json, RawJson.Parse(json, 2000).ToJsonElement().GetRawText());
        Assert.Equal(json, RawJson.FromJsonElement(RawJson.Parse(json, 2000).ToJsonElement()).ToString());
    }

    [Fact]
    public void From_ANode_GivesItsJson()
    {
        Assert.Equal("null", RawJson.From(null).ToString());
        Assert.Equal("""{"a":[1,"é<",null]}""", RawJson.From(new JsonObject { ["a"] = new JsonArray(1, "\u00E9<", null) }).ToString());
        Assert.Equal("1.50", RawJson.From(JsonNode.Parse("1.50")).ToString());
    }

    private static string Nested(int depth) =>
        $"{string.Concat(Enumerable.Repeat("""{"k":[1,""", depth / 2))}0{string.Concat(Enumerable.Repeat("]}", depth / 2))}";

    private static void AssertSame(JsonElement expected, RawJson actual)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        Assert.Equal(JsonMarshal.GetRawUtf8Value(expected), actual.Utf8);
        Assert.Equal(JsonMarshal.GetRawUtf8Value(expected), JsonMarshal.GetRawUtf8Value(actual.ToJsonElement()));
        Assert.Equal(actual, RawJson.FromJsonElement(expected));
        foreach ((string name, Func<JsonElement, object?> expectedGetter, Func<RawJson, object?> actualGetter) in s_getters)
        {
            object? value = Outcome(expectedGetter, expected);
            object? same = Outcome(actualGetter, actual);

            // JsonElement throws if the name of any other member has an unpaired surrogate.
            bool isOtherName = expected.ValueKind == JsonValueKind.Object && value is Type && same is bool;
            Assert.True(Equals(value, same) || isOtherName, $"{name} of {actual}: expected {value}, got {same}.");
        }

        if (expected.ValueKind == JsonValueKind.Array)
        {
            AssertSameItems(expected.EnumerateArray(), actual.EnumerateArray(), AssertSame);
        }
        else if (expected.ValueKind == JsonValueKind.Object)
        {
            AssertSameItems(expected.EnumerateObject(), actual.EnumerateObject(), (member, same) =>
            {
                Assert.Equal(Outcome(property => property.Name, member), Outcome(property => property.Name, same));
                if (Outcome(property => property.ToString(), member) is string text)
                {
                    Assert.Equal(text, same.ToString());
                }

                AssertSame(member.Value, same.Value);
                if (Outcome(property => property.Name, member) is string name && Outcome(json => json.TryGetProperty(name, out _), expected) is bool)
                {
                    expected.TryGetProperty(name, out JsonElement last);
                    Assert.True(actual.TryGetProperty(name, out RawJson utf16));
                    Assert.True(actual.TryGetProperty(Encoding.UTF8.GetBytes(name), out RawJson utf8));
                    Assert.Equal(JsonMarshal.GetRawUtf8Value(last), utf16.Utf8);
                    Assert.Equal(utf16, utf8);
                }
            });
        }
    }

    private static void AssertSameItems<TExpected, TActual>(IEnumerable<TExpected> expected, IEnumerable<TActual> actual, Action<TExpected, TActual> assert)
    {
        TExpected[] all = [.. expected];
        TActual[] same = [.. actual];
        Assert.Equal(all.Length, same.Length);
        for (int i = 0; i < all.Length; i++)
        {
            assert(all[i], same[i]);
        }
    }

    /// <summary>Gets what a function returns, or the type of the exception that it throws.</summary>
    private static object? Outcome<T>(Func<T, object?> get, T value)
    {
        try
        {
            return get(value);
        }
        catch (Exception e)
        {
            return e.GetType();
        }
    }
}
