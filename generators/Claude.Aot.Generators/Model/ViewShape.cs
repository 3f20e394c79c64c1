namespace Claude.Aot.Generators;

/// <summary>How much of a view is generated.</summary>
internal enum ViewShape
{
    /// <summary>All of it, over an object of one kind.</summary>
    Object,

    /// <summary>All of it, over any variant of a union.</summary>
    Union,

    /// <summary>The accessors of the event; the rest is written by hand.</summary>
    Event,

    /// <summary>The accessors of the delta; the rest is written by hand.</summary>
    Delta,
}
