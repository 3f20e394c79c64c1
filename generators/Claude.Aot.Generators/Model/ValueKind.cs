namespace Claude.Aot.Generators;

/// <summary>How a value is typed, read and written.</summary>
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

    /// <summary>Any JSON, kept raw.</summary>
    Any,

    /// <summary>A JSON object of any members, kept raw.</summary>
    AnyObject,

    /// <summary>What fragments of JSON are folded into.</summary>
    ToolInput,

    /// <summary>A string that is always the same.</summary>
    Constant,

    /// <summary>The constant by which a union tells its variants apart.</summary>
    Discriminator,
}
