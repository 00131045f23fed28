#requires -Version 7.4
# What a row costs on its way into a cmdlet: PowerShell's binder with the parameters of Send-WaMessage and with one, and that cmdlet itself.
param([Parameter(Mandatory)] [string] $Module, [int] $Count, [int] $Rounds)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module

# The same names, aliases and positions; a type only where the pipeline has to fit it, since the others are bound once and not for each row.
$common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
$parameters = foreach ($parameter in (Get-Command Send-WaMessage).Parameters.Values) {
    if ($parameter.Name -in $common) { continue }
    $declared = @($parameter.Attributes | Where-Object { $_ -is [Management.Automation.ParameterAttribute] })
    $piped = $declared | Where-Object { $_.ValueFromPipeline -or $_.ValueFromPipelineByPropertyName }
    if ($piped -and $parameter.ParameterType.Assembly -notin [object].Assembly, [psobject].Assembly) {
        throw "The type of -$($parameter.Name), $($parameter.ParameterType), is not one this measurement can use."
    }
    foreach ($one in $declared) {
        $arguments = @(
            if ($one.Position -ge 0) { "Position = $($one.Position)" }
            if ($one.ValueFromPipeline) { 'ValueFromPipeline = true' }
            if ($one.ValueFromPipelineByPropertyName) { 'ValueFromPipelineByPropertyName = true' }
            if ($one.ParameterSetName -ne '__AllParameterSets') { 'ParameterSetName = "{0}"' -f $one.ParameterSetName }
        )
        "[Parameter($($arguments -join ', '))]"
    }
    if ($parameter.Aliases) { '[Alias("{0}")]' -f ($parameter.Aliases -join '", "') }
    "public $(if ($piped) { $parameter.ParameterType.FullName } else { 'object' }) $($parameter.Name) { get; set; }"
}
Add-Type -PassThru -TypeDefinition @"
using System.Management.Automation;

[Cmdlet(VerbsDiagnostic.Measure, "Ours", SupportsShouldProcess = true)]
public sealed class MeasureOursCommand : PSCmdlet
{
    $($parameters -join "`n    ")
}

[Cmdlet(VerbsDiagnostic.Measure, "Least")]
public sealed class MeasureLeastCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject InputObject { get; set; }
}
"@ | ForEach-Object Assembly | Select-Object -First 1 | Import-Module

$message = 'Yes', 'No', 'Call me' | New-WaButton | New-WaInteractiveMessage -Body 'Hello {{FirstName}}, does Friday suit you?'
$connection = Connect-WaProvider AiSoule -ApiKeyVariable BENCH_KEY -RatePerSecond 0 -PassThru
$rows = @(foreach ($i in 0..($Count - 1)) { [pscustomobject]@{ Phone = "+39333$('{0:d7}' -f $i)"; FirstName = "Name$i" } })
$ways = [ordered]@{
    Ours    = { $rows | Measure-Ours -Message $message -Connection $connection }
    Least   = { $rows | Measure-Least }
    Sending = { $null = $rows | Send-WaMessage -Message $message -Connection $connection -WhatIf }
}
$process = [Diagnostics.Process]::GetCurrentProcess()
$results = foreach ($round in (-2..($Rounds - 1))) {
    foreach ($way in $ways.GetEnumerator()) {
        [GC]::Collect()
        $process.Refresh()
        $cpu = $process.TotalProcessorTime
        $bytes = [GC]::GetTotalAllocatedBytes()
        & $way.Value
        $bytes = [GC]::GetTotalAllocatedBytes() - $bytes
        $process.Refresh()
        # The first rounds compile.
        if ($round -ge 0) {
            [pscustomobject]@{
                What         = $way.Key
                Microseconds = ($process.TotalProcessorTime - $cpu).TotalMicroseconds / $Count
                Bytes        = $bytes / $Count
            }
        }
    }
}
'@' + (ConvertTo-Json @($results) -Compress)
