using Claude.Aot.Model;

namespace Claude.Aot.Batches;

/// <content>Implements <see cref="IPage{T}"/>.</content>
public sealed partial class MessageBatchPage : IPage<MessageBatch>;
