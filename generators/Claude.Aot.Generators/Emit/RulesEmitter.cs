namespace Claude.Aot.Generators;

/// <summary>An emitter for the rules by which events and deltas fold.</summary>
internal static class RulesEmitter
{
    private const string Name = "EventRules";

    public static SourceFile Emit(SchemaSpec spec, EventRulesSpec rules) => SourceFile.Create(spec, Name, usesSystem: true, writer =>
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
        WriteFolded(writer, rules);
        if (rules.BlockKindName.Length > 0)
        {
            writer.WriteLine();
            writer.WriteSummary("What the start of a block changes in the message.");
            WriteFolds(writer, $"FoldBlock({rules.BlockKindName} type, ref {Runtime.MessageDeltaFold} fold)", rules.BlockKindName, rules.Blocks
                .Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, rule.Folds)));
            writer.WriteLine();
            writer.WriteSummary("Whether it changes anything there.");
            WriteMap(writer, rules.BlockKindName, "bool ChangesMessage", "false", rules.Blocks.Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, "true")));
            writer.WriteLine();
            writer.WriteSummary("The member to which deltas append text; empty where none do.");
            WriteMap(writer, rules.BlockKindName, $"{Runtime.Bytes} TextMember", "default", rules.Blocks
                .Where(rule => rule.Text.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.Text))));
            writer.WriteLine();
            writer.WriteSummary("The JSON of the delta that appends text to that member, up to its text.");
            WriteMap(writer, rules.BlockKindName, $"{Runtime.Bytes} TextDelta", "default", rules.Blocks
                .Where(rule => rule.Text.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.TextDelta))));
            writer.WriteLine();
            writer.WriteSummary("The member to which deltas append fragments of JSON; empty where none do.");
            WriteMap(writer, rules.BlockKindName, $"{Runtime.Bytes} InputMember", "default", rules.Blocks
                .Where(rule => rule.Input.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.Input))));
        }

        if (rules.DeltaKindName.Length > 0)
        {
            WriteDeltas(writer, rules);
        }

        writer.Close();
    });

    /// <summary>Prints the methods that say which members of an event have a fold rule. All other members fold by a default rule.</summary>
    private static void WriteFolded(SourceWriter writer, EventRulesSpec rules)
    {
        EventRuleSpec[] folding = [.. rules.Events.Where(rule => rule.Folds.Count > 0)];
        writer.WriteLine();
        writer.WriteSummary("Whether a rule names members of the object that stands in that member of an event.");
        WriteMap(writer, rules.EventKindName, "bool HasFoldedMembers", "false", folding
            .Where(rule => rule.Folds.Any(fold => fold.Container.Length > 0))
            .Select(rule => (rule.Member, IsAnyOf("name", rule.Folds.Select(fold => fold.Container).Where(container => container.Length > 0).Distinct()))), $", {Runtime.Bytes} name");
        writer.WriteLine();
        writer.WriteSummary("Whether a rule names a member of an event, or of the object that stands in the member that is its container.");
        WriteMap(writer, rules.EventKindName, "bool IsFolded", "false", folding.Select(rule => (rule.Member, IsFolded(rule))), $", {Runtime.Bytes} container, {Runtime.Bytes} name");
    }

    private static string IsFolded(EventRuleSpec rule) => string.Join(" || ", rule.Folds.GroupBy(fold => fold.Container).Select(group =>
    {
        string container = group.Key.Length == 0 ? "container.IsEmpty" : $"container.SequenceEqual({Literals.Utf8(group.Key)})";
        return $"({container} && ({IsAnyOf("name", group.Select(fold => fold.WireName).Distinct())}))";
    }));

    private static string IsAnyOf(string variable, IEnumerable<string> names) => string.Join(" || ", names.Select(name => $"{variable}.SequenceEqual({Literals.Utf8(name)})"));

    private static void WriteDeltas(SourceWriter writer, EventRulesSpec rules)
    {
        writer.WriteLine();
        WriteFolds(writer, $"FoldDelta({rules.DeltaKindName} type, ref {Runtime.DeltaFold} fold)", rules.DeltaKindName, rules.Deltas
            .Where(rule => rule.Folds.Count > 0).Select(rule => (rule.Member, rule.Folds)));
        writer.WriteLine();
        writer.WriteSummary("The block that a delta opens where the block's start never came; empty for one that folds nothing.");
        WriteMap(writer, rules.DeltaKindName, $"{Runtime.Bytes} ImplicitBlock", "default", rules.Deltas
            .Where(rule => rule.ImplicitBlock.Length > 0).Select(rule => (rule.Member, Literals.Utf8(rule.ImplicitBlock))));
        writer.WriteLine();
        writer.WriteSummary("The member of a delta that is appended, as text or as a fragment of JSON; empty where none is.");
        WriteMap(writer, rules.DeltaKindName, $"{Runtime.Bytes} AppendedMember", "default", rules.Deltas
            .SelectMany(rule => rule.Folds.Where(fold => fold.Kind is FoldKind.Append or FoldKind.JsonAppend).Select(fold => (rule.Member, Literals.Utf8(fold.WireName)))));
        writer.WriteLine();
        writer.WriteSummary("Whether a delta appends text.");
        WriteMap(writer, rules.DeltaKindName, "bool AppendsText", "false", rules.Deltas
            .Where(rule => rule.Folds.Any(fold => fold.Kind == FoldKind.Append)).Select(rule => (rule.Member, "true")));
        if (rules.BlockKindName.Length > 0)
        {
            writer.WriteLine();
            writer.WriteSummary("Whether a block of a type has the members into which a delta folds. An unknown block takes every delta, and every block takes an unknown delta.");
            WriteTakes(writer, rules);
        }
    }

    private static void WriteTakes(SourceWriter writer, EventRulesSpec rules)
    {
        writer.Open($"internal static bool Takes({rules.BlockKindName} block, {rules.DeltaKindName} delta) => delta switch");
        foreach (DeltaRuleSpec rule in rules.Deltas.Where(rule => rule.Folds.Count > 0))
        {
            string blocks = string.Concat(rule.Blocks.Select(member => $"{rules.BlockKindName}.{member} or "));
            writer.WriteLine($"{rules.DeltaKindName}.{rule.Member} => block is {blocks}{rules.BlockKindName}.Unknown,");
        }

        writer.WriteLine("_ => true,");
        writer.Close(";");
    }

    private static void WriteMap(SourceWriter writer, string kindName, string method, string otherwise, IEnumerable<(string Member, string Value)> arms, string parameters = "")
    {
        writer.Open($"internal static {method}({kindName} type{parameters}) => type switch");
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
