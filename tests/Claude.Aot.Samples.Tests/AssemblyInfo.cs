using Claude.Aot.Samples.Tests.Support;

[assembly: AssemblyFixture(typeof(CompiledWorkshop))]
[assembly: AssemblyFixture(typeof(FileWorkshop))]
