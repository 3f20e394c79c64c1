namespace Claude.Aot.Generators;

/// <summary>Prints what the fold knows of events and deltas.</summary>
internal static class RulesEmitter
{
    private const string Name = "EventRules";

    public static SourceFile Emit(SchemaSpec spec, EventRulesSpec rules) => SourceFile.Create(spec, Name, usesSystem: false, writer =>
    {
        SourceFile.OpenType(writer, "What events are for, and how they fold, as the schema says it.", $"internal static partial class {Name}");
        WriteMap(writer, rules.EventKindName, $"{Runtime.EventRole} RoleOf", $"{Runtime.EventRole}.None", rules.Events
            .Where(rule => rule.Role != "None").Select(rule => (rule.Member, $"{Runtime.EventRole}.{rule.Role}")));
        writer.WriteLine();
        writer.WriteSummary("The member that carries the message, block or delta; empty where none does.");
        WriteMap(writer, rules.EventKindName, $"{Runtime.Bytes} BodyName", "default", rules.Events
            .Where(rule => rule.Body.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.Body))));
        writer.WriteLine();
        writer.WriteSummary("The member that carries the block's index; empty where none does.");
        WriteMap(writer, rules.EventKindName, $"{Runtime.Bytes} IndexName", "default", rules.Events
            .Where(rule => rule.Index.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.Index))));
        writer.WriteLine();
        WriteFolds(writer, $"FoldMessage({rules.EventKindName} type, ref {Runtime.MessageDeltaFold} fold)", rules.EventKindName, rules.Events
            .Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, rule.Folds)));
        if (rules.BlockKindName.Length > 0)
        {
            writer.WriteLine();
            writer.WriteSummary("What the start of a block changes in the message.");
            WriteFolds(writer, $"FoldBlock({rules.BlockKindName} type, ref {Runtime.MessageDeltaFold} fold)", rules.BlockKindName, rules.Blocks
                .Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, rule.Folds)));
            writer.WriteLine();
            writer.WriteSummary("Whether it changes anything there.");
            WriteMap(writer, rules.BlockKindName, "bool ChangesMessage", "false", rules.Blocks.Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, "true")));
        }

        if (rules.DeltaKindName.Length > 0)
        {
            WriteDeltas(writer, rules);
        }

        writer.Close();
    });

    private static void WriteDeltas(SourceWriter writer, EventRulesSpec rules)
    {
        writer.WriteLine();
        WriteFolds(writer, $"FoldDelta({rules.DeltaKindName} type, ref {Runtime.DeltaFold} fold)", rules.DeltaKindName, rules.Deltas
            .Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, rule.Folds)));
        writer.WriteLine();
        writer.WriteSummary("The block that a delta opens where the block's start never came; empty for one that folds nothing.");
        WriteMap(writer, rules.DeltaKindName, $"{Runtime.Bytes} ImplicitBlock", "default", rules.Deltas
            .Where(rule => rule.ImplicitBlock.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.ImplicitBlock))));
    }

    private static void WriteMap(SourceWriter writer, string kindName, string method, string otherwise, IEnumerable<(string Member, string Value)> arms)
    {
        writer.Open($"internal static {method}({kindName} type) => type switch");
        foreach ((string member, string value) in arms)
        {
            writer.WriteLine($"{kindName}.{member} => {value},");
        }

        writer.WriteLine($"_ => {otherwise},");
        writer.Close(";");
    }

    private static void WriteFolds(SourceWriter writer, string method, string kindName, IEnumerable<(string Member, EquatableArray<FoldSpec> Folds)> cases)
    {
        writer.Open($"internal static void {method}");
        writer.Open("switch (type)");
        foreach ((string member, EquatableArray<FoldSpec> folds) in cases)
        {
            writer.WriteLine($"case {kindName}.{member}:");
            foreach (FoldSpec fold in folds)
            {
                writer.WriteContinuation(Call(fold));
            }

            writer.WriteContinuation("break;");
        }

        writer.WriteLine("default:");
        writer.WriteContinuation("break;");
        writer.Close();
        writer.Close();
    }

    private static string Call(FoldSpec fold)
    {
        string container = fold.Container.Length == 0 ? "" : Literals.Utf8(fold.Container) + ", ";
        return $"fold.{fold.Kind}({container}{Literals.Utf8(fold.WireName)}, {Literals.Utf8(fold.Into)});";
    }
}
