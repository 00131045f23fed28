using System.Collections.Concurrent;
using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Waits for an upload on the pipeline's thread, and shows how far it is at most five times a second.</summary>
internal sealed class UploadProgress(PSCmdlet cmdlet)
{
    private const int MillisecondsBetween = 200;
    private const int Id = 2;

    private readonly ConcurrentQueue<string> _notes = new();
    private long _sent;

    /// <summary>Takes a line for people; from any thread.</summary>
    public void Note(string line) => _notes.Enqueue(line);

    /// <summary>Takes how many bytes went out; from any thread.</summary>
    public void Sent(long bytes) => Interlocked.Exchange(ref _sent, bytes);

    /// <summary>The outcome of an upload, once it is there.</summary>
    /// <param name="file">The file.</param>
    /// <param name="upload">Its upload.</param>
    public MediaUploadResult Wait(MediaFile file, Task<MediaUploadResult> upload)
    {
        ProgressRecord record = new(Id, "Uploading media", $"{file}");
        Sent(0);
        bool shown = false;
        while (!((IAsyncResult)upload).AsyncWaitHandle.WaitOne(MillisecondsBetween))
        {
            record.PercentComplete = (int)Math.Min(100, 100 * Interlocked.Read(ref _sent) / file.Size);
            cmdlet.WriteProgress(record);
            shown = true;
            WriteNotes();
        }

        if (shown)
        {
            record.RecordType = ProgressRecordType.Completed;
            cmdlet.WriteProgress(record);
        }

        WriteNotes();
        return upload.GetAwaiter().GetResult();
    }

    private void WriteNotes()
    {
        while (_notes.TryDequeue(out string? line))
        {
            cmdlet.WriteVerbose(line);
        }
    }
}
