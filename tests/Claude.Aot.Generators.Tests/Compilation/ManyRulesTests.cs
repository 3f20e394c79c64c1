using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Claude.Aot.Generators.Tests;

/// <summary>A schema may have any number of fold rules for one object.</summary>
public class ManyRulesTests
{
    private const int Count = 50;

    private const string App = """
        using System.IO;
        using Claude.Aot;

        public static class App
        {
            public static string Run(Stream body)
            {
                MessageStream stream = MessageStream.FromStream(body);
                return stream.GetFinalMessageAsync().AsTask().GetAwaiter().GetResult().ToJson();
            }
        }
        """;

    /// <summary>What a rule names folds by the rule, into the member that it says, and not once more as what no rule names.</summary>
    [Fact]
    public void Rules_FiftyForOneObject_AllFold()
    {
        SchemaFile schema = SchemaEdit.OfMessages()
            .AddProperties("MessageDelta", Properties(i => $$"""{ "type": "integer", "description": "A.", "x-fold": { "how": "replace-if-present", "into": "into{{i}}" } }"""))
            .AddProperties("Message", Properties(_ => """{ "type": "integer", "description": "A." }""", "into"))
            .ToFile();
        byte[] image = GeneratorHost.Emit(RuntimeLibrary.Compile(schema));
        string members = string.Join(',', Enumerable.Range(0, Count).Select(i => $"\"m{i}\":{i}"));
        string stream = $$$"""
            {"type":"message_start","message":{"id":"m","content":[]}}
            {"type":"message_delta","delta":{{{{members}}},"m3":null,"unknown":1}}
            {"type":"message_stop"}
            """;
        byte[] body = Encoding.UTF8.GetBytes(string.Concat(stream.Split('\n').Select(json => $"data: {json}\n\n")));

        Compilation app = GeneratorHost.Compile("App", [GeneratorHost.Parse(App, "App.cs")], [MetadataReference.CreateFromImage(image)]);
        string message = AppRun.Run<string>(image, app, new MemoryStream(body));

        string expected = string.Concat(Enumerable.Range(0, Count).Where(i => i != 3).Select(i => $",\"into{i}\":{i}"));
        Assert.Equal($$"""{"id":"m","content":[]{{expected}},"unknown":1}""", message);
    }

    private static string Properties(Func<int, string> property, string prefix = "m") =>
        string.Join(',', Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"\"{prefix}{i}\": {property(i)}")));
}
