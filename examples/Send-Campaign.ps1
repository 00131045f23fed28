<#
.SYNOPSIS
    One day of a campaign, for a scheduled job: run it every day until it says that the campaign is finished.
.DESCRIPTION
    Leaves out who said stop. Who wrote within 24 hours gets a message with buttons, everybody else the template order_update in its
    place. Each person gets it in the hours of his own day, and no more people a day than the account's messaging limit allows. The
    journal goes on where the day before ended, whatever ended it: the limit, the hours, an outage, a machine that was switched off.
    With -WhatIf it sends nothing and returns the plan.

    The folder of callbacks holds what your webhook received, one JSON file or more. See docs/runbooks.md.
.EXAMPLE
    Connect-WaProvider -Name shop
    ./Send-Campaign.ps1 -Path ./people.csv -Callback ./callbacks -WhatIf
.EXAMPLE
    Connect-WaProvider -Name shop
    ./Send-Campaign.ps1 -Path ./people.csv -Callback ./callbacks -InformationAction Continue
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    # Columns: FirstName, OrderId, Phone, TimeZone (such as Europe/Rome).
    [Parameter(Mandatory)]
    [string] $Path,

    # The folder with the callbacks.
    [Parameter(Mandatory)]
    [string] $Callback,

    [string] $Journal = "$Path.journal",

    [string] $Suppression = "$Path.stop.txt",

    [string] $Hours = '09:00-18:00',

    # The messaging limit of the account: Test-WaProvider shows it.
    [int] $MaxRecipients = 10000,

    # What messages cost, as Meta publishes it.
    [string] $RateCard,

    [string] $Report = "$Path.report.html"
)
$ErrorActionPreference = 'Stop'

# Who answered STOP since yesterday, or stopped marketing messages in WhatsApp.
Update-WaSuppression $Suppression -Callback "$Callback/*.json" -WhatIf:$false

$campaign = @{
    Message       = 'Call me', 'No, thanks' | New-WaButton |
        New-WaInteractiveMessage -Body 'Hi {{FirstName}}, your order {{OrderId}} comes on Monday. Shall we call you before?'
    Fallback      = New-WaTemplateMessage order_update -Language en_US -Header '{{OrderId}}' -Body '{{FirstName}}', 'Monday' -Button @{ 1 = @{ Url = '{{OrderId}}' } }
    Window        = "$Callback/*.json"
    Exclude       = $Suppression
    SendWindow    = $Hours
    MaxRecipients = $MaxRecipients
    MaxDuration   = '22h'
    Journal       = $Journal
}
if ($RateCard) { $campaign.RateCard = $RateCard }

if ($WhatIfPreference) {
    Import-Csv $Path | Send-WaMessage @campaign -ErrorAction Continue 6> $null | Select-Object -Last 1
    return
}

# A bad row costs itself; an outage ends the day, and the journal goes on tomorrow.
try {
    Import-Csv $Path | Send-WaMessage @campaign -ErrorAction Continue | Group-Object Status -NoElement |
        ForEach-Object { "$($_.Count) $($_.Name)" }
} finally {
    Export-WaReport -Journal $Journal -Path $Report
}

if ((Get-WaJournal $Journal -Summary).IsFinished) { 'The campaign is finished.' } else { 'The campaign goes on tomorrow: run this again.' }
