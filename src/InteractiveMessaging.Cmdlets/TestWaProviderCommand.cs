using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>
/// Checks a connection as far as its provider allows without sending anything to a person, and says what could not be checked.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "WaProvider")]
[OutputType(typeof(ConnectionStatus))]
public sealed class TestWaProviderCommand : WaCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The connection, or its name. Default: the one connected last in this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [NeverEmpty]
    public object? Connection { get; set; }

    /// <summary>Seconds the check may take. Default: 30.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSec { get; set; } = 30;

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        Connection connection = ConnectionArgument.Resolve(this, Connection);
        TimeSpan longest = TimeSpan.FromSeconds(TimeoutSec);
        ConnectionStatus test = ConnectionProbe.RunAsync(connection, longest, TimeProvider.System, _stopping.Token)
            .GetAwaiter().GetResult();
        if (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }

        WriteVerbose($"GET {test.Address.Authority}: {(test.HttpStatus is { } status ? $"HTTP {status}" : "no answer")}");
        WriteObject(test);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();
}
