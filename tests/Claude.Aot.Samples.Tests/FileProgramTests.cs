using Claude.Aot.Samples.Tests.Support;
using Claude.Aot.Tests.Infrastructure;

namespace Claude.Aot.Samples.Tests.FilePrograms;

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileAssistantTests(FileWorkshop workshop) : AssistantTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileBestPracticesTests(FileWorkshop workshop) : BestPracticesTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileBufferedTests(FileWorkshop workshop) : BufferedTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileConcurrentTests(FileWorkshop workshop) : ConcurrentTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileConversationTests(FileWorkshop workshop) : ConversationTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileErrorTests(FileWorkshop workshop) : ErrorTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileFileSampleTests(FileWorkshop workshop) : FileSampleTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileInjectionTests(FileWorkshop workshop) : InjectionTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileInterruptTests(FileWorkshop workshop) : InterruptTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileOutputTests(FileWorkshop workshop) : OutputTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FilePrintingTests(FileWorkshop workshop) : PrintingTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileResponseTests(FileWorkshop workshop) : ResponseTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileTimeoutTests(FileWorkshop workshop) : TimeoutTests(workshop);

[Slow]
[Collection(FileWorkshop.Collection)]
public sealed class FileToolTests(FileWorkshop workshop) : ToolTests(workshop);
