namespace Claude.Aot.Tests.Shared;

/// <summary>The result of reading a body to its end: a message, or the failure that stopped it.</summary>
internal sealed record StreamOutcome(Message? Message, ClaudeException? Failure)
{
    public static async Task<StreamOutcome> OfAsync(byte[] body, int readSize)
    {
        await using MessageStream stream = MessageStream.FromStream(new PiecewiseStream(body, readSize));
        try
        {
            return new(await stream.GetFinalMessageAsync(), null);
        }
        catch (ClaudeException e)
        {
            return new(null, e);
        }
    }

    public Message RequireMessage() => Message ?? throw new CheckFailedException($"expected a message, got {Failure}");
}
