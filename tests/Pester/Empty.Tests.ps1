# What is given and empty is never the same as what is left out. A misspelled variable, or a secret that is not there, must not open
# what it was meant to close: send to the real provider, without a journal, over another account, unverified, or to more people.
BeforeDiscovery {
    Import-Module InteractiveMessaging
    $common = [System.Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm'

    # Parameters whose empty value opens nothing, and why.
    $harmless = @{
        'Confirm-WaWebhook InputObject'        = 'an error of its own'
        'ConvertFrom-WaCallback InputObject'   = 'nothing to read gives nothing'
        'ConvertFrom-WaJson Json'              = 'an error of its own'
        'ConvertTo-WaJson Message'             = 'an error of its own'
        'Export-WaReport Callback'             = 'no callbacks have come yet: nothing came back'
        'Export-WaPreview Message'             = 'an error of its own'
        'Export-WaPreview InputObject'         = 'an error of its own'
        'Get-WaJournal Path'                   = 'an error of its own'
        'Get-WaJournal LiteralPath'            = 'an error of its own'
        'Get-WaJournal Callback'               = 'no callbacks have come yet: no doubt ends'
        'ConvertTo-WaNumber InputObject'       = 'an error of its own'
        'Get-WaSuppression Path'               = 'an error of its own'
        'Get-WaSuppression LiteralPath'        = 'an error of its own'
        'Send-WaMessage Message'               = 'an error of its own'
        'Send-WaMessage To'                    = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage UserId'                = 'belongs to a row; People.Tests.ps1'
        'Send-WaMessage InputObject'           = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage Reference'             = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage Delay'                 = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage ClientName'            = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage ClientId'              = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage TeammateId'            = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage ReplyTo'               = 'belongs to a row; SendRows.Tests.ps1'
        'Send-WaMessage ThrottleLimit'         = 'a number in a range: PowerShell refuses null and 0'
        'Send-WaMessage MaxRetryCount'         = 'a number in a range: 0 tries less'
        'Send-WaMessage TimeoutSec'            = 'a number in a range: PowerShell refuses null and 0'
        'Send-WaMessage JournalFlush'          = 'a list of names: PowerShell refuses others'
        'Send-WaMessage Total'                 = 'only for the progress bar'
        'Show-WaMessage Message'               = 'an error of its own'
        'Show-WaMessage InputObject'           = 'an error of its own'
        'Show-WaMessage Width'                 = 'a number in a range'
        'Start-WaSandbox Port'                 = 'a number in a range'
        'Start-WaSandbox Fault'                = 'a sandbox reaches nobody'
        'Start-WaSandbox Seed'                 = 'a sandbox reaches nobody'
        'Test-WaMessage Message'               = 'an error of its own'
        'Test-WaMessage InputObject'           = 'an error of its own'
        'Test-WaProvider TimeoutSec'           = 'a number in a range'
    }

    # Builders make values and reach nobody; what they lack is an error of theirs or of the rules.
    $outward = 'Connection', 'Provider', 'Sandbox', 'Journal', 'Path', 'LiteralPath'
    $script:guarded = foreach ($command in Get-Command -Module InteractiveMessaging -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values) {
            $name = "$($command.Name) $($parameter.Name)"
            $builds = $command.Verb -eq 'New' -and $parameter.Name -notin $outward
            if ($parameter.Name -notin $common -and -not $parameter.SwitchParameter -and -not $builds -and -not $harmless[$name]) {
                @{ Command = $command.Name; Name = $parameter.Name }
            }
        }
    }
    $script:unknown = $harmless.Keys | Where-Object { $cmdlet, $name = -split $_; -not (Get-Command $cmdlet).Parameters[$name] }
    $script:marked = foreach ($command in Get-Command -Module InteractiveMessaging -CommandType Cmdlet) {
        foreach ($parameter in $command.Parameters.Values) {
            if ($parameter.Attributes | Where-Object { $_ -is [InteractiveMessaging.Cmdlets.NeverEmptyAttribute] }) { "$($command.Name) $($parameter.Name)" }
        }
    }
}

BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:sandbox = Start-WaSandbox
    $script:key = $sandbox.GetKey()
    $script:text = New-WaTextMessage 'Hello'
    $script:before = @{ XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME; XDG_STATE_HOME = $env:XDG_STATE_HOME; WA_TEST_KEY = $env:WA_TEST_KEY }
    $env:XDG_CONFIG_HOME = Join-Path $TestDrive config
    $env:XDG_STATE_HOME = Join-Path $TestDrive state
    $env:WA_TEST_KEY = 'key-of-the-tests'

    # What would go on, were the parameter left out.
    Connect-WaProvider Kaleyra -ApiKeyVariable WA_TEST_KEY -Sid S1 -Sender '+12025550100' -Name saved -Save
    Connect-WaProvider Kaleyra -Sandbox $sandbox -Name main -RatePerSecond 0
    $script:journal = Join-Path $TestDrive run.journal
    $script:message = 'Yes' | New-WaButton | New-WaInteractiveMessage -Body 'Shall we?'
    $null = $message | Send-WaMessage -To '+12025550101' -Journal $journal

    $script:empty = @{
        'null'                                      = $null
        'an empty text'                             = ''
        'a blank text'                              = ' '
        'an empty list'                             = @()
        'a list of nothing'                         = @($null)
        'an empty secret'                           = [securestring]::new()
        'what a command without an output returns'  = [System.Management.Automation.Internal.AutomationNull]::Value
    }

    $script:works = @{
        'Confirm-WaWebhook'      = { @{ InputObject = '?hub.mode=subscribe&hub.challenge=1&hub.verify_token=t' } }
        'Connect-WaProvider'     = { param($without) $all = @{ Provider = 'Kaleyra'; Name = 'saved'; ApiKey = $key; Sid = 'S1'; Sender = '+12025550100' }
            if ($without -in 'SecretName', 'ApiKeyVariable') { $all.Remove('ApiKey') }
            $all }
        'ConvertFrom-WaCallback' = { param($without) $without -in 'Path', 'LiteralPath' ? @{} : @{ InputObject = '{"object":"x"}' } }
        'ConvertFrom-WaJson'     = { @{} }
        'ConvertTo-WaJson'       = { @{ Message = $message } }
        'ConvertTo-WaNumber'     = { @{ Number = '+12025550101' } }
        'Disconnect-WaProvider'  = { @{} }
        'Export-WaPreview'       = { @{ Message = $message; Path = "$TestDrive/p.html" } }
        'Export-WaReport'        = { @{ Journal = $journal; Path = "$TestDrive/r.html" } }
        'Get-WaJournal'          = { @{ Path = $journal } }
        'Get-WaProvider'         = { @{} }
        'Initialize-WaJournal'   = { @{ Journal = 'postgresql://nobody@127.0.0.1:1/none?journal=none' } }
        'Get-WaSandboxCallback'  = { param($without) $without -eq 'Message' ? @{} : @{ Message = (Get-WaSandboxMessage -Last 1) } }
        'Get-WaSandboxMessage'   = { @{} }
        'Get-WaTemplate'         = { param($without) $without -in 'LiteralPath', 'Connection' ? @{} : @{ Path = "$PSScriptRoot/../../help/Files/templates.json" } }
        'Get-WaSuppression'      = { @{ Path = "$TestDrive/none.txt" } }
        'Publish-WaMedia'        = { param($without) $without -eq 'LiteralPath' ? @{} : @{ Path = "$PSScriptRoot/../../help/Files/logo.png" } }
        'Send-WaMessage'         = { @{ Message = $message; To = '+12025550101' } }
        'Show-WaMessage'         = { @{ Message = $message } }
        'Start-WaSandbox'        = { @{} }
        'Stop-WaCampaign'        = { @{ Journal = 'postgresql://nobody@127.0.0.1:1/none?journal=none' } }
        'Stop-WaSandbox'         = { @{} }
        'Test-WaMessage'         = { @{ Message = $message } }
        'Test-WaProvider'        = { @{} }
        'Update-WaSuppression'   = { param($without) $without -in 'Number', 'UserId', 'CountryCode' ? @{ Path = "$TestDrive/none.txt"; Number = '+12025550101' } : @{ Path = "$TestDrive/none.txt"; Callback = '{}' } }
    }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
    $before.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
}

Describe 'Given and empty' {
    It 'is an error that names the parameter and reaches nobody: <Command> -<Name>' -ForEach $guarded {
        # A number in a range is PowerShell's to refuse, and it names the parameter.
        $right = 'BadInput', 'ParameterArgumentValidationError' | ForEach-Object { "$_,$((Get-Command $Command).ImplementingType)" }
        foreach ($form in $empty.Keys) {
            $arguments = & $works[$Command] $Name
            $arguments[$Name] = $empty[$form]
            $requests = $sandbox.Requests
            $found = $fault = $null
            try { $found = & $Command @arguments -ErrorAction Stop } catch { $fault = $_ }
            $fault.FullyQualifiedErrorId | Should -BeIn $right -Because "it is $form"
            "$fault" | Should -BeLike "*$Name*"
            $found | Should -BeNullOrEmpty
            $sandbox.Requests | Should -Be $requests -Because "it is $form"
            $sandbox.IsRunning | Should -BeTrue
            (Get-WaProvider).Name | Should -Be 'saved', 'main'
            (Get-ChildItem $TestDrive -File).Name | Should -Be run.journal
        }
    }
}

Describe 'The list of harmless parameters' {
    It 'names parameters that are there, and none that is marked' -ForEach @{ Unknown = $unknown; Marked = @($marked | Where-Object { $harmless[$_] }) } {
        $Unknown | Should -BeNullOrEmpty
        $Marked | Should -BeNullOrEmpty
    }
}

Describe 'Empty, out of a pipeline' {
    It 'is an error for <Command>' -ForEach @{ Command = 'Test-WaProvider' }, @{ Command = 'Get-WaSandboxMessage' }, @{ Command = 'Disconnect-WaProvider' }, @{ Command = 'Stop-WaSandbox' } {
        $requests = $sandbox.Requests
        { $null | & $Command -ErrorAction Stop } | Should -Throw -ErrorId 'BadInput,*'
        $sandbox.Requests | Should -Be $requests
        $sandbox.IsRunning | Should -BeTrue
        (Get-WaProvider).Name | Should -Be 'saved', 'main'
    }
}

Describe 'A forged callback' {
    It 'is not believed where the app secret is a variable that is not set' {
        $found = $null
        { $script:found = '{"messages":[{"type":"text","from":"12025550101","id":"x","text":{"body":"stop"}}]}' | ConvertFrom-WaCallback -AppSecret $noSuchSecret } | Should -Throw -ErrorId 'BadInput,*'
        $found | Should -BeNullOrEmpty
    }
}
