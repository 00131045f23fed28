#requires -Version 7.4
<#
.SYNOPSIS
    Runs one contender of the bench, again and again, in this process.
.DESCRIPTION
    Each line of the input is a job (JSON), each line of the output that begins with @ what it took. The process stays warm from
    one job to the next, as the others do. Rows are made before the clock starts.
#>
param(
    [Parameter(Mandatory)] [string] $Contender,
    [string] $Module
)
$ErrorActionPreference = 'Stop'
$run = Get-Command (Join-Path $PSScriptRoot "$Contender.ps1")
$process = [Diagnostics.Process]::GetCurrentProcess()
$connections = @{}
$client = $null
if ($Module) {
    Import-Module $Module
    $message = 'Yes', 'No', 'Call me' | New-WaButton |
        New-WaInteractiveMessage -Body 'Hello {{FirstName}}, your visit is on Friday at 9 am. Does that suit you?' -Footer 'Reply to this message'
} else {
    # What every guide to fast scripts says first.
    $ProgressPreference = 'SilentlyContinue'
    $client = [Net.Http.HttpClient]::new()
    $client.DefaultRequestHeaders.Authorization = [Net.Http.Headers.AuthenticationHeaderValue]::new('Bearer', 'bench')
}

function Get-Row([int] $Count) {
    foreach ($i in 0..($Count - 1)) { [pscustomobject]@{ Phone = "+39333$('{0:d7}' -f $i)"; FirstName = "Name$i" } }
}

function Invoke-Job($Job, [int] $Count) {
    # Each script takes of this what it needs.
    $arguments = @{ Job = $Job; Count = $Count; Client = $client }
    if ($run.Parameters.ContainsKey('Rows')) { $arguments.Rows = @(Get-Row $Count) }
    if ($Module) {
        # A connection lives as long as its user's session, and so do its sockets.
        $key = "$($Job.Url) $($Job.Rate)"
        if (-not $connections[$key]) {
            $connections[$key] = Connect-WaProvider AiSoule -Name "bench $($connections.Count)" -ApiKeyVariable BENCH_KEY -Endpoint $Job.Url -RatePerSecond $Job.Rate -PassThru
        }
        $arguments.Message = $message
        if ($Job.Template) {
            $arguments.Message = New-WaTemplateMessage -Template (Get-WaTemplate -Path $Job.Template) -Body '{{FirstName}}', 'Friday at 9 am' -Button @{
                0 = @{ Payload = 'Yes' }
                1 = @{ Url = '{{FirstName}}' }
            }
        }
        $arguments.Sending = @{ Connection = $connections[$key] }
        if ($Job.Workers) { $arguments.Sending.ThrottleLimit = $Job.Workers }
        if ($Job.Journal) {
            Remove-Item "$($Job.Journal)*"
            $arguments.Sending += @{ Journal = $Job.Journal; JournalFlush = $Job.Flush }
        }
    }
    foreach ($name in @($arguments.Keys)) {
        if (-not $run.Parameters.ContainsKey($name)) { $arguments.Remove($name) }
    }
    [GC]::Collect()
    $process.Refresh()
    $cpu = $process.TotalProcessorTime
    $allocated = [GC]::GetTotalAllocatedBytes()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    & $run @arguments | Out-Null
    $clock.Stop()
    $allocated = [GC]::GetTotalAllocatedBytes() - $allocated
    $process.Refresh()
    @{
        Messages  = $Count
        Seconds   = $clock.Elapsed.TotalSeconds
        Cpu       = ($process.TotalProcessorTime - $cpu).TotalSeconds
        Allocated = $allocated
        PeakBytes = $process.PeakWorkingSet64
    }
}

while ($null -ne ($line = [Console]::In.ReadLine())) {
    $job = $line | ConvertFrom-Json
    try {
        if ($job.WarmUp) { Invoke-Job $job $job.WarmUp | Out-Null }
        $result = Invoke-Job $job $job.Count
    } catch {
        $result = @{ Error = "$_ $($_.ScriptStackTrace)" }
    }
    [Console]::Out.WriteLine('@' + ($result | ConvertTo-Json -Compress))
}
