namespace Claude.Aot.Tests.Buffers;

/// <summary>The last user of a stream's memory returns it, once; two users at the same time are detected.</summary>
public sealed class MemoryLifetimeTests : IMemoryHolder
{
    private readonly MemoryLifetime _lifetime;
    private int _returns;

    public MemoryLifetimeTests() => _lifetime = new MemoryLifetime(this);

    [Fact]
    public void End_NoSectionIsOpen_CallerOwnsTheMemory()
    {
        Assert.True(_lifetime.TryEnd(out bool isOwner));
        Assert.True(isOwner);
        Assert.Equal(0, _returns);
        Assert.False(_lifetime.TryEnd(out isOwner));
        Assert.False(isOwner);
        Assert.Throws<ObjectDisposedException>(() => _lifetime.Enter());
    }

    [Fact]
    public async Task End_ByAnotherThreadDuringASection_SectionReturnsTheMemoryOnce()
    {
        int section = _lifetime.Enter();

        Assert.False(await OnAnotherThread(() => _lifetime.TryEnd(out bool isOwner) && isOwner));
        Assert.Equal(0, _returns);

        _lifetime.Leave(section);
        Assert.Equal(1, _returns);
    }

    [Fact]
    public async Task Enter_DuringTheSectionOfAnotherThread_ThrowsAndLeavesThatSectionAlone()
    {
        int section = _lifetime.Enter();

        await Assert.ThrowsAsync<InvalidOperationException>(() => OnAnotherThread(_lifetime.Enter));

        _lifetime.VerifyAlone();
        _lifetime.Leave(section);
        Assert.False(_lifetime.IsMisused);
    }

    /// <summary>
    /// Two threads that enter at the same moment may both find no open section. One of them must then notice it before it has left, and the memory is not
    /// returned. The threads meet at random, so the test goes on until enough of them have met.
    /// </summary>
    [Fact]
    public void Enter_TwoThreadsAtTheSameMoment_OneNoticesAndTheMemoryIsNotReturned()
    {
        const int Meetings = 5;
        const int MostRounds = 5_000_000;
        MemoryLifetime lifetime = _lifetime;
        int arrived = 0, finished = 0, inside = 0, misuses = 0, meetings = 0;
        bool hasMet = false, isOver = false;
        var other = new Thread(() =>
        {
            for (int round = 1; ; round++)
            {
                Meet(ref arrived, 2 * round);
                if (Volatile.Read(ref isOver))
                {
                    return;
                }

                Use();
                Meet(ref finished, 2 * round);
            }
        });
        other.Start();
        for (int round = 1; !isOver; round++)
        {
            lifetime = new MemoryLifetime(this);
            hasMet = false;
            misuses = 0;
            isOver = meetings == Meetings || round == MostRounds;
            Meet(ref arrived, 2 * round);
            if (!isOver)
            {
                Use();
                Meet(ref finished, 2 * round);
                Assert.True(!hasMet || (misuses > 0 && !IsReturned(lifetime)), $"Two threads met in round {round}, and none of them noticed.");
                meetings += hasMet ? 1 : 0;
            }
        }

        other.Join();
        Assert.Equal(Meetings, meetings);

        void Use()
        {
            try
            {
                int section = lifetime.Enter();
                hasMet |= Interlocked.Increment(ref inside) == 2;
                Thread.SpinWait(10);
                Interlocked.Decrement(ref inside);
                lifetime.Leave(section);
            }
            catch (InvalidOperationException)
            {
                Interlocked.Increment(ref misuses);
            }
        }

        static void Meet(ref int count, int expected)
        {
            Interlocked.Increment(ref count);
            var wait = default(SpinWait);
            while (Volatile.Read(ref count) < expected)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

    void IMemoryHolder.ReturnMemory() => _returns++;

    private bool IsReturned(MemoryLifetime lifetime)
    {
        int before = _returns;
        if (lifetime.TryEnd(out bool isOwner) && isOwner)
        {
            lifetime.ReturnMemory();
        }

        return _returns != before;
    }

    private static async Task<T> OnAnotherThread<T>(Func<T> action) =>
        await Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
