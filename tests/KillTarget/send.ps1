# As "send" of the program beside it, but through the cmdlets, in a PowerShell that tests can kill.
[CmdletBinding()]
param([string] $Module, [uri] $Server, [string] $Journal, [int] $Count, [int] $InFlight, [string] $Flush)
$ErrorActionPreference = 'Stop'
Import-Module $Module
$env:WA_KILL_KEY = 'key'
Connect-WaProvider PingUp -Business acme -BaseUri $Server -ApiKeyVariable WA_KILL_KEY -RatePerSecond 0
$message = 'Yes' | New-WaButton | New-WaInteractiveMessage -Body 'Shall we?'
0..($Count - 1) | ForEach-Object { "+1202$(5550000 + $_)" } |
    Send-WaMessage -Message $message -Journal $Journal -JournalFlush $Flush -ThrottleLimit $InFlight -ErrorAction SilentlyContinue -InformationAction Ignore |
    ForEach-Object { [Console]::Out.WriteLine("$($_.Status) $($_.To) $($_.MessageId)") }
