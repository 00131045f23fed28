<#
.SYNOPSIS
    Tells everybody on a long list about an outage, with a link to the status page, a journal, and a report to mail.
.DESCRIPTION
    Made for lists of 50,000 people or more: rows stream, memory stays flat, and the provider's rate is kept. After any
    interruption, run the same command again.
.EXAMPLE
    Connect-WaProvider -Name operations
    ./Send-OutageNotice.ps1 -Path ./customers.csv -Service 'Mail' -StatusPage https://status.example.com -InformationAction Continue
#>
[CmdletBinding()]
param(
    # Columns: FirstName, Phone.
    [Parameter(Mandatory)]
    [string] $Path,

    [Parameter(Mandatory)]
    [string] $Service,

    [Parameter(Mandatory)]
    [uri] $StatusPage,

    [string] $Journal = "$Path.journal",

    [string] $Report = "$Path.report.html"
)

$notice = New-WaInteractiveMessage -Body "Hi {{FirstName|there}}, $Service is down. We are on it." -Url $StatusPage -UrlText 'Follow the repair'

$faults = Test-WaMessage $notice | Where-Object Severity -EQ Error
if ($faults) { throw ($faults -join "`n") }

Import-Csv $Path |
    Send-WaMessage -Message $notice -Journal $Journal -ErrorAction SilentlyContinue |
    Group-Object Status -NoElement

Export-WaReport -Journal $Journal -Path $Report
