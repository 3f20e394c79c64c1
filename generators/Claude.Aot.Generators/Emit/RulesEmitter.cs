namespace Claude.Aot.Generators;

/// <summary>An emitter for the rules by which events and deltas fold.</summary>
internal static class RulesEmitter
{
    private const string Name = "EventRules";

    public static SourceFile Emit(SchemaSpec spec, EventRulesSpec rules) => SourceFile.Create(spec, Name, usesSystem: true, writer =>
    {
        const string Summary = "The role of each event, and the rules by which events and deltas change the message so far.";
        SourceFile.OpenType(writer, Summary, $"internal static partial class {Name}");
        WriteEvents(writer, rules);
        WriteFolded(writer, rules);
        if (rules.BlockKindName.Length > 0)
        {
            WriteBlocks(writer, rules);
        }

        if (rules.DeltaKindName.Length > 0)
        {
            WriteDeltas(writer, rules);
        }

        writer.Close();
    });

    private static void WriteEvents(SourceWriter writer, EventRulesSpec rules)
    {
        string kind = rules.EventKindName;
        WriteMap(writer, kind, $"{Runtime.EventRole} RoleOf", $"{Runtime.EventRole}.None", rules.Events
            .Where(rule => rule.Role != "None").Select(rule => (rule.Member, $"{Runtime.EventRole}.{rule.Role}")));
        OpenMember(writer, "Returns the name of the member that contains the message, block or delta. Empty if there is none.");
        WriteNames(writer, kind, "BodyName", rules.Events.Select(rule => (rule.Member, rule.Body)));
        OpenMember(writer, "Returns the name of the member that contains the block's index. Empty if there is none.");
        WriteNames(writer, kind, "IndexName", rules.Events.Select(rule => (rule.Member, rule.Index)));
        OpenMember(writer);
        WriteFolds(writer, $"FoldMessage({kind} type, ref {Runtime.DeltaFold} fold)", kind, rules.Events.Select(rule => (rule.Member, rule.Folds)));
    }

    /// <summary>Prints the methods that say which members of an event have a fold rule. All other members fold by a default rule.</summary>
    private static void WriteFolded(SourceWriter writer, EventRulesSpec rules)
    {
        EventRuleSpec[] folding = [.. rules.Events.Where(rule => rule.Folds.Count > 0)];
        OpenMember(writer, "Returns whether a rule applies to members of the object in this member of an event.");
        IEnumerable<(string Member, string[] Containers)> containers = folding
            .Select(rule => (rule.Member, rule.Folds.Select(fold => fold.Container).Where(container => container.Length > 0).Distinct().ToArray()));
        WriteMap(
            writer,
            rules.EventKindName,
            "bool HasFoldedMembers",
            "false",
            containers.Where(rule => rule.Containers.Length > 0).Select(rule => (rule.Member, IsAnyOf("name", rule.Containers))),
            $", {Runtime.Bytes} name");
        OpenMember(writer, "Returns whether a rule applies to this member of an event, or of the object in its container member.");
        WriteMap(
            writer,
            rules.EventKindName,
            "bool IsFolded",
            "false",
            folding.Select(rule => (rule.Member, IsFolded(rule))),
            $", {Runtime.Bytes} container, {Runtime.Bytes} name");
    }

    private static string IsFolded(EventRuleSpec rule) => string.Join(" || ", rule.Folds.GroupBy(fold => fold.Container).Select(group =>
    {
        string container = group.Key.Length == 0 ? "container.IsEmpty" : $"container.SequenceEqual({Literals.Utf8(group.Key)})";
        return $"({container} && ({IsAnyOf("name", group.Select(fold => fold.WireName).Distinct())}))";
    }));

    private static string IsAnyOf(string variable, IEnumerable<string> names) =>
        string.Join(" || ", names.Select(name => $"{variable}.SequenceEqual({Literals.Utf8(name)})"));

    private static void WriteBlocks(SourceWriter writer, EventRulesSpec rules)
    {
        string kind = rules.BlockKindName;
        OpenMember(writer, "Applies the changes of the message that the start of a block causes.");
        WriteFolds(writer, $"FoldBlock({kind} type, ref {Runtime.DeltaFold} fold)", kind, rules.Blocks.Select(rule => (rule.Member, rule.Folds)));
        OpenMember(writer, "Returns whether the start of a block changes the message.");
        WriteFlags(writer, kind, "ChangesMessage", rules.Blocks.Where(rule => rule.Folds.Count > 0).Select(rule => rule.Member));
        OpenMember(writer, "Returns the name of the member to which deltas append text. Empty if there is none.");
        WriteNames(writer, kind, "TextMember", rules.Blocks.Select(rule => (rule.Member, rule.Text)));
        OpenMember(writer, "Returns the JSON of the delta that appends text to that member, up to the text.");
        WriteNames(writer, kind, "TextDelta", rules.Blocks.Select(rule => (rule.Member, rule.TextDelta)));
        OpenMember(writer, "Returns the name of the member to which deltas append JSON fragments. Empty if there is none.");
        WriteNames(writer, kind, "InputMember", rules.Blocks.Select(rule => (rule.Member, rule.Input)));
    }

    private static void WriteDeltas(SourceWriter writer, EventRulesSpec rules)
    {
        string kind = rules.DeltaKindName;
        OpenMember(writer);
        WriteFolds(writer, $"FoldDelta({kind} type, ref {Runtime.DeltaFold} fold)", kind, rules.Deltas.Select(rule => (rule.Member, rule.Folds)));
        OpenMember(writer, "Returns the JSON of the block that a delta begins if the block has no start event. Empty if the delta has no rule.");
        WriteNames(writer, kind, "ImplicitBlock", rules.Deltas.Select(rule => (rule.Member, rule.ImplicitBlock)));
        OpenMember(writer, "Returns the name of the member that a delta appends, as text or as a JSON fragment. Empty if there is none.");
        WriteNames(writer, kind, "AppendedMember", rules.Deltas
            .SelectMany(rule => rule.Folds.Where(fold => fold.Kind is FoldKind.Append or FoldKind.JsonAppend).Select(fold => (rule.Member, fold.WireName))));
        OpenMember(writer, "Returns whether a delta appends text.");
        WriteFlags(writer, kind, "AppendsText", rules.Deltas.Where(rule => rule.Folds.Any(fold => fold.Kind == FoldKind.Append)).Select(rule => rule.Member));
        if (rules.BlockKindName.Length > 0)
        {
            OpenMember(
                writer,
                "Returns whether a block has the members that a delta changes. "
                + "An unknown block accepts every delta, and every block accepts an unknown delta.");
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

    /// <summary>Prints the empty line that separates a member from the one before, and the member's summary if it has one.</summary>
    private static void OpenMember(SourceWriter writer, string summary = "")
    {
        writer.WriteLine();
        if (summary.Length > 0)
        {
            writer.WriteSummary(summary);
        }
    }

    /// <summary>Prints a method that returns a text for some of the types, and an empty span for the others.</summary>
    private static void WriteNames(SourceWriter writer, string kindName, string method, IEnumerable<(string Member, string Name)> names) => WriteMap(
        writer,
        kindName,
        $"{Runtime.Bytes} {method}",
        "default",
        names.Where(item => item.Name.Length > 0).Select(item => (item.Member, Literals.Utf8(item.Name))));

    /// <summary>Prints a method that returns whether a type is one of the given members.</summary>
    private static void WriteFlags(SourceWriter writer, string kindName, string method, IEnumerable<string> members) =>
        WriteMap(writer, kindName, $"bool {method}", "false", members.Select(member => (member, "true")));

    /// <param name="writer">The writer that receives the code.</param>
    /// <param name="kindName">The enum of the types.</param>
    /// <param name="method">The return type and the name of the method.</param>
    /// <param name="otherwise">The result for all other types.</param>
    /// <param name="arms">The members of the enum, and the result for each.</param>
    /// <param name="parameters">The parameters after the type, each with a comma before it.</param>
    private static void WriteMap(
        SourceWriter writer,
        string kindName,
        string method,
        string otherwise,
        IEnumerable<(string Member, string Value)> arms,
        string parameters = "")
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
        foreach ((string member, EquatableArray<FoldSpec> folds) in cases.Where(item => item.Folds.Count > 0))
        {
            writer.WriteLine($"case {kindName}.{member}:");
            string container = "";
            foreach (FoldSpec fold in folds)
            {
                WriteMove(writer, container, fold.Container);
                container = fold.Container;
                writer.WriteContinuation($"fold.{fold.Kind}({Literals.Utf8(fold.WireName)}, {Literals.Utf8(fold.Into)});");
            }

            writer.WriteContinuation("break;");
        }

        writer.WriteLine("default:");
        writer.WriteContinuation("break;");
        writer.Close();
        writer.Close();
    }

    /// <summary>Prints the step to another object whose members the next rules name. The empty container is the object that is folded.</summary>
    private static void WriteMove(SourceWriter writer, string from, string to)
    {
        if (from.Length > 0 && to.Length == 0)
        {
            writer.WriteContinuation("fold.Leave();");
        }
        else if (from != to)
        {
            writer.WriteContinuation($"fold.Enter({Literals.Utf8(to)});");
        }
    }
}
