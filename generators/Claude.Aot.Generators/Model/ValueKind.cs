namespace Claude.Aot.Generators;

/// <summary>The kind of a value, which determines its C# type and how it is read and written.</summary>
internal enum ValueKind
{
    String,
    Integer,
    Number,
    Boolean,
    OpenEnum,
    Object,
    Union,
    KindUnion,
    Array,

    /// <summary>Any JSON value, kept as raw JSON.</summary>
    Any,

    /// <summary>A JSON object with any members, kept as raw JSON.</summary>
    AnyObject,

    /// <summary>A JSON value that fragments of JSON fold into.</summary>
    ToolInput,

    /// <summary>A string that always has the same value.</summary>
    Constant,

    /// <summary>The constant that identifies a variant of a union.</summary>
    Discriminator,
}
