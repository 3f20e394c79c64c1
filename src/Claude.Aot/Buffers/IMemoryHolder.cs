namespace Claude.Aot.Buffers;

/// <summary>Holds the pooled arrays whose lifetime a <see cref="MemoryLifetime"/> decides.</summary>
internal interface IMemoryHolder
{
    /// <summary>Returns every array to the pool. Called at most once, when nobody uses them anymore.</summary>
    void ReturnMemory();
}
