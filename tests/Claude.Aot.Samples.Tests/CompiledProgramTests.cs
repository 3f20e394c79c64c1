using Claude.Aot.Samples.Tests.Support;

namespace Claude.Aot.Samples.Tests.CompiledPrograms;

public sealed class CompiledAssistantTests(CompiledWorkshop workshop) : AssistantTests(workshop);

public sealed class CompiledBestPracticesTests(CompiledWorkshop workshop) : BestPracticesTests(workshop);

public sealed class CompiledBufferedTests(CompiledWorkshop workshop) : BufferedTests(workshop);

public sealed class CompiledConcurrentTests(CompiledWorkshop workshop) : ConcurrentTests(workshop);

public sealed class CompiledConversationTests(CompiledWorkshop workshop) : ConversationTests(workshop);

public sealed class CompiledErrorTests(CompiledWorkshop workshop) : ErrorTests(workshop);

public sealed class CompiledFileSampleTests(CompiledWorkshop workshop) : FileSampleTests(workshop);

public sealed class CompiledInjectionTests(CompiledWorkshop workshop) : InjectionTests(workshop);

public sealed class CompiledInterruptTests(CompiledWorkshop workshop) : InterruptTests(workshop);

public sealed class CompiledOutputTests(CompiledWorkshop workshop) : OutputTests(workshop);

public sealed class CompiledPrintingTests(CompiledWorkshop workshop) : PrintingTests(workshop);

public sealed class CompiledResponseTests(CompiledWorkshop workshop) : ResponseTests(workshop);

public sealed class CompiledTimeoutTests(CompiledWorkshop workshop) : TimeoutTests(workshop);

public sealed class CompiledToolTests(CompiledWorkshop workshop) : ToolTests(workshop);
