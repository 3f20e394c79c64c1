using System.Globalization;
using System.Text.Json;
using Claude.Aot.Testing;

namespace Claude.Aot.Tests.Endpoints.Support;

/// <summary>A server that keeps batches as the API does. What each answers can be replaced; a batch ends at once unless held.</summary>
internal sealed class BatchApi : IAsyncDisposable
{
    private readonly List<(string Id, string CreatedAt, string[] Names)> _batches = [];
    private ReplayServer? _server;

    /// <summary>Answers the next requests for a batch in its place; a batch is created all the same where the first of a pair says so.</summary>
    public Queue<(bool IsCreated, ResponseScript Answer)> CreateAnswers { get; } = [];

    /// <summary>Answers the next requests for results in their place, given the names of the batch's requests.</summary>
    public Queue<Func<string[], ResponseScript>> ResultAnswers { get; } = [];

    /// <summary>Whether batches go on for ever.</summary>
    public bool IsHeld { get; set; }

    /// <summary>How many times the list says of each batch that it has not ended, whatever it says when it is asked for alone.</summary>
    public int HeldLists { get; set; }

    public Uri Address => _server!.Address;

    public ExchangeLog Log => _server!.Log;

    public IEnumerable<Exchange> Sent(string method, string pathEnd) => Log.All.Where(sent => sent.Method == method && sent.Path.EndsWith(pathEnd, StringComparison.Ordinal));

    /// <summary>How many batches there are.</summary>
    public int Count => _batches.Count;

    public int CreateCount => Sent("POST", "/v1/messages/batches").Count();

    public static async Task<BatchApi> StartAsync()
    {
        var api = new BatchApi();
        api._server = await ReplayServer.StartAsync(new ReplayServerOptions(), new ScriptRoutes()
            .Map("POST", "/v1/messages/batches", api.Create)
            .Map("GET", "/v1/messages/batches", _ => api.List())
            .Map("GET", "/v1/messages/batches/*", sent => ResponseScript.Json(api.Describe(sent.Path.Split('/')[^1])))
            .Map("GET", "/v1/messages/batches/*/results", sent => api.ResultAnswers.TryDequeue(out Func<string[], ResponseScript>? answer)
                ? answer(api.NamesOf(sent.Path.Split('/')[^2]))
                : api.Results(sent.Path.Split('/')[^2])));
        return api;
    }

    /// <summary>A batch of somebody else's.</summary>
    public string Add(params string[] names) => Add(DateTimeOffset.UtcNow, names);

    public string Add(DateTimeOffset createdAt, params string[] names)
    {
        string id = $"msgbatch_{_batches.Count + 1}";
        _batches.Add((id, createdAt.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture), names));
        return id;
    }

    /// <summary>The names of a batch's requests.</summary>
    public string[] NamesOf(string id) => _batches.Single(batch => batch.Id == id).Names;

    /// <summary>The results of a batch: its last request first.</summary>
    public ResponseScript Results(string id) =>
        ResponseScript.JsonLines(_batches.Single(batch => batch.Id == id).Names.Reverse().Select(name => BatchData.Succeeded(name, $"answer to {name}")));

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private ResponseScript List()
    {
        bool isHeld = HeldLists-- > 0;
        return ResponseScript.Json(BatchData.Page(false, null, null, [.. _batches.AsEnumerable().Reverse().Select(batch => Describe(batch.Id, isHeld))]));
    }

    private ResponseScript Create(Exchange sent)
    {
        (bool isCreated, ResponseScript? answer) = CreateAnswers.TryDequeue(out (bool, ResponseScript) planned) ? planned : (true, null);
        if (!isCreated)
        {
            return answer!;
        }

        using JsonDocument body = JsonDocument.Parse(sent.Body);
        string id = Add([.. body.RootElement.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("custom_id").GetString()!)]);
        return answer ?? ResponseScript.Json(Describe(id));
    }

    private string Describe(string id, bool isHeld = false)
    {
        (_, string createdAt, string[] names) = _batches.Single(batch => batch.Id == id);
        return IsHeld || isHeld ? BatchData.Json(id, processing: names.Length, createdAt: createdAt) : BatchData.Json(id, "ended", succeeded: names.Length, createdAt: createdAt);
    }
}
