using System.Text.Json;
using Claude.Cli.Output;

namespace Claude.Cli.Batches;

/// <summary>
/// What a run has done, line by line in a file beside its results, on the disk before the run goes on. Whoever has it open keeps others out.
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

    /// <summary>The names by which this run sends its requests.</summary>
    public RequestNames Names => _names!;

    /// <summary>How much of the results file is whole.</summary>
    public long ResultsLength { get; private set; }

    /// <summary>Opens the journal of a run, or begins one, and brings the parts of the plan to where that run was.</summary>
    /// <exception cref="InputException">It is in use, or of other requests.</exception>
    /// <exception cref="OutputException">The disk takes no more.</exception>
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

    /// <summary>The creation of a batch is about to be asked for.</summary>
    public void Creating(BatchPart part)
    {
        part.CreatingSince = DateTimeOffset.UtcNow;
        Append(json =>
        {
            json.WriteNumber("creating"u8, part.Number);
            json.WriteString("at"u8, part.CreatingSince.Value);
        });
    }

    /// <summary>Certainly no batch of this part exists.</summary>
    public void Refused(BatchPart part)
    {
        Reset(part);
        Append(json => json.WriteNumber("refused"u8, part.Number));
    }

    /// <summary>A batch exists.</summary>
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

    /// <summary>All results of a batch are in the results file, which has this length now.</summary>
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
    /// <exception cref="OutputException">The disk takes no more of what was still to be written.</exception>
    public void Dispose() => OutputException.Guard(_file.Dispose);

    private void Replay()
    {
        byte[] bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        // A line without an end was being written when the run broke off: it never happened.
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
                $"{_file.Name}, line {number}: this is no journal of a batch, or was changed. If that line was edited by hand, put it back; if a batch's id is missing in it, delete that line, and the next run looks for the batch in the list");
        }
    }

    private void Begin(JsonElement json)
    {
        if (!json.TryGetProperty("run"u8, out JsonElement run) && json.TryGetProperty("requests"u8, out _))
        {
            throw new InputException($"{_file.Name} was written by an earlier version of claude-aot, whose batches cannot be told from others: finish it with that version, or give another name to --out");
        }

        // A fingerprint of other requests is no fault of the journal.
        _names = json.GetProperty("requests"u8).ValueEquals(_plan.Fingerprint)
            ? RequestNames.Parse(run.GetString()) ?? throw new FormatException("There is no such run.")
            : throw new InputException($"{_file.Name} is of other requests, options or batch sizes: run it with the same, or give another name to --out");
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
            Set(PartOf(number), string.IsNullOrEmpty(id) ? throw new FormatException("There is no id.") : id, json.GetProperty("found"u8).GetBoolean());
        }
        else
        {
            ResultsLength = CountOf("length");
            PartOf(json.GetProperty("written"u8)).Tally =
                new BatchTally(CountOf("succeeded"), CountOf("errored"), CountOf("canceled"), CountOf("expired"), CountOf("other"), CountOf("bad_lines"));
        }

        long CountOf(string name) => json.GetProperty(name).GetInt64() is var count and >= 0 ? count : throw new FormatException("There is no such count.");
    }

    private BatchPart PartOf(JsonElement number) =>
        number.GetInt32() is var part && part >= 1 && part <= _plan.Parts.Count ? _plan.Parts[part - 1] : throw new FormatException("There is no such part.");

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
