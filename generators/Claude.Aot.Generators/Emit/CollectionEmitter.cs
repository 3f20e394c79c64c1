namespace Claude.Aot.Generators;

/// <summary>An emitter for the code that lets a collection expression create a kind union with a list.</summary>
internal static class CollectionEmitter
{
    private const string Generic = "global::System.Collections.Generic";

    public static string AttributeOf(string typeName) =>
        $"[global::System.Runtime.CompilerServices.CollectionBuilder(typeof({typeName}), nameof(Create))]";

    public static string BaseOf(AlternativeSpec list) => $"{Generic}.IReadOnlyCollection<{ElementOf(list)}>";

    public static void WriteMembers(SourceWriter writer, string typeName, AlternativeSpec list) => writer.WriteLine($$"""

        /// <summary>Makes one of a collection expression.</summary>
        public static {{typeName}} Create(global::System.ReadOnlySpan<{{ElementOf(list)}}> items) => new(items.ToArray());

        /// <summary>The number of elements of <see cref="{{list.Name}}"/>; 0 for another form.</summary>
        public int Count => {{list.Name}}?.Count ?? 0;

        /// <summary>Enumerates <see cref="{{list.Name}}"/>; nothing for another form.</summary>
        public {{Generic}}.IEnumerator<{{ElementOf(list)}}> GetEnumerator() => ({{list.Name}} ?? []).GetEnumerator();

        /// <inheritdoc/>
        global::System.Collections.IEnumerator global::System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
        """);

    private static string ElementOf(AlternativeSpec list) => TypeNames.Of(list.Type.Element!);
}
