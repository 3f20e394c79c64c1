namespace Claude.Aot.Model;

/// <summary>What every page of a list has, as the schema says it.</summary>
internal interface IPage<T>
{
    IReadOnlyList<T> Data { get; }

    bool HasMore { get; }

    string? FirstId { get; }

    string? LastId { get; }
}
