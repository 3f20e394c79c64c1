using Claude.Aot.AotSmoke;
using Claude.Aot.Tests.Shared;

if (args is not [string folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: Claude.Aot.AotSmoke CORPUS-FOLDER");
    return 2;
}

return await SmokeRun.RunAsync(SmokeSuite.Of(new CorpusFolder(folder)));
