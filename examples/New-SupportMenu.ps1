<#
.SYNOPSIS
    Makes a support menu from a CSV file, checks it, and shows it before it is sent.
.DESCRIPTION
    The file has the columns Section, Title, Id and Description. Pipe the message to Send-WaMessage.
.EXAMPLE
    ./New-SupportMenu.ps1 -Path ./menu.csv | Send-WaMessage -To +447700900001
#>
[CmdletBinding()]
param(
    [string] $Path = (Join-Path $PSScriptRoot menu.csv),

    # Draws the menu in the terminal instead of returning it.
    [switch] $Show
)

# The sections keep the order of the file; Group-Object would sort them.
$rows = Import-Csv $Path
$menu = $rows.Section | Select-Object -Unique |
    ForEach-Object { $rows | Where-Object Section -EQ $_ | New-WaListRow | New-WaListSection -Title $_ } |
    New-WaInteractiveMessage -Header 'Support' -Body 'How can we help?' -ButtonText 'Choose a topic'

if (-not (Test-WaMessage $menu -Quiet)) { throw (Test-WaMessage $menu | Out-String) }
if ($Show) { $menu | Show-WaMessage } else { $menu }
