BeforeDiscovery {
    Import-Module InteractiveMessaging
    $script:kinds = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly.GetType('InteractiveMessaging.Cmdlets.Errors').GetProperty('All').GetValue($null) |
        ForEach-Object { @{ Id = $_.Id; Kind = $_ } }
}

BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    $script:text = New-WaTextMessage 'Hello'
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'The error <Id>' -ForEach $kinds {
    It 'has a true category, a meaning and a way out' {
        $Kind.Category | Should -Not -Be NotSpecified
        $Kind.Meaning | Should -Match '^[A-Z].+\.$'
        $Kind.WayOut | Should -Match '^[A-Z].+\.$'
    }

    It 'is a record that says all of it' {
        $record = $Kind.Record('What is wrong.', 'row 7', $null, $null)
        $record.FullyQualifiedErrorId | Should -Be $Id
        $record.CategoryInfo.Category | Should -Be $Kind.Category
        $record.TargetObject | Should -Be 'row 7'
        $record.ErrorDetails.RecommendedAction | Should -Be $Kind.WayOut
        $Kind.Record('What is wrong.', $null, 'Do this.', $null).ErrorDetails.RecommendedAction | Should -Be 'Do this.'
    }
}

Describe 'Errors' {
    It 'have ids that differ' {
        $kinds = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly.GetType('InteractiveMessaging.Cmdlets.Errors').GetProperty('All').GetValue($null)
        $kinds.Id | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
    }

    # The engine names ids as texts; one without a row in the table would cost the error its category and its way out.
    It 'of results and journals all stand in the table' {
        $kinds = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly.GetType('InteractiveMessaging.Cmdlets.Errors').GetProperty('All').GetValue($null)
        $engine = Get-ChildItem $root/src/InteractiveMessaging -Recurse -Filter *.cs | Get-Content -Raw
        $ids = @(
            [regex]::Matches($engine, 'ErrorId = "(\w+)"')
            [regex]::Matches($engine, 'new JournalException\(\s*"(\w+)"')
        ) | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique
        $ids.Count | Should -BeGreaterThan 5
        $ids | Where-Object { $_ -notin $kinds.Id } | Should -BeNullOrEmpty
    }
}

Describe 'What a cmdlet writes' {
    BeforeAll {
        $script:sandbox = Start-WaSandbox -Seed 1
        $script:closed = Join-Path $TestDrive no-such-folder file
    }

    BeforeEach { Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0 }

    It 'has id, category, target and a way out: <Id>' -ForEach @(
        @{ Id = 'MissingColumn'; Target = { $_.Name -eq 'Ada' }; Run = { [pscustomobject]@{ Name = 'Ada' } | New-WaButton } }
        @{ Id = 'MissingColumn'; Target = { $_.Phone -eq '+12025550101' }; Run = { [pscustomobject]@{ Phone = '+12025550101' } | Send-WaMessage -Message (New-WaTextMessage 'Hi {{Name}}') } }
        @{ Id = 'RecipientInvalid'; Target = { $_.Phone -eq '333' }; Run = { [pscustomobject]@{ Phone = '333' } | Send-WaMessage -Message $text } }
        @{ Id = 'RecipientInvalid'; Target = { $_ -eq '333' }; Run = { ConvertTo-WaJson $text -Provider MetaCloud -To 333 } }
        @{ Id = 'MessageInvalid'; Target = { $_.Phone -eq '+12025550101' }; Run = { [pscustomobject]@{ Phone = '+12025550101' } | Send-WaMessage -Message (New-WaTextMessage ('x' * 5000)) } }
        @{ Id = 'BadInput'; Target = { $_ -eq 'Nobody' }; Run = { Test-WaMessage $text -Provider Nobody } }
        @{ Id = 'BadInput'; Target = { $_ -eq 'a text' }; Run = { 'a text' | New-WaInteractiveMessage -Body Hi } }
        @{ Id = 'BadJson'; Target = { $_ -eq '{"a":' }; Run = { '{"a":' | ConvertFrom-WaJson } }
        @{ Id = 'FileNotRead'; Target = { "$_" -eq "$TestDrive" }; Run = { ConvertFrom-WaCallback -Path $TestDrive } }
        @{ Id = 'SignatureInvalid'; Target = { "$_" -like '*callbacks.json' }; Run = { ConvertFrom-WaCallback -Path $root/help/Files/callbacks.json -AppSecret $sandbox.GetKey() -Signature sha256=00 } }
        @{ Id = 'FileNotWritten'; Target = { $_ -like '*no-such-folder*' }; Run = { Export-WaPreview "$closed.html" $text } }
        @{ Id = 'NotConnected'; Target = { $_ -eq 'nowhere' }; Run = { $text | Send-WaMessage -To '+12025550101' -Connection nowhere } }
        @{ Id = 'ConnectionRefused'; Target = { $_ -eq 'Kaleyra' }; Run = { Connect-WaProvider Kaleyra -ApiKey $sandbox.GetKey() } }
        @{ Id = 'JournalNotFound'; Target = { $_ -eq $closed }; Run = { Get-WaJournal $closed } }
        @{ Id = 'JournalUnwritable'; Target = { $_ -eq $closed }; Run = { $text | Send-WaMessage -To '+12025550101' -Journal $closed } }
        @{ Id = 'SandboxNotStarted'; Target = { $_ -eq $sandbox.Port }; Run = { Start-WaSandbox -Port $sandbox.Port } }
    ) {
        $fault = try { & $Run 2>&1 3>$null 6>$null | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike "$Id,InteractiveMessaging.Cmdlets.*"
        $fault.CategoryInfo.Category | Should -Not -Be NotSpecified
        $fault.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $fault.TargetObject | Where-Object $Target | Should -Not -BeNullOrEmpty
    }
}
