namespace Claude.Aot.Generators;

/// <summary>Prints the methods that read types, or those that write them.</summary>
internal abstract class TypeEmitter
{
    protected TypeEmitter(BindingCode code, SourceWriter writer)
    {
        Code = code;
        Writer = writer;
    }

    protected BindingCode Code { get; }

    protected SourceWriter Writer { get; }

    protected void WriteMethod(string header, BoundType type)
    {
        Writer.WriteLine();
        Writer.Open(header);
        switch (type)
        {
            case BoundEnum enumeration:
                WriteEnum(enumeration);
                break;
            case BoundList list:
                WriteList(list);
                break;
            case BoundMap map:
                WriteMap(map);
                break;
            case BoundUnion union:
                WriteUnion(union);
                break;
            case BoundObject item:
                WriteObject(item);
                break;
        }

        Writer.Close();
    }

    protected abstract void WriteEnum(BoundEnum type);

    protected abstract void WriteList(BoundList list);

    protected abstract void WriteMap(BoundMap map);

    protected abstract void WriteUnion(BoundUnion union);

    protected abstract void WriteObject(BoundObject type);
}
