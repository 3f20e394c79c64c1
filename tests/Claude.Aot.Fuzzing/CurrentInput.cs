using System.IO.MemoryMappedFiles;

namespace Claude.Aot.Fuzzing;

/// <summary>
/// The input under way, in a file that outlives the process: what overflows the stack or runs for ever can still be replayed. An input that runs too long ends the process.
/// </summary>
internal sealed class CurrentInput : IDisposable
{
    private const int Capacity = 1024 * 1024;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(20);

    private readonly FuzzFolders _folders;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Timer _watch;
    private long _executions;
    private long _lastExecutions = -1;
    private byte[]? _input;

    public CurrentInput(FuzzFolders folders)
    {
        _folders = folders;
        _file = MemoryMappedFile.CreateFromFile(folders.CurrentInput, FileMode.Create, null, Capacity);
        _view = _file.CreateViewAccessor();
        _watch = new Timer(_ => Watch(), null, s_limit, s_limit);
    }

    public void Begin(byte[] input)
    {
        _view.Write(0, input.Length);
        _view.WriteArray(sizeof(int), input, 0, input.Length);
        _executions++;
        Volatile.Write(ref _input, input);
    }

    public void End() => Volatile.Write(ref _input, null);

    public void Dispose()
    {
        _watch.Dispose();
        _view.Dispose();
        _file.Dispose();
        File.Delete(_folders.CurrentInput);
    }

    private void Watch()
    {
        long executions = Volatile.Read(ref _executions);
        if (executions == _lastExecutions && Volatile.Read(ref _input) is { } input)
        {
            string path = _folders.Report(input, $"It ran for more than {s_limit.TotalSeconds} s.");
            Environment.FailFast($"An input ran for more than {s_limit.TotalSeconds} s: {path}");
        }

        _lastExecutions = executions;
    }
}
