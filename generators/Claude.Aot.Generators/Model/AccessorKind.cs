namespace Claude.Aot.Generators;

/// <summary>The type of the value that an accessor of a view returns.</summary>
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
