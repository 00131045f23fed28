<#
.SYNOPSIS
    Composes a button message and a list message, sends both to the people in a CSV file through every provider's dialect, against
    the sandbox on this machine, and shows the results. Nothing leaves the machine.
#>
$ErrorActionPreference = 'Stop'
# The module from PowerShell's module path, or else the one that build.ps1 made here.
Import-Module ((Get-Module InteractiveMessaging -ListAvailable) ? 'InteractiveMessaging' : (Join-Path $PSScriptRoot ../output/InteractiveMessaging))

$people = Import-Csv (Join-Path $PSScriptRoot people.csv)

$reminder = [pscustomobject]@{ Title = 'Confirm'; Id = 'visit-yes' }, [pscustomobject]@{ Title = 'Change'; Id = 'visit-move' } |
    New-WaButton |
    New-WaInteractiveMessage -Header 'Your visit' -Body 'Hi {{FirstName}}, we expect you on {{Visit}} at desk {{Desk|Reception}}.' -Footer 'Example Clinic'

$menu = @(
    New-WaListRow 'Keep {{Visit}}' -Id keep -Description 'Nothing changes'
    New-WaListRow 'Another day' -Id move -Description 'We call you back'
    New-WaListRow 'Cancel' -Id cancel
) | New-WaListSection -Title 'Your visit' |
    New-WaInteractiveMessage -Body 'Hi {{FirstName}}, what shall we do?' -ButtonText 'Choose'

'The reminder, as {0} sees it:' -f $people[0].FirstName
$reminder | Show-WaMessage -Row $people[0]

'Its JSON, before the cells of a row are filled in:'
$reminder | ConvertTo-WaJson

$sandbox = Start-WaSandbox -Seed 1
$invalid = @()
$outcomes = foreach ($provider in Get-WaProvider -ListAvailable | Where-Object { $_ -is [InteractiveMessaging.Provider] }) {
    Connect-WaProvider $provider.Name -Sandbox $sandbox -RatePerSecond 0
    foreach ($message in $reminder, $menu) {
        # A bad row is an error and a result; here the results are enough.
        $results = $people | Send-WaMessage -Message $message -ErrorAction SilentlyContinue
        $invalid += $results | Where-Object Status -EQ Invalid
        $row = [ordered]@{ Provider = $provider.Name; Message = $message.Type; Recipients = $results.Count }
        [enum]::GetNames([InteractiveMessaging.SendStatus]) | ForEach-Object { $row[$_] = 0 }
        $results | Group-Object Status | ForEach-Object { $row[$_.Name] = $_.Count }
        [pscustomobject] $row
    }
}

'{0} people, two messages, every dialect: {1} requests, {2} messages taken.' -f $people.Count, $sandbox.Requests, $sandbox.Accepted
$outcomes | Format-Table Provider, Message, Recipients, Accepted, Rejected, Failed, InDoubt, Invalid

'What was not sent, and why:'
$invalid | Sort-Object RowNumber, Error -Unique | ForEach-Object { '  row {0}: {1}' -f $_.RowNumber, $_.Error }
$sandbox | Stop-WaSandbox
