<#
.SYNOPSIS
    Reminds the people in a CSV file of their appointment, with buttons to confirm or to change it.
.DESCRIPTION
    The file has the columns FirstName, Phone and Visit. The run keeps a journal beside the file. After an interruption the same
    command continues, and nobody is reminded twice. It returns the messages that could not be sent, for a ticket or a phone call.
.EXAMPLE
    Connect-WaProvider -Name clinic
    ./Send-AppointmentReminder.ps1 -Path ./people.csv
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)]
    [string] $Path,

    # The country of numbers without a plus: they are national numbers.
    [string] $CountryCode
)

$reminder = 'Confirm', 'Change' | New-WaButton |
    New-WaInteractiveMessage -Body 'Hi {{FirstName|there}}, we expect you on {{Visit}}.' -Footer 'Example Clinic'

$reading = if ($CountryCode) { @{ CountryCode = $CountryCode } } else { @{} }
Import-Csv $Path |
    Send-WaMessage -Message $reminder -Journal "$Path.journal" -ErrorAction SilentlyContinue @reading |
    Where-Object Status -NotIn Accepted, Skipped
