namespace Claude.Aot.Testing;

/// <summary>
/// Maps methods and paths to scripts, for endpoints other than <c>POST /v1/messages</c>:
/// <c>new ScriptRoutes().Map("GET", "/v1/models/*", ResponseScript.Json(…))</c>. A request without a matching route is answered with status 404, as the API
/// does.
/// </summary>
/// <remarks>Add all routes before the first request. Answering requests is safe for concurrent use.</remarks>
public sealed class ScriptRoutes
{
    private readonly List<(string Method, string[] Path, Func<Exchange, ResponseScript> Choose)> _routes = [];

    /// <summary>Adds a route that answers with the scripts in turn, and starts again with the first one after the last.</summary>
    /// <inheritdoc cref="Map(string, string, Func{Exchange, ResponseScript})"/>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public ScriptRoutes Map(string method, string path, params ReadOnlySpan<ResponseScript> scripts) => Map(method, path, ScriptChooser.ByTurns(scripts));

    /// <summary>Adds a route that answers with the script that a function returns. If several routes match, the first one is used.</summary>
    /// <param name="method">The method, such as <c>GET</c>.</param>
    /// <param name="path">The whole path, case-sensitive. The segment <c>*</c> matches any single segment, such as an id. The query is ignored.</param>
    /// <param name="choose">Returns the script for a request. It is called on the thread that answers the request.</param>
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
