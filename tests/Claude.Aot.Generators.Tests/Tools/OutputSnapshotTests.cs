namespace Claude.Aot.Generators.Tests.Tools;

/// <summary>The code that is generated for outputs.</summary>
public class OutputSnapshotTests
{
    [Fact]
    public void Output_OfARecord_HasASchemaAReaderAndAPartialClass() => Snapshot.Verify(ToolHost.Run(new ClaudeOutputGenerator(), """
        namespace My.App;

        /// <summary>A recipe.</summary>
        /// <param name="Title">The name of the dish.</param>
        [ClaudeOutput]
        public sealed partial record Recipe(string Title, [property: Range(1, 600)] int Minutes, IReadOnlyList<string> Steps);
        """));

    [Fact]
    public void Output_NestedAndDerived_ShowsEveryKindOfMember() => Snapshot.Verify(ToolHost.Run(new ClaudeOutputGenerator(), """
        namespace My.App;

        public enum Unit { Gram, [JsonStringEnumMemberName("l")] Liter }

        [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
        [JsonDerivedType(typeof(Oven), "oven")]
        public abstract record Tool;

        public sealed record Oven(int Degrees) : Tool;

        public sealed record Amount(decimal Number, Unit Unit = Unit.Gram);

        public abstract class Base
        {
            public class Partial;
        }

        internal partial class Outer<T>
        {
            [ClaudeOutput]
            internal sealed partial class Dish : Base
            {
                public required Amount Main { get; init; }

                public List<Amount?> Others { get; set; } = [];

                public Tool? Tool { get; set; }

                public IReadOnlyList<IReadOnlyList<string>>? Groups { get; set; }

                public TimeSpan? Time { get; set; }

                [JsonInclude]
                internal Unit Internal { get; set; }
            }
        }
        """));
}
