<#
.SYNOPSIS
    Sends one list with several workers on this machine, with a journal in a database, and shows what each of them did.
.EXAMPLE
    ./Send-WithWorkers.ps1 -Path people.csv -Journal 'postgresql://campaigns@localhost/mail?journal=october' -Connection acme
#>
[CmdletBinding()]
param(
    # The list; its columns are named by the message.
    [Parameter(Mandatory)]
    [string] $Path,

    # The address of the journal. The password comes from PGPASSFILE or PGPASSWORD.
    [Parameter(Mandatory)]
    [string] $Journal,

    # The name of a saved connection.
    [Parameter(Mandatory)]
    [string] $Connection,

    [int] $Workers = 4
)
$job = @{
    Module     = (Get-Module InteractiveMessaging).Path ?? 'InteractiveMessaging'
    List       = (Resolve-Path $Path).ProviderPath
    Journal    = $Journal
    Connection = $Connection
}
$jobs = 1..$Workers | ForEach-Object {
    # Each is a process of its own, as it would be on a machine of its own.
    Start-Job {
        $job = $using:job
        Import-Module $job.Module
        Connect-WaProvider -Name $job.Connection
        $message = New-WaTextMessage 'Hi {{FirstName}}, we are back.'
        Import-Csv $job.List | Send-WaMessage -Message $message -Journal $job.Journal | Group-Object Status -NoElement | ForEach-Object { "$($_.Name): $($_.Count)" }
    }
}
$jobs | Receive-Job -Wait -AutoRemoveJob
Get-WaJournal $Journal -Summary
(Get-WaJournal $Journal -Summary).Workers
