<#
.SYNOPSIS
    An Azure Automation runbook: sends an outage notice with a key out of an encrypted Automation variable.
.DESCRIPTION
    Runs in a PowerShell 7.4 runtime environment that holds the module. The Automation account keeps the variable WaApiKey
    (encrypted) and the variable WaPhoneNumberId. The journal lies in the job's own folder; put it on a share where a second job
    shall be able to finish what the first one began.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $RecipientsCsv,

    [Parameter(Mandatory)]
    [string] $Text,

    [string] $Journal = (Join-Path ([IO.Path]::GetTempPath()) 'outage.journal')
)
$ErrorActionPreference = 'Stop'
Import-Module InteractiveMessaging

# Automation gives the variable as text; a SecureString keeps it out of the job's streams from here on.
$key = [securestring]::new()
foreach ($letter in (Get-AutomationVariable -Name WaApiKey).ToCharArray()) { $key.AppendChar($letter) }
Connect-WaProvider MetaCloud -PhoneNumberId (Get-AutomationVariable -Name WaPhoneNumberId) -ApiKey $key -Name outage

try {
    $notice = 'Thanks', 'Call me' | New-WaButton | New-WaInteractiveMessage -Body $Text
    ConvertFrom-Csv $RecipientsCsv |
        Send-WaMessage -Message $notice -Connection outage -Journal $Journal -ErrorAction Continue -InformationAction Continue |
        Group-Object Status -NoElement | ForEach-Object { Write-Output "$($_.Count) $($_.Name)" }
} finally {
    Disconnect-WaProvider outage
}
