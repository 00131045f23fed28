using System.Globalization;
using System.Security.Cryptography;

namespace InteractiveMessaging;

/// <summary>
/// Uploads files to a connection's account, each content once as long as the provider keeps it. An upload sends nothing to anybody, so what
/// is in doubt is tried again.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="store">What was uploaded before.</param>
/// <param name="clock">The clock of every wait.</param>
/// <param name="note">Takes a line for people.</param>
internal sealed class MediaUploader(Connection connection, MediaStore store, TimeProvider clock, Action<string> note)
{
    private const int MostAttempts = 5;
    private const int ChunkLength = 64 * 1024;

    // The slowest line on which an upload may still come to its end: 64 KB a second, behind the usual time for a reply.
    private const double SlowestLine = 64 * 1024;
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(100);

    /// <summary>Numbers from 0 to 1 that spread the attempts.</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>Uploads a file, unless its content was uploaded to this account before.</summary>
    /// <param name="file">The file. It is looked at again, since it may have changed.</param>
    /// <param name="force">Whether it is uploaded again all the same.</param>
    /// <param name="progress">Takes how many bytes of how many went out; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public async Task<MediaUploadResult> UploadAsync(
        MediaFile file, bool force, Action<long, long>? progress, CancellationToken cancellation)
    {
        if (UploadSupport.FaultOf(connection.Account) is { } unsupported)
        {
            return new(null, unsupported);
        }

        try
        {
            // Open for the whole of it, and on Windows closed to writers: what is hashed is what goes out.
            using FileStream content = new(file.Path, new FileStreamOptions { Share = FileShare.Read, Options = FileOptions.Asynchronous });
            (MediaFile? now, MediaFault? changed) = MediaFile.Look(file.Path, content);
            return now is null
                ? new(null, new(changed!.Cause, changed.Message, changed.Recommendation))
                : await UploadAsync(now, content, force, progress, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(null, new(ErrorCause.FileNotRead, $"The file '{file.Path}' cannot be read: {failure.Message}",
                "Give the path of a file that you may read."));
        }
    }

    private async Task<MediaUploadResult> UploadAsync(
        MediaFile file, FileStream content, bool force, Action<long, long>? progress, CancellationToken cancellation)
    {
        content.Position = 0;
        byte[] hash = await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false);
        string name = MediaStore.NameOf(connection, hash, file.Type.Mime);
        if (!force && store.Find(name) is { } known)
        {
            note(string.Create(CultureInfo.InvariantCulture,
                $"{file} was uploaded before, as {known.Id}; until {known.Expires:yyyy-MM-dd} that is used."));
            return new(Uploaded(file, known), null);
        }

        (string? id, MediaUploadFault? fault) = await PostAsync(file, content, progress, cancellation).ConfigureAwait(false);
        if (id is null)
        {
            return new(null, fault);
        }

        StoredMedia fresh = new(id, clock.GetUtcNow() + MediaStore.Lifetime);
        note($"{file} is uploaded, as {id}.");
        if (store.Save(name, fresh) is { } unsaved)
        {
            note($"The upload of {file} is not remembered: {unsaved}");
        }

        return new(Uploaded(file, fresh), null);
    }

    private UploadedMedia Uploaded(MediaFile file, StoredMedia stored) => new()
    {
        Path = file.Path,
        Id = stored.Id,
        Type = file.Type.Mime,
        Size = file.Size,
        Expires = stored.Expires,
        Connection = connection.Name,
    };

    private async Task<(string? Id, MediaUploadFault? Fault)> PostAsync(
        MediaFile file, FileStream content, Action<long, long>? progress, CancellationToken cancellation)
    {
        Provider provider = connection.ProviderModel;
        (string header, string value) = provider.Authenticate(connection.Secret.Reveal());
        for (int attempt = 1; ; attempt++)
        {
            UploadBody body = new(new(provider.Upload!, file.Name, file.Type.Mime), content, ChunkLength, progress);
            TransportRequest request = new(
                connection.Account.UploadAddress!, header, value, default, UsualTimeout + TimeSpan.FromSeconds(file.Size / SlowestLine))
            {
                MediaType = body.Form.MediaType,
                Streamed = new(body.Length, body.WriteAsync),
            };
            TransportResult sent = await connection.Transport.PostAsync(request, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (body.Unread is { } unread)
            {
                throw unread;
            }

            HttpReply? answer = sent.Reply?.Hiding(connection.Secret.Redaction);
            if (answer is { IsSuccess: true } && provider.Upload!.Id(answer) is { } id)
            {
                return (PrintableText.Value(id), null);
            }

            ProviderReply reply = answer is null ? new(Outcome.Retry) { Error = sent.Failure } : Read(answer);
            string? error = connection.Secret.Redact(reply.Error);
            if (Refusal(file, reply, error) is { } refusal)
            {
                return (null, refusal);
            }

            TimeSpan wait = RetryPolicy.Wait(reply, attempt, Random());
            if (attempt == MostAttempts || wait > RetryPolicy.LongestWait || connection.IsClosed)
            {
                return (null, new(
                    ErrorCause.UploadFailed, $"{file} could not be uploaded in {attempt} attempt(s): {error}", null, reply.Code));
            }

            note(string.Create(CultureInfo.InvariantCulture,
                $"{file}: attempt {attempt} failed ({error}); the next one in {wait.TotalSeconds:0.##} s."));
            await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
        }
    }

    // No id in a good reply: whether the file was taken does not matter, since another upload does no harm.
    private ProviderReply Read(HttpReply answer) => answer.IsSuccess
        ? new(Outcome.Retry) { Error = $"HTTP {answer.Status}, but no media id can be read in the reply." }
        : connection.ProviderModel.ReadReply(answer);

    private MediaUploadFault? Refusal(MediaFile file, ProviderReply reply, string? error) => reply switch
    {
        { StopsRun: true } => new(ErrorCause.RunStopped, error ?? "", reply.Recommendation, reply.Code),
        { Outcome: Outcome.Rejected } => new(
            ErrorCause.UploadRefused, $"{connection.Provider} refused {file}: {error}",
            $"WhatsApp takes these: {MediaType.Taken(file.Type.Kind)}.", reply.Code),
        _ => null,
    };
}
