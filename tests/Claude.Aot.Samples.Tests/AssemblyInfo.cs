using Claude.Aot.Samples.Tests.Support;
using Xunit.Sdk;
using Xunit.v3;

// First builds of file-based programs that reference one project collide when they run at the same time.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SampleWorkshop))]
