using System.Text;

namespace Claude.Aot.Stress;

/// <summary>Reads one stream while another thread disturbs it.</summary>
internal sealed class StressTrial(char letter, Road road, Random random, Action<string> report)
{
    private readonly Reading _reading = (Reading)random.Next((int)Reading.Snapshot + 1);
    private readonly Disturbance _disturbance = (Disturbance)random.Next((int)Disturbance.SecondReader + 1);
    private volatile int _progress;

    private bool IsMisused => _disturbance is Disturbance.SecondReader or Disturbance.SecondSnapshot;

    /// <summary>Runs the trial.</summary>
    /// <returns>The outcome, as a short text.</returns>
    public async Task<string> RunAsync(StreamOpener opener)
    {
        using var source = new CancellationTokenSource();
        OpenStream open;
        try
        {
            open = await opener.OpenAsync(road, letter, random, source.Token);
        }
        catch (ClaudeException)
        {
            // The server broke the connection before the first event.
            return "never began";
        }

        int after = random.Next(12);
        int spins = random.Next(20_000);
        Task<string> reader = Task.Run(() => ReadAsync(open.Stream, source.Token));
        Task disturber = Task.Run(() => DisturbAsync(open, source, after, spins, reader));
        string outcome = await reader;
        await disturber;
        await DisposeAsync(open.Stream);
        return outcome;
    }

    private async Task<string> ReadAsync(MessageStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAllAsync(stream, cancellationToken);
            return "whole";
        }
        catch (ObjectDisposedException)
        {
            return "disposed";
        }
        catch (ClaudeCanceledException)
        {
            return "canceled";
        }
        catch (InvalidOperationException e) when (IsMisused)
        {
            return e.Message.StartsWith("Two threads", StringComparison.Ordinal) ? "misuse detected" : "refused";
        }
        catch (Exception e) when (IsMisused && e is ArgumentException or IndexOutOfRangeException)
        {
            // Two concurrent readers may corrupt the state of their own stream.
            return "spoiled";
        }
        catch (ClaudeTransportException e) when (e.Kind is ClaudeTransportErrorKind.ConnectionError or ClaudeTransportErrorKind.ResponseEnded || IsMisused)
        {
            return "broken";
        }
        catch (ClaudeTimeoutException) when (road == Road.Timed)
        {
            return "timed out";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report($"{this}: reading failed with {e.GetType().Name}: {e.Message} {e.StackTrace}");
            return "failed";
        }
    }

    private async Task ReadAllAsync(MessageStream stream, CancellationToken cancellationToken)
    {
        switch (_reading)
        {
            case Reading.Text:
                await foreach (string text in stream.ReadTextAsync(cancellationToken))
                {
                    Verify(text);
                }

                break;
            case Reading.Events:
                await foreach (StreamEvent e in stream.WithCancellation(cancellationToken))
                {
                    Verify(e.Delta.Text.ToString());
                }

                break;
            case Reading.Spans:
                while (await stream.WaitToReadAsync(cancellationToken))
                {
                    while (stream.TryRead(out StreamEvent e))
                    {
                        Hold(e.Delta.Text.Span);
                    }
                }

                break;
            case Reading.CopyText:
                var copied = new MemoryStream();
                await stream.CopyTextToAsync(copied, cancellationToken);
                Verify(copied.GetBuffer().AsSpan(0, (int)copied.Length));
                break;
            case Reading.Relay:
                var relayed = new MemoryStream();
                await stream.RelayToAsync(relayed, cancellationToken);
                relayed.Position = 0;
                await using (MessageStream again = MessageStream.FromStream(relayed))
                {
                    Verify(await again.GetFinalTextAsync(cancellationToken));
                }

                break;
            case Reading.Final:
                Verify(await stream.GetFinalTextAsync(cancellationToken));
                Verify(((TextBlock)(await stream.GetFinalMessageAsync(cancellationToken)).Content[0]).Text);
                break;
            case Reading.Owned:
                await foreach (MessageStreamEvent e in stream.ReadOwnedAsync(cancellationToken))
                {
                    Verify(e is ContentBlockDeltaEvent { Delta: TextDelta delta } ? delta.Text : "");
                }

                break;
            default:
                await foreach (StreamEvent _ in stream.WithCancellation(cancellationToken))
                {
                    Look(stream);
                }

                Verify(((TextBlock)stream.Snapshot.ToMessage().Content[0]).Text);
                break;
        }
    }

    private async Task DisturbAsync(OpenStream open, CancellationTokenSource source, int after, int spins, Task reader)
    {
        while (_progress < after && !reader.IsCompleted && _disturbance != Disturbance.None)
        {
            await Task.Yield();
            after = _reading is Reading.CopyText or Reading.Relay or Reading.Final ? after - 1 : after;
        }

        Thread.SpinWait(spins);
        switch (_disturbance)
        {
            case Disturbance.Dispose:
                await DisposeAsync(open.Stream);
                break;
            case Disturbance.DisposeTwice:
                await Task.WhenAll(Task.Run(() => DisposeAsync(open.Stream)), Task.Run(() => DisposeAsync(open.Stream)));
                break;
            case Disturbance.Cancel:
                source.Cancel();
                break;
            case Disturbance.Break:
                open.Break();
                break;
            case Disturbance.SecondSnapshot:
                Misuse(() => Look(open.Stream));
                break;
            case Disturbance.SecondReader:
                Misuse(() =>
                {
                    if (open.Stream.TryRead(out StreamEvent e))
                    {
                        Verify(e.Delta.Text.ToString());
                    }
                });
                await DisposeAsync(open.Stream);
                break;
        }
    }

    private void Misuse(Action look)
    {
        for (int i = 0; i < 50; i++)
        {
            try
            {
                look();
            }
            catch (InvalidOperationException)
            {
                // The stream is disposed, the view is stale or the misuse was detected. All of these are allowed.
            }
            catch (Exception e) when (e is ClaudeException or ArgumentException or IndexOutOfRangeException)
            {
                // The stream failed and reports that to every caller, or its state is corrupted.
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                report($"{this}: misuse failed with {e.GetType().Name}: {e.Message} {e.StackTrace}");
            }
        }
    }

    private async Task DisposeAsync(MessageStream stream)
    {
        try
        {
            await stream.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            report($"{this}: disposal failed with {e.GetType().Name}: {e.Message} {e.StackTrace}");
        }
    }

    private void Look(MessageStream stream)
    {
        foreach (BlockView block in stream.Snapshot.Content)
        {
            Verify(block.Text.ToString());
        }
    }

    // A span stays valid until the next wait, even if the stream is disposed meanwhile.
    private void Hold(ReadOnlySpan<byte> text)
    {
        Verify(text);
        Thread.SpinWait(200);
        Verify(text);
    }

    private void Verify(ReadOnlySpan<char> text)
    {
        _progress++;
        if (IsMisused ? LetterBody.HasForeignRun(text, letter) : LetterBody.IsForeign(text, letter))
        {
            report($"{this}: FOREIGN TEXT, '{text[text.IndexOfAnyExcept(letter)]}' instead of '{letter}'");
        }
    }

    private void Verify(ReadOnlySpan<byte> text)
    {
        _progress++;
        if (IsMisused ? LetterBody.HasForeignRun(Encoding.Latin1.GetString(text), letter) : LetterBody.IsForeign(text, letter))
        {
            report($"{this}: FOREIGN BYTE, 0x{text[text.IndexOfAnyExcept((byte)letter)]:X2} instead of '{letter}'");
        }
    }

    public override string ToString() => $"{road}, {_reading}, {_disturbance}";
}
