using System.Text.Json;
using Claude.Aot.Testing;
using Claude.Aot.Tests.Shared;

namespace Claude.Aot.Tests.Resuming.Support;

/// <summary>Answers as the API would: with the whole text, and to a request that takes part of it back with the rest.</summary>
internal static class RestServer
{
    private const int PieceLength = 3;

    /// <param name="text">What the model says.</param>
    /// <param name="change">What becomes of the answer to the request of that number, from 0.</param>
    public static ScriptedHandler Of(string text, Func<int, ResponseScript, ResponseScript> change)
    {
        int requests = -1;
        return new ScriptedHandler(exchange => change(Interlocked.Increment(ref requests), Whole(text[LengthOfTurn(exchange)..])));
    }

    /// <summary>The answer that says a text.</summary>
    public static ResponseScript Whole(string text) =>
        ResponseScript.FromBytes(SseBody.OfText([.. text.EnumerateRunes().Chunk(PieceLength).Select(piece => string.Concat(piece))]).ToArray());

    private static int LengthOfTurn(Exchange exchange)
    {
        JsonElement turns = JsonSerializer.Deserialize<JsonElement>(exchange.Body.Span).GetProperty("messages");
        return turns.EnumerateArray()
            .Where(turn => turn.GetProperty("role").GetString() == "assistant")
            .SelectMany(turn => turn.GetProperty("content").EnumerateArray())
            .Sum(block => block.GetProperty("text").GetString()!.Length);
    }
}
