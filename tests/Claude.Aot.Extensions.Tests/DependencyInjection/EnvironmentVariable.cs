namespace Claude.Aot.Extensions.Tests.DependencyInjection;

/// <summary>Sets a variable of the process while a test runs. The tests that use it are in one class, so no two run at the same time.</summary>
internal sealed class EnvironmentVariable : IDisposable
{
    private readonly string _name;
    private readonly string? _before;

    public EnvironmentVariable(string name, string? value)
    {
        _name = name;
        _before = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
}
