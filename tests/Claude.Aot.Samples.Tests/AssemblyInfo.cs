using Claude.Aot.Samples.Tests.Support;

// First builds of file-based programs that reference one project collide when they run at the same time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: AssemblyFixture(typeof(SampleWorkshop))]
