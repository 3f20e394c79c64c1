using Claude.Aot.AotSmoke;
using Claude.Aot.Tests.Shared;

if (args is not [string folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: Claude.Aot.AotSmoke CORPUS-FOLDER");
    return 2;
}

// No check waits for real time, so one that takes this long waits for something that will not happen.
TimeSpan patience = TimeSpan.FromMinutes(1);
int passed = 0, failed = 0;
foreach ((string name, Func<Task> run) in SmokeSuite.Of(new CorpusFolder(folder)))
{
    try
    {
        await run().WaitAsync(patience);
        passed++;
        Console.WriteLine($"passed  {name}");
    }
    catch (Exception e)
    {
        failed++;
        Console.WriteLine($"FAILED  {name}");
        Console.Error.WriteLine($"{name}: {e}");
    }
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 && passed > 0 ? 0 : 1;
