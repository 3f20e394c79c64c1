using System.Text;
using Claude.Aot.Sse;

namespace Claude.Aot.Stress;

/// <summary>Reads an event stream with <see cref="SseReader"/> itself while another thread disposes the reader, cancels its wait or breaks its body.</summary>
internal sealed class SseTrial(char letter, Random random, Action<string> report)
{
    private volatile int _progress;

    /// <summary>Runs the trial.</summary>
    /// <returns>The outcome, as a short text.</returns>
    public async Task<string> RunAsync()
    {
        using var source = new CancellationTokenSource();
        var body = new FeedStream(LetterBody.Choose(letter, random), random.Next(), random.Next(8) == 0 ? random.Next(1, 300) : 100_000);
        SseReader sse = SseReader.Create(body);
        int after = random.Next(12);
        int spins = random.Next(20_000);
        int disturbance = random.Next(4);
        Task<string> reader = Task.Run(() => ReadAsync(sse, source.Token));
        Task disturber = Task.Run(async () =>
        {
            while (_progress < after && !reader.IsCompleted)
            {
                await Task.Yield();
            }

            Thread.SpinWait(spins);
            switch (disturbance)
            {
                case 0:
                    await sse.DisposeAsync();
                    break;
                case 1:
                    await source.CancelAsync();
                    break;
                case 2:
                    body.Break();
                    break;
            }
        });
        string outcome = await reader;
        await disturber;
        await sse.DisposeAsync();
        return outcome;
    }

    private async Task<string> ReadAsync(SseReader sse, CancellationToken cancellationToken)
    {
        try
        {
            while (await sse.WaitToReadAsync(cancellationToken))
            {
                while (sse.TryRead(out SseEvent e))
                {
                    Verify(e.Data);
                }
            }

            return "whole";
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
        catch (OperationCanceledException)
        {
            return "canceled";
        }
        catch (IOException)
        {
            return "broken";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report($"SseReader: reading failed with {e.GetType().Name}: {e.Message} {e.StackTrace}");
            return "failed";
        }
    }

    private void Verify(ReadOnlySpan<byte> data)
    {
        _progress++;

        // A span stays valid until the next wait, even if the reader is disposed meanwhile.
        if (LetterBody.HasForeignRun(Encoding.Latin1.GetString(data), letter) || data is [] or not [(byte)'{', .., (byte)'}'])
        {
            report("SseReader: FOREIGN DATA");
        }
    }
}
