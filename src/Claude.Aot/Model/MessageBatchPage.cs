using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>A page like that of any list.</content>
public sealed partial class MessageBatchPage : IPage<MessageBatch>;
