using Claude.Aot.Model;

namespace Claude.Aot;

/// <content>Implements <see cref="IPage{T}"/>.</content>
public sealed partial class FilePage : IPage<FileObject>;
