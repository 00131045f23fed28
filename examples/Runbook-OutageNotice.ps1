<#
.SYNOPSIS
    An Azure Automation runbook: sends an outage notice, with its key in an encrypted Automation variable.
.DESCRIPTION
    Needs a PowerShell 7.4 runtime environment with the module. The Automation account has the variables WaApiKey (encrypted) and
    WaPhoneNumberId. The journal is in the job's own folder. Put it on a share if a second job must be able to continue where the
    first one ended.
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

# Automation returns the variable as text. From here on a SecureString keeps it out of the job's streams.
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
