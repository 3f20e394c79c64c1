namespace Claude.Aot.Generators;

/// <summary>What an accessor of a view gives.</summary>
internal enum AccessorKind
{
    Text,
    Int64,
    Double,
    Boolean,
    OpenEnum,
    View,
    Json,
    ToolInput,
}
