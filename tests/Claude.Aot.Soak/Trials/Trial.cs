using Claude.Aot.Testing;

namespace Claude.Aot.Soak.Trials;

/// <summary>One stream: what the server plays, what the reader does, and what must come of it.</summary>
internal sealed class Trial
{
    private static readonly Fault[] s_faults =
    [
        .. Enumerable.Repeat(Fault.None, 6), Fault.Cut, Fault.Cut, Fault.Break, Fault.Break, Fault.Stall, Fault.Drop, Fault.ErrorStatus, Fault.WrongContent, Fault.ErrorEvent, Fault.Garbage,
        Fault.ReaderBreaks, Fault.WaitIsCancelled,
    ];

    private static readonly Fault[] s_aborts = [Fault.ReaderBreaks, Fault.ReaderThrows, Fault.ReaderCancels, Fault.WaitIsCancelled, Fault.NotRead];

    private Trial(Fault fault, TrialBody body, ResponseScript script, int end)
    {
        Fault = fault;
        Body = body;
        Script = script;
        LastEvent = body.Plan.CountAt(end);
    }

    public Fault Fault { get; }

    public TrialBody Body { get; }

    /// <summary>What the server plays.</summary>
    public ResponseScript Script { get; }

    /// <summary>Is reached where the server stalls.</summary>
    public ScriptGate Stall { get; private init; } = new();

    /// <summary>How many events come whole at most.</summary>
    public int LastEvent { get; }

    /// <summary>After how many events the reader leaves, where it does.</summary>
    public int LeaveAfter { get; private init; } = int.MaxValue;

    /// <summary>Whether the message comes whole although something goes wrong: that is behind its end.</summary>
    public bool IsWhole => Body.Plan.IsWhole(LastEvent);

    public static Trial Of(TrialKind kind, Random random)
    {
        Fault[] faults = kind == TrialKind.Faults ? s_faults : s_aborts;
        Fault fault = faults[random.Next(faults.Length)];
        TrialBody body = Choose(fault switch
        {
            Fault.ErrorEvent => TrialBody.WithErrorEvent,
            Fault.Garbage => TrialBody.WithGarbage,
            _ => TrialBody.Whole,
        }, random);
        ResponseScript script = body.Script.InChunksOf(random.Next(10, 1400));
        int all = script.Body.Length;
        int some = random.Next(all);
        var stall = new ScriptGate();
        return fault switch
        {
            Fault.None when random.Next(4) == 0 => new(fault, body, script.AsGzip(), all),
            Fault.Cut => new(fault, body, script.CutAtByte(some), some),
            Fault.Break => new(fault, body, script.AbortAtByte(some), some),
            Fault.Stall or Fault.WaitIsCancelled => new(fault, body, script.StallAtByte(some, stall), some) { Stall = stall },
            Fault.NotRead => new(fault, body, script.StallAfter(1), script.OffsetAfter(1)),
            Fault.Drop => new(fault, body, ResponseScript.Drop(), 0),
            Fault.ErrorStatus => new(fault, body, ResponseScript.Error(529, "overloaded_error", "Overloaded"), 0),
            Fault.WrongContent => new(fault, body, ResponseScript.Answer(200, "text/html", "<html>Bad gateway</html>"), 0),
            Fault.Garbage => new(fault, body, ResponseScript.FromBytes((byte[])[.. script.Body.Span, .. "event: message_delta\ndata: {nonsense\n\n"u8]), all),
            Fault.ReaderBreaks or Fault.ReaderThrows or Fault.ReaderCancels => new(fault, body, script, all) { LeaveAfter = random.Next(1, body.Plan.DeliveredOf(body.Plan.CountAt(all))) },
            _ => new(fault, body, script, all),
        };
    }

    private static TrialBody Choose(IReadOnlyList<TrialBody> bodies, Random random) => bodies[random.Next(bodies.Count)];
}
