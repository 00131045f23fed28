using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Uploads files to a connection's account and returns their ids. A file that was uploaded before is not uploaded again.</summary>
[Cmdlet(VerbsData.Publish, "WaMedia", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(UploadedMedia))]
public sealed class PublishWaMediaCommand : WaCmdlet, IDisposable
{
    private const string PathSet = "Path";

    private readonly CancellationTokenSource _stopping = new();
    private Connection _connection = null!;
    private UploadProgress _progress = null!;
    private MediaUploader _uploader = null!;

    /// <summary>The files: pictures, videos, sounds or documents; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? LiteralPath { get; set; }

    /// <summary>The connection, or its name. Default: the one connected last in this runspace.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [NeverEmpty]
    public object? Connection { get; set; }

    /// <summary>Uploads a file also where it was uploaded before.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _connection = ConnectionArgument.Resolve(this, Connection);
        if (UploadSupport.FaultOf(_connection.Account) is { } unsupported)
        {
            ThrowTerminatingError(Record(unsupported, _connection));
        }

        _progress = new(this);
        _uploader = new(_connection, MediaStore.Default, TimeProvider.System, _progress.Note);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        foreach (string path in InputFiles.Find(this, Path ?? LiteralPath ?? [], literal: ParameterSetName != PathSet))
        {
            (MediaFile? file, MediaFault? fault) = MediaFile.Look(path);
            if (file is null)
            {
                WriteError(Errors.Record(fault!.ToException(), path));
            }
            else if (ShouldProcess($"{file}", $"Upload to {_connection.Name}"))
            {
                Upload(file);
            }
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    private void Upload(MediaFile file)
    {
        MediaUploadResult result;
        try
        {
            result = _progress.Wait(file, _uploader.UploadAsync(file, Force, (sent, _) => _progress.Sent(sent), _stopping.Token));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }

        if (result.Media is { } media)
        {
            WriteObject(media);
        }
        else if (result.Fault!.StopsRun)
        {
            ThrowTerminatingError(Record(
                result.Fault with { Error = $"{_connection.Provider} refuses the account: {result.Fault.Error}" }, file.Path));
        }
        else
        {
            WriteError(Record(result.Fault, file.Path));
        }
    }

    private static ErrorRecord Record(MediaUploadFault fault, object target) =>
        Errors.Record(new(fault.Cause, fault.Error, fault.Recommendation), target);
}
