using System.Text.Json;
using Claude.Cli.Output;

namespace Claude.Cli.Batches;

/// <summary>
/// Records the steps of a run, one per line, in a file next to its results. Each line is on the disk before the run continues. Only one process can open the
/// file.
/// </summary>
internal sealed class BatchJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly BatchPlan _plan;
    private RequestNames? _names;

    private BatchJournal(FileStream file, BatchPlan plan)
    {
        _file = file;
        _plan = plan;
    }

    /// <summary>Gets the names under which this run sends its requests.</summary>
    public RequestNames Names => _names!;

    /// <summary>Gets the length of the complete batches in the results file.</summary>
    public long ResultsLength { get; private set; }

    /// <summary>Opens or creates the journal of a run, and sets the parts of the plan to the state of that run.</summary>
    /// <exception cref="InputException">The journal is in use, or belongs to other requests.</exception>
    /// <exception cref="OutputException">The file cannot be written, for example because the disk is full.</exception>
    public static BatchJournal Open(string path, BatchPlan plan, bool isNew)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, isNew ? FileMode.CreateNew : FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(e.Message);
        }

        var journal = new BatchJournal(file, plan);
        try
        {
            journal.Replay();
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Records that the batch of a part is about to be created.</summary>
    public void Creating(BatchPart part)
    {
        part.CreatingSince = DateTimeOffset.UtcNow;
        Append(json =>
        {
            json.WriteNumber("creating"u8, part.Number);
            json.WriteString("at"u8, part.CreatingSince.Value);
        });
    }

    /// <summary>Records that the batch of a part certainly does not exist.</summary>
    public void Refused(BatchPart part)
    {
        Reset(part);
        Append(json => json.WriteNumber("refused"u8, part.Number));
    }

    /// <summary>Records that the batch of a part exists.</summary>
    public void Created(BatchPart part, string id, bool isFound)
    {
        Set(part, id, isFound);
        Append(json =>
        {
            json.WriteNumber("created"u8, part.Number);
            json.WriteString("id"u8, id);
            json.WriteBoolean("found"u8, isFound);
        });
    }

    /// <summary>Records that all results of a batch are in the results file, and the new length of that file.</summary>
    public void Written(BatchPart part, BatchTally tally, long length)
    {
        part.Tally = tally;
        ResultsLength = length;
        Append(json =>
        {
            json.WriteNumber("written"u8, part.Number);
            json.WriteNumber("length"u8, length);
            json.WriteNumber("succeeded"u8, tally.Succeeded);
            json.WriteNumber("errored"u8, tally.Errored);
            json.WriteNumber("canceled"u8, tally.Canceled);
            json.WriteNumber("expired"u8, tally.Expired);
            json.WriteNumber("other"u8, tally.Other);
            json.WriteNumber("bad_lines"u8, tally.BadLines);
        });
    }

    /// <inheritdoc/>
    /// <exception cref="OutputException">Buffered data cannot be written, for example because the disk is full.</exception>
    public void Dispose() => OutputException.Guard(_file.Dispose);

    private void Replay()
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        // A last line without a line end was being written when the run was interrupted, so its step did not happen.
        int length = bytes.AsSpan().LastIndexOf((byte)'\n') + 1;
        if (length < bytes.Length)
        {
            OutputException.Guard(() => _file.SetLength(length));
        }

        int number = 0;
        foreach (Range range in bytes.AsSpan(0, length).Split((byte)'\n'))
        {
            number++;
            if (!bytes.AsSpan(0, length)[range].IsEmpty)
            {
                Replay(bytes.AsMemory(0, length)[range], number);
            }
        }

        if (_names is null)
        {
            _names = RequestNames.Create();
            Append(json =>
            {
                json.WriteString("requests"u8, _plan.Fingerprint);
                json.WriteNumber("parts"u8, _plan.Parts.Count);
                json.WriteString("run"u8, _names.RunId);
            });
        }
    }

    private void Replay(ReadOnlyMemory<byte> line, int number)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (_names is null)
            {
                Begin(document.RootElement);
            }
            else
            {
                Replay(document.RootElement);
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InputException(
                $"{_file.Name}, line {number}: this line is not valid, because the file is not a journal of a batch or was changed. "
                + "If the line was edited, restore it. If the id of a batch is missing in it, delete the line; the next run then looks for the batch");
        }
    }

    private void Begin(JsonElement json)
    {
        if (!json.TryGetProperty("run"u8, out JsonElement run) && json.TryGetProperty("requests"u8, out _))
        {
            throw new InputException(
                $"{_file.Name} was written by an earlier version of claude-aot, whose batches cannot be identified. "
                + "Finish the run with that version, or use another --out");
        }

        // A hash of other requests does not mean that the journal is damaged, so the error is a different one.
        _names = json.GetProperty("requests"u8).ValueEquals(_plan.Fingerprint)
            ? RequestNames.Parse(run.GetString()) ?? throw new FormatException("The run id is not valid.")
            : throw new InputException($"{_file.Name} belongs to other requests, options or batch sizes. Use the same ones as before, or another --out");
    }

    private void Replay(JsonElement json)
    {
        if (json.TryGetProperty("creating"u8, out JsonElement number))
        {
            PartOf(number).CreatingSince = json.GetProperty("at"u8).GetDateTimeOffset();
        }
        else if (json.TryGetProperty("refused"u8, out number))
        {
            Reset(PartOf(number));
        }
        else if (json.TryGetProperty("created"u8, out number))
        {
            string? id = json.GetProperty("id"u8).GetString();
            Set(PartOf(number), string.IsNullOrEmpty(id) ? throw new FormatException("The id is missing.") : id, json.GetProperty("found"u8).GetBoolean());
        }
        else
        {
            ResultsLength = CountOf("length");
            PartOf(json.GetProperty("written"u8)).Tally =
                new BatchTally(CountOf("succeeded"), CountOf("errored"), CountOf("canceled"), CountOf("expired"), CountOf("other"), CountOf("bad_lines"));
        }

        long CountOf(string name) => json.GetProperty(name).GetInt64() is var count and >= 0 ? count : throw new FormatException("The count is not valid.");
    }

    private BatchPart PartOf(JsonElement number) =>
        number.GetInt32() is var part && part >= 1 && part <= _plan.Parts.Count ? _plan.Parts[part - 1] : throw new FormatException("The part does not exist.");

    private static void Reset(BatchPart part) => (part.CreatingSince, part.Id, part.IsFound) = (null, null, false);

    private static void Set(BatchPart part, string id, bool isFound) => (part.CreatingSince, part.Id, part.IsFound) = (null, id, isFound);

    private void Append(Action<Utf8JsonWriter> writeMembers)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        OutputException.Guard(() =>
        {
            _file.Seek(0, SeekOrigin.End);
            line.WriteTo(_file);
            _file.Flush(flushToDisk: true);
        });
    }
}
