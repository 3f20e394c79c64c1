namespace Claude.Aot.Generators;

/// <summary>
/// An emitter for the methods that read events and deltas in the exact form in which the API usually writes them. The literal parts of a form are compared as a
/// whole, and the values between them are read in place. A method succeeds only if the whole form matches.
/// </summary>
internal static class TemplatesEmitter
{
    private const string Name = "EventTemplates";
    private const string Parameter = $"ref {Runtime.EventTemplateReader} json";

    public static SourceFile Emit(SchemaSpec spec, EventTemplatesSpec templates) => SourceFile.Create(spec, Name, usesSystem: false, writer =>
    {
        SourceFile.OpenType(writer, "The exact forms in which the API writes the most frequent events.", $"internal static partial class {Name}");
        writer.Open($"internal static bool TryRead({Parameter})");
        foreach (EventTemplateSpec template in templates.Events)
        {
            WriteEvent(writer, templates, template);
        }

        writer.WriteLine("return false;");
        writer.Close();
        if (templates.Deltas.Count > 0)
        {
            writer.WriteLine();
            WriteDeltas(writer, templates);
        }

        writer.Close();
    });

    private static void WriteEvent(SourceWriter writer, EventTemplatesSpec templates, EventTemplateSpec template)
    {
        string first = template.Index.Length > 0 ? template.Index : template.Body;
        string next = first.Length > 0 ? $",{JsonString.Quote(first)}:" : "";
        string start = TryStart(templates, template, "", next);

        // If an event has only its type, the API writes a space after the colon.
        writer.Open(next.Length > 0 ? $"if ({start})" : $"if ({start} || {TryStart(templates, template, " ", next)})");
        var steps = new List<string>();
        if (template.Index.Length > 0)
        {
            steps.Add("json.TryIndex()");
            if (template.Body.Length > 0)
            {
                steps.Add($"json.TryLiteral({Literals.Utf8($",{JsonString.Quote(template.Body)}:")})");
            }
        }

        if (template.BodyKind != TemplateBody.None)
        {
            steps.Add(template.BodyKind switch
            {
                TemplateBody.Delta => "TryReadDelta(ref json)",
                TemplateBody.Block => "json.TryBlock()",
                _ => "json.TryMessage()",
            });
        }

        steps.Add("json.TryEnd()");
        writer.WriteLine($"return {string.Join(" && ", steps)};");
        writer.Close();
        writer.WriteLine();
    }

    private static void WriteDeltas(SourceWriter writer, EventTemplatesSpec templates)
    {
        writer.Open($"private static bool TryReadDelta({Parameter})");
        foreach (DeltaTemplateSpec template in templates.Deltas)
        {
            string start = $"{Start(template.Discriminator, template.Value)},";
            int name = Literals.Utf8Length(start) + 1;
            string literal = Literals.Utf8($"{start}{JsonString.Quote(template.WireName)}:");
            writer.Open($"if (json.TryStartDelta({templates.DeltaKindName}.{template.Member}, {literal}, {name}, {Literals.Utf8Length(template.WireName)}))");
            writer.WriteLine($"return json.{(template.IsString ? "TryString" : "TryValue")}() && json.TryEndDelta();");
            writer.Close();
            writer.WriteLine();
        }

        writer.WriteLine("return false;");
        writer.Close();
    }

    private static string TryStart(EventTemplatesSpec templates, EventTemplateSpec template, string space, string next)
    {
        string start = Start(template.Discriminator, template.Value, space);
        string framing = $"{template.Value}\ndata: ";
        string literal = Literals.Utf8(framing + start + next);
        int length = Literals.Utf8Length(template.Value);
        int value = Literals.Utf8Length(start) - length - 1;
        return $"json.TryStart({templates.EventKindName}.{template.Member}, {literal}, {Literals.Utf8Length(framing)}, {value}, {length})";
    }

    private static string Start(string discriminator, string value, string space = "") =>
        $"{{{JsonString.Quote(discriminator)}:{space}{JsonString.Quote(value)}";
}
