using Claude.Aot.Extensions.AotSmoke;
using Claude.Aot.Tests.Shared;

return await SmokeRun.RunAsync(ChatChecks.Cases());
