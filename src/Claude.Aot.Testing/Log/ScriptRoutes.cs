namespace Claude.Aot.Testing;

/// <summary>
/// Scripts by method and path, for the endpoints beside <c>POST /v1/messages</c>: <c>new ScriptRoutes().Map("GET", "/v1/models/*", ResponseScript.Json(…))</c>. What no route
/// fits is answered with 404, as the API would.
/// </summary>
/// <remarks>Add all routes before the first request; answering is safe for concurrent use.</remarks>
public sealed class ScriptRoutes
{
    private readonly List<(string Method, string[] Path, Func<Exchange, ResponseScript> Choose)> _routes = [];

    /// <summary>Answers by turns, and from the first script again after the last.</summary>
    /// <inheritdoc cref="Map(string, string, Func{Exchange, ResponseScript})"/>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public ScriptRoutes Map(string method, string path, params ReadOnlySpan<ResponseScript> scripts) => Map(method, path, ScriptChooser.ByTurns(scripts));

    /// <summary>Answers with the script that a function chooses. Of several routes that fit the first counts.</summary>
    /// <param name="method">The method, such as <c>GET</c>.</param>
    /// <param name="path">The whole path, in its case; a part that is <c>*</c> stands for any one part, such as an id. The query does not matter.</param>
    /// <param name="choose">Gives the script for a request; called on the thread that answers.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ScriptRoutes Map(string method, string path, Func<Exchange, ResponseScript> choose)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(choose);
        _routes.Add((method, path.Split('/'), choose));
        return this;
    }

    internal ResponseScript Choose(Exchange exchange)
    {
        string[] path = exchange.Path.Split('/');
        foreach ((string method, string[] pattern, Func<Exchange, ResponseScript> choose) in _routes)
        {
            if (method.Equals(exchange.Method, StringComparison.OrdinalIgnoreCase) && Fits(pattern, path))
            {
                return choose(exchange);
            }
        }

        return ResponseScript.Error(404, "not_found_error", $"No route is mapped for {exchange.Method} {exchange.Path}.");
    }

    private static bool Fits(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(pair => pair.First == "*" || pair.First == pair.Second);
}
