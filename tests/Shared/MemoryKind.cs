namespace Claude.Aot.Tests.Shared;

/// <summary>The kind of memory in which a test feeds bytes.</summary>
public enum MemoryKind
{
    /// <summary>Arrays that contain exactly the bytes.</summary>
    Exact,

    /// <summary>Arrays with guard bytes before and after the bytes. If the guard bytes were read, they would end an event.</summary>
    Guarded,

    /// <summary>Memory without an array.</summary>
    Native,
}
