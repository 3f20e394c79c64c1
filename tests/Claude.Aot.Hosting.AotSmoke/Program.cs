using Claude.Aot.Hosting.AotSmoke;

// Each check throws if it fails.
foreach ((string name, Func<Task> run) in HostingSuite.Checks)
{
    await run().WaitAsync(TimeSpan.FromMinutes(1));
    Console.WriteLine($"passed  {name}");
}
