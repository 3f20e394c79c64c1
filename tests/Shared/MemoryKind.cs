namespace Claude.Aot.Tests.Shared;

/// <summary>The memory that a test feeds bytes in.</summary>
public enum MemoryKind
{
    /// <summary>Arrays that hold the bytes and nothing else.</summary>
    Exact,

    /// <summary>Arrays with guard bytes before and after, which would end an event if they were read.</summary>
    Guarded,

    /// <summary>Memory without an array.</summary>
    Native,
}
