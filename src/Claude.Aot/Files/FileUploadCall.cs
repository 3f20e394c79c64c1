using Claude.Aot.Http;
using Claude.Aot.Streaming;

namespace Claude.Aot.Files;

/// <summary>A call that uploads a file. It is repeated only if the content can be read again.</summary>
internal sealed class FileUploadCall(
    ApiConnection connection,
    RequestSettings settings,
    ApiRequest request,
    FormPart form,
    FileSource source,
    IProgress<long>? progress,
    CancellationToken cancellationToken)
    : JsonCall<FileObject>(connection, settings, request, JsonShape.File, static json => new FileObject(json), cancellationToken)
{
    private BodyProgress _state = new();

    protected override Exception? CallerFailure => _state.ToCallerFailure(CancellationToken);

    protected override bool MayRepeatAfter(Exception failure) => (!_state.HasBegun || source.IsRepeatable) && base.MayRepeatAfter(failure);

    protected override HttpContent CreateContent(StreamClock clock)
    {
        _state = new BodyProgress();
        return new FileUploadContent(form, Open(), source.IsRepeatable, _state, progress, clock.StartFirstEvent);
    }

    private FileReading Open()
    {
        try
        {
            FileReading file = source.Open();
            if (file.Length <= FileLimits.MaxBytes || file.Length is null)
            {
                return file;
            }

            if (file.OwnsStream)
            {
                file.Stream!.Dispose();
            }

            throw new ClaudeFileTooLargeException(FileLimits.MaxBytes);
        }
        catch (Exception e)
        {
            _state.Failure = e;
            throw;
        }
    }
}
