# The next provider is one file and one line in the list. A provider of the engine's own tests takes a place in the list here, in a
# PowerShell of its own, and nothing else is changed.
BeforeDiscovery {
    # The engine's tests need the newest .NET.
    $script:newest = [Environment]::Version.Major -ge 10
}

Describe 'A provider that is new in the list' -Skip:(-not $newest) {
    BeforeAll {
        Import-Module InteractiveMessaging
        $module = (Get-Module InteractiveMessaging).ModuleBase
        $root = Split-Path (Split-Path $PSScriptRoot)
        $build = Join-Path $root output/build/bin
        $made = Join-Path $TestDrive docs
        $config = Join-Path $TestDrive config
        $script = Join-Path $TestDrive child.ps1
        Set-Content $script @"
            `$ErrorActionPreference = 'Stop'
            `$env:XDG_CONFIG_HOME = '$config'
            `$env:WA_TEST_KEY = 'key-of-the-tests'
            Import-Module '$module'
            `$tests = [System.Reflection.Assembly]::LoadFrom('$build/InteractiveMessaging.Tests/release/InteractiveMessaging.Tests.dll')
            `$all = [InteractiveMessaging.ProviderCatalog]::All
            `$list = `$all.GetType().GetFields('NonPublic, Instance')[0].GetValue(`$all)
            `$list[-1] = [Activator]::CreateInstance(`$tests.GetType('InteractiveMessaging.Tests.Seams.Parlour'), `$true)

            'listed: ' + (Get-WaProvider -ListAvailable Parlour).Settings.Name
            'completed: ' + (TabExpansion2 'Connect-WaProvider Parlour -Ro').CompletionMatches.CompletionText
            'syntax: ' + (Get-Command Connect-WaProvider -Syntax)
            try { Connect-WaProvider Parlour -Room blue -Sid HX1 -ApiKeyVariable WA_TEST_KEY } catch { 'refused: ' + `$_ }
            try { Connect-WaProvider Parlour -Room `$null -From 1 -ApiKeyVariable WA_TEST_KEY } catch { 'empty: ' + `$_ }

            `$null = Start-WaSandbox -OutVariable sandbox
            Connect-WaProvider Parlour -Room red -From 12025550122 -Sandbox `$sandbox[0]
            `$result = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Tea?' | Send-WaMessage -To '+12025550100'
            'sent: ' + `$result.Status
            'taken: ' + ((Get-WaSandboxMessage).Provider, (Get-WaSandboxMessage).Path, (Get-WaSandboxMessage).Body -join ' ')

            Connect-WaProvider Parlour -Room red -From 12025550122 -ApiKeyVariable WA_TEST_KEY -Name tea -Save
            Disconnect-WaProvider *
            'opened: ' + (Connect-WaProvider -Name tea -Room green -PassThru).Address

            & '$root/help/Build-Help.ps1' -Module '$module' -Comments '$build/InteractiveMessaging.Cmdlets/release' -HelpFile '$made/help.xml' -Docs '$made'
"@
        $script:said = pwsh -NoProfile -NonInteractive -File $script
    }

    It 'is connected with settings that no parameter was written for' {
        $said | Should -Contain 'listed: Room From'
        $said | Should -Contain 'completed: -Room'
        "$said" | Should -BeLike '*syntax: *`[-Room <string>`]*`[-From <string>`]*'
        $said | Should -Contain "refused: Parlour: -From is missing (the number Parlour lent you); -Sid belongs to Kaleyra."
        "$said" | Should -BeLike '*empty: -Room is empty*'
        $said | Should -Contain 'opened: https://api.parlour.example/green/notes'
    }

    It 'sends, and the sandbox speaks for it' {
        $said | Should -Contain 'sent: Accepted'
        $said | Should -Contain 'taken: Parlour /red/choices/2 Tea?'
    }

    It 'is in the help' {
        $page = Get-Content $made/cmdlets/Connect-WaProvider.md -Raw
        $page | Should -BeLike "*### -Room*the room's name in Parlour's console. For example blue. Only Parlour.*"
        $page | Should -BeLike '*One of PingUp,*Parlour.*'
        Get-Content $made/help.xml -Raw | Should -BeLike '*<maml:name>Room</maml:name>*'
    }
}

Describe 'The list of providers' {
    BeforeAll {
        Import-Module InteractiveMessaging
        $script:connect = (Get-Command Connect-WaProvider).Parameters
        $script:settings = [InteractiveMessaging.ProviderCatalog]::All.Settings.Name | Sort-Object -Unique
    }

    It 'has for each setting a parameter of its own' {
        foreach ($name in $settings) { $connect[$name].ParameterType | Should -Be ([string]) -Because "-$name is a setting" }
        $others = 'Provider', 'ApiKey', 'ApiKeyVariable', 'SecretName', 'VaultName', 'BaseUri', 'Endpoint', 'Proxy', 'Sandbox', 'Name', 'RatePerSecond', 'Save', 'PassThru'
        $connect.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters } | Sort-Object |
            Should -Be ($settings + $others | Sort-Object)
    }

    It 'is what the help of the options of a send says' {
        foreach ($option in [enum]::GetValues([InteractiveMessaging.SendOption]) | Where-Object { $_ }) {
            $able = [InteractiveMessaging.ProviderCatalog]::All | Where-Object { $_.Options.HasFlag($option) }
            $text = (Get-Help Send-WaMessage -Parameter $option).description.Text
            $text | Should -Match "Only $($able[0].Name)"
            foreach ($provider in [InteractiveMessaging.ProviderCatalog]::All) {
                $text -match "\b$($provider.Name)\b" | Should -Be ($provider -in $able) -Because "-$option and $($provider.Name)"
            }
        }
    }
}
