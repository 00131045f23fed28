BeforeDiscovery {
    Import-Module InteractiveMessaging
    $script:causes = [Enum]::GetNames([InteractiveMessaging.ErrorCause])
    $script:cmdlets = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly
    $script:vaults = [bool] (Get-Module Microsoft.PowerShell.SecretManagement -ListAvailable)
    $script:kinds = $cmdlets.GetType('InteractiveMessaging.Cmdlets.Errors').GetProperty('All').GetValue($null) | ForEach-Object { @{ Id = $_.Id; Kind = $_ } }

    # How each error is met. Every cause must stand here.
    $script:meetings = @(
        @{ Id = 'MissingColumn'; Target = { $_.Name -eq 'Ada' }; Run = { [pscustomobject]@{ Name = 'Ada' } | New-WaButton } }
        @{ Id = 'MissingColumn'; Target = { $_.Phone -eq '+12025550101' }; Run = { [pscustomobject]@{ Phone = '+12025550101' } | Send-WaMessage -Message (New-WaTextMessage 'Hi {{Name}}') } }
        @{ Id = 'RecipientInvalid'; Target = { $_.Phone -eq '333' }; Run = { [pscustomobject]@{ Phone = '333' } | Send-WaMessage -Message $text } }
        @{ Id = 'RecipientInvalid'; Target = { $_ -eq '333' }; Run = { ConvertTo-WaJson $text -Provider MetaCloud -To 333 } }
        @{ Id = 'MessageInvalid'; Target = { $_.Phone -eq '+12025550101' }; Run = { [pscustomobject]@{ Phone = '+12025550101' } | Send-WaMessage -Message (New-WaTextMessage ('x' * 5000)) } }
        @{ Id = 'BadInput'; Target = { $_ -eq 'a text' }; Run = { 'a text' | New-WaInteractiveMessage -Body Hi } }
        @{ Id = 'BadInput'; Target = { $_ -like 'Env:*' }; Run = { Get-WaJournal Env:\PATH } }
        @{ Id = 'BadInput'; Target = { $_ -like 'Env:*' }; Run = { ConvertFrom-WaCallback -LiteralPath Env:\PATH } }
        @{ Id = 'BadInput'; Target = { $_ -like 'Env:*' }; Run = { $one | Send-WaMessage -Message $text -Journal Env:\run.journal } }
        @{ Id = 'BadInput'; Target = { $_ -like 'Env:*' }; Run = { Export-WaPreview Env:\page.html $text } }
        @{ Id = 'BadInput'; Target = { $_ -like 'a?b' }; Run = { ConvertFrom-WaJson -Path "a`0b" } }
        @{ Id = 'BadInput'; Target = { $_ -like 'a?b' }; Run = { $one | Send-WaMessage -Message $text -Journal "a`0b" } }
        @{ Id = 'BadInput'; Target = { $_ -eq '[' }; Run = { Get-WaProvider '[' } }
        @{ Id = 'BadInput'; Target = { $_ -eq 5 }; Run = { Get-WaJournal $journal -Callback 5, $null } }
        @{ Id = 'BadInput'; Target = { $_.a -is [timespan] }; Run = { @{ a = [timespan]::Zero } | ConvertFrom-WaCallback } }
        @{ Id = 'BadInput'; Target = { $_.a -is [scriptblock] }; Run = { [pscustomobject]@{ a = { throw 'x' } } | ConvertFrom-WaCallback } }
        @{ Id = 'BadInput'; Target = { [double]::IsNaN($_.a) }; Run = { @{ a = [double]::NaN } | ConvertFrom-WaCallback } }
        @{ Id = 'BadInput'; Target = { $_.Count -eq 2 }; Run = { $twins | ConvertFrom-WaCallback } }
        @{ Id = 'BadInput'; Target = { $_.Self }; Run = { $self | ConvertFrom-WaCallback } }
        @{ Id = 'BadInput'; Target = { $_.Self }; Run = { New-WaInteractiveMessage -Body Hi -FlowId 1 -FlowCta Go -FlowData $self } }
        @{ Id = 'BadInput'; Target = { $_.Count -eq 1 }; Run = { , $ring | New-WaInteractiveMessage -Body Hi } }
        @{ Id = 'BadJson'; Target = { $_ -eq '{"a":' }; Run = { '{"a":' | ConvertFrom-WaJson } }
        @{ Id = 'BadJson'; Target = { [string]::IsNullOrWhiteSpace($_) }; Run = { ConvertFrom-WaJson -Json $null, '' } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { ConvertFrom-WaCallback -Path $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { ConvertFrom-WaCallback -LiteralPath $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { ConvertFrom-WaJson -Path $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { ConvertFrom-WaJson -LiteralPath $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { Get-WaJournal $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { Get-WaJournal -LiteralPath $none -Summary } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { Get-WaJournal $journal -Callback $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { Export-WaReport -Journal $none -Path "$TestDrive/report.html" } }
        @{ Id = 'FileNotFound'; Target = { $_ -like '*none`*' }; Run = { Get-WaJournal "$none*" } }
        @{ Id = 'FileNotRead'; Target = { "$_" -eq "$TestDrive" }; Run = { ConvertFrom-WaCallback -Path $TestDrive } }
        @{ Id = 'FileNotRead'; Target = { "$_" -eq "$TestDrive" }; Run = { ConvertFrom-WaJson -LiteralPath $TestDrive } }
        @{ Id = 'FileNotRead'; Target = { "$_" -eq "$TestDrive" }; Run = { Get-WaJournal $TestDrive } }
        @{ Id = 'FileNotWritten'; Target = { $_ -like '*no-such-folder*' }; Run = { Export-WaPreview "$closed.html" $text } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { Publish-WaMedia $none } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq "$none.png" }; Run = { New-WaHeader -Image "$none.png" } }
        @{ Id = 'FileNotRead'; Target = { "$_" -eq "$TestDrive" }; Run = { Publish-WaMedia $TestDrive } }
        @{ Id = 'BadInput'; Target = { $_ -like 'Env:*' }; Run = { New-WaHeader -Image 'Env:\logo.png' } }
        @{ Id = 'BadInput'; Target = { $_ -like '*{{x}}*' }; Run = { New-WaMediaMessage -Document './{{x}}.pdf' } }
        @{ Id = 'BadJson'; Target = { $_ -like '*file:*' }; Run = { '{"type":"image","image":{"link":"file:///etc/hosts"}}' | ConvertFrom-WaJson } }
        @{ Id = 'MediaInvalid'; Target = { $_ -like '*logo.jpg' }; Run = { Publish-WaMedia (Copy-Item $logo $TestDrive/logo.jpg -PassThru) } }
        @{ Id = 'NoUpload'; Target = { $_.Provider -eq 'AiSoule' }; Run = { Connect-WaProvider AiSoule -Sandbox $sandbox; Publish-WaMedia $logo } }
        @{ Id = 'NoUpload'; Target = { $_.Name -eq 'elsewhere' }; Run = { Connect-WaProvider 360dialog -Name elsewhere -Endpoint 'https://a.example/messages' -ApiKey $sandbox.GetKey(); Publish-WaMedia $logo } }
        @{ Id = 'UploadRefused'; Target = { $_ -like '*logo.png' }; Fault = @{ Reject = 1 }; Run = { Publish-WaMedia $logo -Force } }
        @{ Id = 'UploadFailed'; Target = { $_ -like '*logo.png' }; Fault = @{ ServerError = 1 }; Run = { Publish-WaMedia $logo -Force } }
        @{ Id = 'RunStopped'; Target = { $_ -like '*logo.png' }; Fault = @{ Unauthorized = 1 }; Run = { Publish-WaMedia $logo -Force } }
        @{ Id = 'SignatureInvalid'; Target = { "$_" -like '*callbacks.json' }; Run = { ConvertFrom-WaCallback -Path $root/help/Files/callbacks.json -AppSecret $sandbox.GetKey() -Signature sha256=00 } }
        @{ Id = 'VerifyTokenInvalid'; Target = { $_ -eq 'hub.verify_token' }; Run = { Confirm-WaWebhook '?hub.mode=subscribe&hub.challenge=1&hub.verify_token=guessed' -VerifyToken $sandbox.GetKey() } }
        @{ Id = 'ProviderMissing'; Target = { $_ -eq 'acme' }; Run = { Connect-WaProvider -Name acme } }
        @{ Id = 'ProviderUnknown'; Target = { $_ -eq 'Nobody' }; Run = { Connect-WaProvider Nobody } }
        @{ Id = 'ProviderUnknown'; Target = { $_ -eq 'Nobody' }; Run = { Test-WaMessage $text -Provider Nobody } }
        @{ Id = 'ConnectionRefused'; Target = { $_ -eq 'Kaleyra' }; Run = { Connect-WaProvider Kaleyra -ApiKey $sandbox.GetKey() } }
        @{ Id = 'KeyMissing'; Target = { $_ -eq 'AiSoule' }; Run = { Connect-WaProvider AiSoule } }
        @{ Id = 'KeyMissing'; Target = { $_ -eq 'AiSoule' }; Run = { Connect-WaProvider AiSoule -ApiKeyVariable WA_NO_SUCH } }
        @{ Id = 'KeyUnreadable'; Target = { $_ -eq 'AiSoule' }; Run = { $env:WA_TEST_KEY = 'two words'; Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY } }
        @{ Id = 'ProfileRefused'; Target = { $_ -eq 'broken' }; Run = { Connect-WaProvider -Name broken } }
        @{ Id = 'NoSecretManagement'; Target = { $_ -eq 'AiSoule' }; Alone = '$env:PSModulePath = "$PSHOME/Modules"; Connect-WaProvider AiSoule -SecretName acme' }
        @{ Id = 'VaultRefused'; Target = { $_ -eq 'AiSoule' }; Alone = 'Connect-WaProvider AiSoule -SecretName acme'; Skip = -not $vaults }
        @{ Id = 'NotConnected'; Target = { $_ -eq 'nowhere' }; Run = { $text | Send-WaMessage -To '+12025550101' -Connection nowhere } }
        @{ Id = 'Rejected'; Target = { $_.Phone -eq '+12025550101' }; Fault = @{ Reject = 1 }; Run = { $one | Send-WaMessage -Message $text } }
        @{ Id = 'Failed'; Target = { $_.Phone -eq '+12025550101' }; Fault = @{ Unavailable = 1 }; Run = { $one | Send-WaMessage -Message $text -MaxRetryCount 0 } }
        @{ Id = 'InDoubt'; Target = { $_.Phone -eq '+12025550101' }; Fault = @{ Drop = 1 }; Run = { $one | Send-WaMessage -Message $text } }
        @{ Id = 'RunStopped'; Target = { $_.Status -eq 'NotSent' }; Fault = @{ Unauthorized = 1 }; Run = { $one | Send-WaMessage -Message $text } }
        @{ Id = 'OutageStopped'; Target = { $_.Status -eq 'NotSent' }; Fault = @{ ServerError = 1 }; Run = { $one | Send-WaMessage -Message $text -StopAfterFailures 1 -ErrorAction SilentlyContinue } }
        @{ Id = 'RowsFailed'; Target = { $_ -eq 'Send-WaMessage' }; Run = { $one, '333' | Send-WaMessage -Message $text -ErrorAction Stop } }
        @{ Id = 'ConnectionClosed'; Target = { $_.Status -eq 'NotSent' }; Run = { $one | ForEach-Object { Disconnect-WaProvider; $_ } | Send-WaMessage -Message $text } }
        @{ Id = 'JournalFailed'; Target = { $_ -eq 'NotSent' }; Skip = $IsWindows; LargestFile = 100; Alone = {
                Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox) -RatePerSecond 0
                1..1000 | ForEach-Object { "+1202555$('{0:0000}' -f $_)" } | Send-WaMessage -Message (New-WaTextMessage Hello) -Journal full
            } }
        @{ Id = 'JournalUnwritable'; Target = { $_ -eq $closed }; Run = { $text | Send-WaMessage -To '+12025550101' -Journal $closed } }
        @{ Id = 'JournalForeign'; Target = { $_ -eq $pipe }; Skip = $IsWindows; Run = { $one | Send-WaMessage -Message $text -Journal $pipe } }
        @{ Id = 'JournalBusy'; Target = { $_ -like '*busy' }; Run = {
                1..2 | ForEach-Object {
                    if ($_ -eq 2) { $null = Send-WaMessage -To '+12025550101' -Message $text -Journal $TestDrive/busy }
                    "+1202555010$_"
                } | Send-WaMessage -Message $text -Journal $TestDrive/busy
            } }
        @{ Id = 'JournalDamaged'; Target = { $_ -eq "$journal.damaged" }; Run = { $text | Send-WaMessage -To '+12025550101' -Journal "$journal.damaged" } }
        @{ Id = 'JournalDamaged'; Target = { $_ -eq "$journal.damaged" }; Run = { Get-WaJournal "$journal.damaged" } }
        @{ Id = 'JournalForeign'; Target = { $_ -eq "$PSCommandPath" }; Run = { Get-WaJournal $PSCommandPath } }
        @{ Id = 'JournalNewer'; Target = { $_ -eq "$journal.newer" }; Run = { Get-WaJournal "$journal.newer" } }
        @{ Id = 'JournalKeyDiffers'; Target = { $_ -eq $journal }; Run = { $one | Send-WaMessage -Message $text -Journal $journal -Key Phone } }
        @{ Id = 'JournalMessageDiffers'; Target = { $_ -eq $journal }; Run = { $one | Send-WaMessage -Message (New-WaTextMessage 'Other') -Journal $journal } }
        @{ Id = 'JournalConnectionDiffers'; Target = { $_ -eq $journal }; Run = { Connect-WaProvider MetaCloud -Sandbox $sandbox; $one | Send-WaMessage -Message $text -Journal $journal } }
        @{ Id = 'TemplatesNotListed'; Target = { $_.Name -eq 'PingUp' }; Run = { Connect-WaProvider PingUp -Sandbox $sandbox; Get-WaTemplate } }
        @{ Id = 'TemplatesNotRead'; Target = { $_.Name -eq 'Octopods' }; Run = {
                $listing = Start-WaSandbox -Template (Get-WaTemplate -Path $root/help/Files/templates.json) -Fault @{ Unauthorized = 1 }
                Connect-WaProvider Octopods -Sandbox $listing
                Get-WaTemplate
            } }
        @{ Id = 'SuppressionUnwritable'; Target = { $_ -eq $closed }; Run = { Update-WaSuppression $closed -Number '+12025550101' } }
        @{ Id = 'SuppressionDamaged'; Target = { $_ -eq "$stop.damaged" }; Run = { Get-WaSuppression "$stop.damaged" } }
        @{ Id = 'SuppressionDamaged'; Target = { $_ -eq "$stop.damaged" }; Run = { Update-WaSuppression "$stop.damaged" -Number '+12025550101' } }
        @{ Id = 'SuppressionForeign'; Target = { $_ -eq "$PSCommandPath" }; Run = { Get-WaSuppression $PSCommandPath } }
        @{ Id = 'SuppressionNewer'; Target = { $_ -eq "$stop.newer" }; Run = { Get-WaSuppression "$stop.newer" } }
        @{ Id = 'RecipientInvalid'; Target = { $_ -eq '333' }; Run = { ConvertTo-WaNumber 333 } }
        @{ Id = 'FileNotFound'; Target = { $_ -eq $none }; Run = { Get-WaSuppression $none } }
        @{ Id = 'SandboxNotStarted'; Target = { $_ -eq $sandbox.Port }; Run = { Start-WaSandbox -Port $sandbox.Port } }
        @{ Id = 'NoSandbox'; Alone = 'Get-WaSandboxMessage' }
    )
    $script:here = $meetings | Where-Object { $_.Run -and -not $_.Skip }
    $script:elsewhere = $meetings | Where-Object { $_.Alone -and -not $_.Skip }
}

BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    $script:text = New-WaTextMessage 'Hello'
    $script:one = [pscustomobject]@{ Phone = '+12025550101' }
    $script:before = @{ XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME; XDG_STATE_HOME = $env:XDG_STATE_HOME; WA_TEST_KEY = $env:WA_TEST_KEY }
    $env:XDG_CONFIG_HOME = Join-Path $TestDrive config
    $env:XDG_STATE_HOME = Join-Path $TestDrive state
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
    $before.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
}

Describe 'The error <Id>' -ForEach $kinds {
    It 'has a true category, a meaning and a recommendation' {
        $Kind.Category | Should -Not -Be NotSpecified
        $Kind.Meaning | Should -Match '^[A-Z].+\.$'
        $Kind.Recommendation | Should -Match '^[A-Z].+\.$'
    }

    It 'is a record that says all of it' {
        $record = $Kind.Record('What is wrong.', 'row 7', $null, $null)
        $record.FullyQualifiedErrorId | Should -Be $Id
        $record.Exception | Should -BeOfType InteractiveMessaging.WaException
        $record.Exception.Cause | Should -Be $Id
        $record.CategoryInfo.Category | Should -Be $Kind.Category
        $record.TargetObject | Should -Be 'row 7'
        $record.ErrorDetails.RecommendedAction | Should -Be $Kind.Recommendation
        $Kind.Record('What is wrong.', $null, 'Do this.', $null).ErrorDetails.RecommendedAction | Should -Be 'Do this.'
    }
}

Describe 'Causes and errors' {
    It 'are the same, one row of the table for each cause' -ForEach @(@{ Causes = $causes; Ids = $kinds.Id }) {
        $Ids | Sort-Object | Should -Be ($Causes | Sort-Object)
    }

    It 'can all be met' -ForEach @(@{ Causes = $causes; Met = $meetings.Id }) {
        $Causes | Where-Object { $_ -notin $Met } | Should -BeNullOrEmpty
        $Met | Where-Object { $_ -notin $Causes } | Should -BeNullOrEmpty
    }

    It 'stand in docs/errors.md' -ForEach @(@{ Causes = $causes }) {
        $documented = Get-Content $root/docs/errors.md | Where-Object { $_ -match '^\| `(\w+)` \|' } | ForEach-Object { $Matches[1] }
        $documented | Should -Be ($Causes | Sort-Object)
    }
}

Describe 'What a cmdlet writes' {
    BeforeAll {
        function Get-FirstError([scriptblock] $Run) {
            try { & $Run 2>&1 3>$null 6>$null | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | Select-Object -First 1 } catch { $_ }
        }

        # In a process and a home of its own. Files may have so many kilobytes.
        function Get-ErrorElsewhere($Script, $LargestFile) {
            $file = Join-Path $TestDrive elsewhere.ps1
            Set-Content $file "Import-Module '$((Get-Module InteractiveMessaging).ModuleBase)'; try { `$null = . { $Script } 2>&1 3>&1 } catch {"
            Add-Content $file '@{
                    Id             = $_.FullyQualifiedErrorId
                    Cause          = "$($_.Exception.Cause)"
                    Category       = "$($_.CategoryInfo.Category)"
                    Recommendation = $_.ErrorDetails.RecommendedAction
                    Target         = "$($_.TargetObject.Status ?? $_.TargetObject)"
                } | ConvertTo-Json -Compress }'
            $home_ = $env:HOME
            $env:HOME = (New-Item $TestDrive/home -ItemType Directory -Force).FullName
            Push-Location $TestDrive
            $said = try {
                if ($LargestFile) {
                    # .NET keeps the code it makes in a file in memory, which counts as one.
                    bash -c "trap '' XFSZ; ulimit -f $LargestFile; export DOTNET_EnableWriteXorExecute=0; exec '$shell' -NoProfile -NonInteractive -File '$file'"
                } else {
                    & $shell -NoProfile -NonInteractive -File $file
                }
            } finally {
                Pop-Location
                $env:HOME = $home_
            }
            $said | Select-Object -Last 1 | ConvertFrom-Json
        }

        $script:shell = (Get-Process -Id $PID).Path

        $script:sandbox = Start-WaSandbox -Seed 1
        $script:closed = Join-Path $TestDrive no-such-folder file
        $script:none = Join-Path $TestDrive none
        $script:logo = Join-Path $root help/Files/logo.png
        $script:journal = Join-Path $TestDrive journal
        Connect-WaProvider MetaCloud -Sandbox $sandbox -Name main -RatePerSecond 0
        $null = $one | Send-WaMessage -Message $text -Journal $journal
        $script:stop = Join-Path $TestDrive stop.txt
        Update-WaSuppression $stop -Number '+12025550101', '+12025550102'
        $lines = Get-Content $stop
        $lines[0], $lines[1].Replace('0101', '0109'), $lines[2] | Set-Content "$stop.damaged"
        $lines[0].Replace('"format":1', '"format":9') | Set-Content "$stop.newer"

        $bytes = [IO.File]::ReadAllBytes($journal)
        $bytes[200] = $bytes[200] -bxor 1
        [IO.File]::WriteAllBytes("$journal.damaged", $bytes)

        [IO.File]::WriteAllText("$journal.newer", '{"n":1,"type":"journal","format":99,"crc":"00000000"}')

        $script:twins = @{ 1 = 'a' }
        $twins['1'] = 'b'
        $script:self = @{}
        $self.Self = $self
        $script:ring = [Collections.ArrayList]::new()
        $null = $ring.Add($ring)
        $script:pipe = Join-Path $TestDrive pipe
        if (-not $IsWindows) { mkfifo $pipe }

        $profiles = New-Item -ItemType Directory (Join-Path $env:XDG_CONFIG_HOME InteractiveMessaging connections)
        Set-Content $profiles/broken.json 'oops'
        if (-not $IsWindows) { chmod 600 $profiles/broken.json }
    }

    BeforeEach { Connect-WaProvider MetaCloud -Sandbox $sandbox -Name main -RatePerSecond 0 }

    It 'has id, cause, category, target and a recommendation: <Id>, met by <Run>' -ForEach $here {
        if ($Fault) { Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox -Seed 1 -Fault $Fault) -RatePerSecond 0 }
        $met = Get-FirstError $Run
        $met.FullyQualifiedErrorId | Should -BeLike "$Id,InteractiveMessaging.Cmdlets.*"
        $met.Exception.Cause | Should -Be $Id
        $met.CategoryInfo.Category | Should -Not -Be NotSpecified
        $met.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $met.TargetObject | Where-Object $Target | Should -Not -BeNullOrEmpty
    }

    It 'has them in a process of its own: <Id>' -ForEach $elsewhere {
        $met = Get-ErrorElsewhere $Alone $LargestFile
        $met.Id | Should -BeLike "$Id,InteractiveMessaging.Cmdlets.*"
        $met.Cause | Should -Be $Id
        $met.Category | Should -Not -BeIn NotSpecified, ''
        $met.Recommendation | Should -Not -BeNullOrEmpty
        if ($Target) { $met.Target | Where-Object $Target | Should -Not -BeNullOrEmpty }
    }
}
