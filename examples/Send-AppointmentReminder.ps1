<#
.SYNOPSIS
    Reminds the people of a CSV of their appointment, with buttons to confirm or to change it.
.DESCRIPTION
    The CSV has the columns FirstName, Phone and Visit. The run keeps a journal beside the CSV: should it be broken off, the same
    command finishes it, and nobody is reminded twice. What could not be sent is returned, for a ticket or a phone call.
.EXAMPLE
    Connect-WaProvider -Name clinic
    ./Send-AppointmentReminder.ps1 -Path ./people.csv
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    # What the numbers without a plus are: national numbers of this country.
    [string] $CountryCode
)

$reminder = 'Confirm', 'Change' | New-WaButton |
    New-WaInteractiveMessage -Body 'Hi {{FirstName|there}}, we expect you on {{Visit}}.' -Footer 'Example Clinic'

$reading = if ($CountryCode) { @{ CountryCode = $CountryCode } } else { @{} }
Import-Csv $Path |
    Send-WaMessage -Message $reminder -Journal "$Path.journal" -ErrorAction SilentlyContinue @reading |
    Where-Object Status -NotIn Accepted, Skipped
