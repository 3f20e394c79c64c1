namespace Claude.Aot.Buffers;

/// <summary>An owner of pooled arrays whose lifetime is controlled by a <see cref="MemoryLifetime"/>.</summary>
internal interface IMemoryHolder
{
    /// <summary>Returns all arrays to the pool. Called at most once, when nobody uses the arrays anymore.</summary>
    void ReturnMemory();
}
