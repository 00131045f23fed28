# One import in a new process; milliseconds.
param([Parameter(Mandatory)] [string] $Module)
$clock = [Diagnostics.Stopwatch]::StartNew()
Import-Module $Module
$clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)
