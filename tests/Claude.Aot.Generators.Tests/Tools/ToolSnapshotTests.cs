namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>The code that is generated for tools.</summary>
public class ToolSnapshotTests
{
    [Fact]
    public void Tool_OfAStaticMethod_IsAProperty() => Snapshot.Verify(ToolHost.Run("""
        namespace My.App;

        public static partial class Weather
        {
            /// <summary>Gets the temperature in a city, in degrees Celsius.</summary>
            /// <param name="city">The city's name, for example "Rome".</param>
            [ClaudeTool]
            public static async Task<double> GetTemperatureAsync(string city, CancellationToken cancellationToken)
            {
                await Task.Yield();
                return 21;
            }
        }
        """));

    [Fact]
    public void Tools_OfAnInstance_BindEveryKindOfType() => Snapshot.Verify(ToolHost.Run("""
        namespace My.App;

        public enum Unit { Celsius, [JsonStringEnumMemberName("F")] Fahrenheit }

        [JsonDerivedType(typeof(City), "city")]
        public abstract record Place(string Name);

        public sealed record City(string Name, [property: Range(1, 100)] int Size = 1) : Place(Name);

        public sealed class Query
        {
            public required Place[] Places { get; init; }

            public HashSet<Unit> Units { get; init; } = [];

            public Dictionary<string, TimeSpan>? Times { get; set; }

            public Query? Next { get; set; }
        }

        internal partial class Outer<T>
        {
            internal partial class Service
            {
                /// <summary>Asks.</summary>
                [ClaudeTool(CacheControl = "5m")]
                internal List<Place?> Ask(Query query, [RegularExpression("[a-z]+")] string? word = "a", Unit unit = Unit.Fahrenheit) => [];

                /// <summary>Looks.</summary>
                [ClaudeTool(Strict = true)]
                internal static void Look(City city, [Length(1, 3)] string[] words)
                {
                }
            }
        }
        """));
}
