namespace Claude.Aot.Model;

/// <summary>The members that every page of a list has. The generated page types implement them.</summary>
internal interface IPage<T>
{
    IReadOnlyList<T> Data { get; }

    bool HasMore { get; }

    string? FirstId { get; }

    string? LastId { get; }
}
