using System.Collections.Concurrent;

namespace InteractiveMessaging;

/// <summary>The uploads of one run: each file once, however many messages name it.</summary>
internal sealed class RunUploads(MediaUploader uploader)
{
    // More are forgotten and asked for again, which the uploader's own memory makes cheap: a run may name a file for each row.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, Lazy<Task<MediaUploadResult>>> _files = new();

    /// <summary>The upload of a file.</summary>
    public Task<MediaUploadResult> GetAsync(MediaFile file, CancellationToken cancellation)
    {
        if (_files.Count >= Most)
        {
            _files.Clear();
        }

        return _files.GetOrAdd(
            file.Path, _ => new(() => uploader.UploadAsync(file, force: false, progress: null, cancellation))).Value;
    }
}
