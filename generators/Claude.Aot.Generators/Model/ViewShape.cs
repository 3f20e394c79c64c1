namespace Claude.Aot.Generators;

/// <summary>The shape of a view, which determines how much of it is generated.</summary>
internal enum ViewShape
{
    /// <summary>A view over an object of one type. All of it is generated.</summary>
    Object,

    /// <summary>A view over any variant of a union. All of it is generated.</summary>
    Union,

    /// <summary>The view of the event. Only the accessors are generated; the rest is hand-written.</summary>
    Event,

    /// <summary>The view of the delta. Only the accessors are generated; the rest is hand-written.</summary>
    Delta,
}
