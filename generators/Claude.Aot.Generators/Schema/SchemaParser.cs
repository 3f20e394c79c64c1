namespace Claude.Aot.Generators;

/// <summary>The options that a project sets for a schema file.</summary>
/// <param name="HasViews">Whether views and rules are printed as well. Only the package itself has the runtime types that they need.</param>
/// <param name="DuplicateOf">The name of another schema file of the project that has the same stem and comes first; empty if there is none.</param>
internal sealed record SchemaOptions(string Path, string Namespace, bool HasViews, string DuplicateOf = "")
{
    /// <summary>Gets the name of the file up to the first dot, as a C# name.</summary>
    public string Stem => CSharpName.ToPascal(System.IO.Path.GetFileName(Path).Split('.')[0]);
}

/// <summary>A parser that turns the text of a schema into the model from which code is printed. It makes all decisions and reports all mistakes.</summary>
internal static class SchemaParser
{
    public static ParseResult Parse(string text, SchemaOptions options)
    {
        var context = new ParseContext(options.Path);
        SchemaSpec? spec = null;
        try
        {
            spec = Parse(context, JsonReader.Read(text), options);
        }
        catch (JsonSyntaxException exception)
        {
            context.Report(Diagnostics.BadJson, exception.Location, exception.Message);
        }

        return new ParseResult(context.HasErrors ? null : spec, context.ToDiagnostics());
    }

    private static SchemaSpec? Parse(ParseContext context, JsonNode root, SchemaOptions options)
    {
        CheckDuplicates(context, root);
        if (!CSharpName.IsNamespace(options.Namespace))
        {
            context.Report(Diagnostics.BadNamespace, root.Location, options.Namespace);
        }

        if (options.DuplicateOf.Length > 0)
        {
            context.Report(Diagnostics.DuplicateStem, root.Location, options.DuplicateOf, options.Stem);
        }

        DefTable table = DefTable.Parse(context, root);
        ParseDefinitions(context, table);
        EventModel? events = ParseEvents(context, table);
        CheckNames(context, table, options.Stem);
        RequiredCycles.Check(context, table);
        if (options.HasViews)
        {
            SetToolInputs(events);
        }

        EquatableArray<ViewSpec> views = new ViewParser(context, events).Parse(table).ToEquatableArray();
        if (context.HasErrors)
        {
            return null;
        }

        StreamingSpec? streaming = options.HasViews
            ? new StreamingSpec(views, events is null ? null : RulesBuilder.Build(events), events is null ? null : TemplatesBuilder.Build(events))
            : null;
        return new SpecBuilder(table).Build(options.Stem, options.Namespace, streaming);
    }

    /// <summary>Parses all definitions. Unions come first, because the discriminators of their variants are not ordinary properties.</summary>
    private static void ParseDefinitions(ParseContext context, DefTable table)
    {
        var unions = new UnionParser(context, table);
        var types = new TypeParser(context, table);
        var objects = new ObjectParser(context, types);
        table.Unions.ForEach(unions.ParseVariants);
        table.Objects.ForEach(objects.Parse);
        table.Unions.ForEach(unions.CheckDiscriminators);
        table.OpenEnums.ForEach(draft => OpenEnumParser.Parse(context, draft));
        table.KindUnions.ForEach(draft => KindUnionParser.Parse(context, types, draft));
    }

    private static EventModel? ParseEvents(ParseContext context, DefTable table)
    {
        var parser = new EventParser(context, table);
        EventModel? events = parser.Parse();
        parser.CheckHot(events);
        new FoldParser(context, events).Parse(table);
        return events;
    }

    private static void CheckNames(ParseContext context, DefTable table, string stem)
    {
        var checker = new NameChecker(context);
        checker.CheckTypes(table, stem);
        table.Objects.ForEach(checker.CheckObject);
        table.Unions.ForEach(checker.CheckUnion);
        table.OpenEnums.ForEach(checker.CheckOpenEnum);
        table.KindUnions.ForEach(checker.CheckKindUnion);
    }

    /// <summary>Changes the targets of JSON fragments to tool inputs, which keep the bytes of the fragments even if they are not complete JSON.</summary>
    private static void SetToolInputs(EventModel? events)
    {
        IEnumerable<PropertyDraft> members = (events?.Deltas?.Variants ?? []).SelectMany(delta => delta.Properties);
        foreach (PropertyDraft member in members.Where(member => member.Fold?.Kind == FoldKind.JsonAppend))
        {
            foreach (PropertyDraft target in (events!.Blocks?.Variants ?? []).Select(block => block.Find(member.Fold!.Into)).OfType<PropertyDraft>())
            {
                if (target.Type.Kind is ValueKind.Any or ValueKind.AnyObject)
                {
                    target.Type = new TypeDraft(ValueKind.ToolInput);
                }
            }
        }
    }

    private static void CheckDuplicates(ParseContext context, JsonNode node)
    {
        var names = new HashSet<string>();
        foreach (JsonMember member in node.Members)
        {
            if (!names.Add(member.Name))
            {
                context.Report(Diagnostics.DuplicateMember, member.Location, member.Name);
            }

            CheckDuplicates(context, member.Value);
        }

        node.Items.ForEach(item => CheckDuplicates(context, item));
    }

    private static void ForEach<T>(this IEnumerable<T> items, Action<T> action)
    {
        foreach (T item in items)
        {
            action(item);
        }
    }
}
