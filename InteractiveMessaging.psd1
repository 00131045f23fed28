@{
    RootModule             = 'InteractiveMessaging.Cmdlets.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6d0f4e8b-5b0f-4a53-9d5e-2f1a7c9f3b60'
    Author                 = 'The InteractiveMessaging authors'
    CompanyName            = 'InteractiveMessaging'
    Copyright              = '(c) The InteractiveMessaging authors. MIT licence.'
    Description            = 'Compose WhatsApp interactive messages, check them completely before they leave, and send them to one person or to a list of a million, through PingUp, Kaleyra, Octopods, AISoule, Meta''s Cloud API or 360dialog. Knows whether a failed request may have been delivered, and finishes a broken run without sending anything twice.

Write to people within their 24 hours freely, and to the others with an approved template. Leave out who said stop, keep to the hours of each person''s day, and see in a report what came back.

Try it without an account: Start-WaSandbox opens a gateway on your own machine that speaks every provider''s dialect.

Needs PowerShell 7.4 or later on Linux, macOS or Windows. Windows PowerShell 5.1 is not supported.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    FormatsToProcess       = @('InteractiveMessaging.Format.ps1xml')
    TypesToProcess         = @('InteractiveMessaging.Types.ps1xml')
    CmdletsToExport        = @(
        'Connect-WaProvider', 'Disconnect-WaProvider', 'Get-WaProvider', 'Test-WaProvider'
        'New-WaButton', 'New-WaCarouselCard', 'New-WaHeader', 'New-WaInteractiveMessage', 'New-WaListRow', 'New-WaListSection', 'New-WaMediaMessage'
        'New-WaProductSection', 'New-WaTemplateMessage', 'New-WaTextMessage'
        'Get-WaTemplate', 'ConvertFrom-WaJson', 'ConvertTo-WaJson', 'Test-WaMessage'
        'Show-WaMessage', 'Export-WaPreview', 'ConvertFrom-WaCallback', 'Confirm-WaWebhook'
        'Send-WaMessage', 'Publish-WaMedia', 'ConvertTo-WaNumber', 'Get-WaSuppression', 'Update-WaSuppression'
        'Get-WaSandboxCallback', 'Get-WaSandboxMessage', 'Start-WaSandbox', 'Stop-WaSandbox'
        'Get-WaJournal', 'Initialize-WaJournal', 'Stop-WaCampaign', 'Export-WaReport'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('WhatsApp', 'WhatsAppBusiness', 'Messaging', 'Bulk', 'Campaign', 'Template', <# providers #>'PingUp', 'Kaleyra', 'Octopods', 'AiSoule', 'MetaCloud', '360dialog'<# /providers #>, 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://github.com/interactive-messaging/InteractiveMessaging/blob/v0.1.0/LICENSE'
            ProjectUri   = 'https://github.com/interactive-messaging/InteractiveMessaging'
            IconUri      = 'https://raw.githubusercontent.com/interactive-messaging/InteractiveMessaging/v0.1.0/docs/images/icon.png'
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
