using Claude.Aot.AotSmoke;
using Claude.Aot.Tests.Shared;

if (args is not [string folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: Claude.Aot.AotSmoke CORPUS-FOLDER");
    return 2;
}

// No check waits for the clock: one that takes so long waits for something that will not come.
TimeSpan patience = TimeSpan.FromMinutes(1);
int passed = 0, failed = 0;
foreach ((string name, Func<Task> run) in SmokeSuite.Of(new CorpusFolder(folder)))
{
    try
    {
        await run().WaitAsync(patience);
        passed++;
        Console.WriteLine($"passed  {Printable(name)}");
    }
    catch (Exception e)
    {
        failed++;
        Console.WriteLine($"FAILED  {Printable(name)}");
        Console.Error.WriteLine($"{Printable(name)}: {e}");
    }
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;

// Names quote inputs, which hold line ends and other control characters.
static string Printable(string name) => string.Concat(name.Select(static c => char.IsControl(c) ? ' ' : c));
