namespace Claude.Aot.Generators;

/// <summary>An emitter for all files of a schema.</summary>
internal static class SchemaEmitter
{
    public static IEnumerable<SourceFile> Emit(SchemaSpec spec)
    {
        foreach (ObjectSpec item in spec.Objects)
        {
            yield return ObjectEmitter.Emit(spec, item);
        }

        foreach (UnionSpec union in spec.Unions)
        {
            yield return UnionEmitter.Emit(spec, union);
            yield return UnionEmitter.EmitUnknown(spec, union);
            yield return KindEnumEmitter.Emit(spec, union);
            yield return KindEnumEmitter.EmitNames(spec, union);
        }

        foreach (OpenEnumSpec item in spec.OpenEnums)
        {
            yield return OpenEnumEmitter.Emit(spec, item);
            if (item.KindName.Length > 0)
            {
                yield return OpenEnumEmitter.EmitKinds(spec, item);
            }
        }

        foreach (OpenEnumSpec item in spec.Constants)
        {
            yield return OpenEnumEmitter.EmitConstants(spec, item);
        }

        foreach (KindUnionSpec item in spec.KindUnions)
        {
            yield return KindUnionEmitter.Emit(spec, item);
        }

        yield return ResolverEmitter.Emit(spec);
        foreach (ViewSpec view in spec.Streaming?.Views ?? default)
        {
            yield return ViewEmitter.Emit(spec, view);
        }

        if (spec.Streaming?.Rules is { } rules)
        {
            yield return RulesEmitter.Emit(spec, rules);
        }

        if (spec.Streaming?.Templates is { } templates)
        {
            yield return TemplatesEmitter.Emit(spec, templates);
        }
    }
}
