using Claude.Aot.Telemetry;
using Claude.Aot.Tests.Infrastructure;
using Claude.Aot.Tests.Native;

namespace Claude.Aot.Tests.Apps;

/// <summary>The property <c>ClaudeTelemetry</c> of a project removes telemetry from a native program.</summary>
[Slow]
[Collection(NativeBuild.Collection)]
public sealed class TelemetrySwitchTests
{
    // The size before the library had spans was 6,478,456 bytes.
    private const long NativeBytes = 6_470_000;

    [Fact]
    public async Task App_PublishedWithoutTelemetry_ContainsNoneOfIt()
    {
        string project = Repository.PathOf("benchmarks", "Footprint", "Claude.Aot.Footprint");

        string program = await NativeBuild.PublishAsync(project, "Claude.Aot.Footprint", "--property:ClaudeTelemetry=false");

        NativeSize.Verify(program, NativeBytes);
        NativeSize.VerifyLeftOut(program, typeof(InferenceTelemetry), typeof(Instruments), typeof(CallCounters), typeof(ContentJson), typeof(TokenInstruments));
    }
}
