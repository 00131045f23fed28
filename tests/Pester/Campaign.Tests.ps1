# A campaign with the cmdlets: a tier, hours, people who say stop, an outage, a killed process. Each run goes on where the last one ended.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:journal = Join-Path $TestDrive october.journal
    $script:stops = Join-Path $TestDrive stop.txt
    $script:received = [Collections.Generic.List[string]]::new()
    $script:hello = New-WaTextMessage 'Hi {{Name}}'

    # It is day for five of six. Row 3 is nobody's number, and the last row says the same to the first person again.
    $script:people = 1..60 | ForEach-Object {
        [pscustomobject]@{ Name = "P$_"; Phone = $_ -eq 3 ? '333' : "+120255501$('{0:00}' -f $_)"; TimeZone = $_ % 6 ? 'Etc/UTC' : 'Etc/GMT-12' }
    }
    $script:rows = $people + $people[0]

    function Hours([int] $From) { "$([datetime]::UtcNow.AddHours($From).ToString('HH:mm'))-$([datetime]::UtcNow.AddHours($From + 2).ToString('HH:mm'))" }

    # The provider is always at the same address, whatever is wrong with it that day.
    function Day([hashtable] $Fault = @{}) {
        $where = @{}
        if ($sandbox) {
            Get-WaSandboxMessage -Sandbox $sandbox | ForEach-Object { $received.Add($_.To) }
            $where = @{ Port = $sandbox.Port }
            $sandbox | Stop-WaSandbox
        }
        $script:sandbox = Start-WaSandbox @where -Fault $Fault
        $env:WA_CAMPAIGN_KEY = [Net.NetworkCredential]::new('', $sandbox.GetKey()).Password
        Connect-WaProvider MetaCloud -Name campaign -BaseUri $sandbox.BaseUri -PhoneNumberId 106540352242922 -ApiKeyVariable WA_CAMPAIGN_KEY -RatePerSecond 0
    }

    function Run([string] $Window = (Hours -1), [hashtable] $More = @{}) {
        $rows | Send-WaMessage -Message $hello -Journal $journal -Exclude $stops -SendWindow $Window -ThrottleLimit 1 -MaxRetryCount 0 @More -ErrorAction SilentlyContinue 6> $null
    }

    function Count($Results) { $Results | Group-Object Status -NoElement | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" } }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
    $env:WA_CAMPAIGN_KEY = $null
}

Describe 'A campaign' {
    It 'writes to as many as the tier allows, and to nobody who said stop' {
        Day
        Update-WaSuppression $stops -Number '+12025550102'
        $plan = Run -More @{ WhatIf = $true; MaxRecipients = 20 } | Select-Object -Last 1
        $plan.Rows, $plan.ToSend, $plan.Excluded, $plan.Duplicates, $plan.Invalid[0].Count | Should -Be 61, 58, 1, 1, 1
        Count (Run -More @{ MaxRecipients = 20 }) | Should -Be '20 Accepted', '1 Excluded', '1 Invalid', '38 NotSent', '1 Skipped'
    }

    It 'keeps to those who answer stop, and to the hours of each' {
        Get-WaSandboxMessage | Select-Object -First 1 | Get-WaSandboxCallback -Answer 'Stop!' | Set-Content $TestDrive/callbacks.txt
        Update-WaSuppression $stops -Callback $TestDrive/callbacks.txt
        Update-WaSuppression $stops -Number '+12025550140'
        (Get-WaSuppression $stops).Recipient | Sort-Object | Should -Be '+12025550101', '+12025550102', '+12025550140'
    }

    It 'ends at an outage, with few in doubt' {
        Day -Fault @{ Unavailable = 0.5; Drop = 0.5 }
        { Run -More @{ StopAfterFailures = 6; OutVariable = 'script:results' } } | Should -Throw '6 messages in a row *' -ErrorId 'OutageStopped,*'
        @($results | Where-Object Status -In Failed, InDoubt).Count | Should -BeIn 6, 7
        $script:doubts = @($results | Where-Object Status -EQ InDoubt).To
        $results.Status | Should -Not -Contain Accepted
        (Get-WaJournal $journal -Summary).InDoubt | Should -Be $doubts.Count
    }

    It 'goes on after its process was killed' {
        Day
        $script = Join-Path $TestDrive child.ps1
        Set-Content $script @'
param($Module, $Uri, $Folder, $Window)
Import-Module $Module
Connect-WaProvider MetaCloud -Name campaign -BaseUri $Uri -PhoneNumberId 106540352242922 -ApiKeyVariable WA_CAMPAIGN_KEY -RatePerSecond 10
Import-Csv (Join-Path $Folder people.csv) | Send-WaMessage -Message (New-WaTextMessage 'Hi {{Name}}') -Journal (Join-Path $Folder october.journal) -Exclude (Join-Path $Folder stop.txt) -SendWindow $Window -ThrottleLimit 1
'@
        $rows | Export-Csv $TestDrive/people.csv
        $arguments = '-NoProfile', '-NonInteractive', '-File', $script, (Get-Module InteractiveMessaging).Path, $sandbox.BaseUri, "$TestDrive", (Hours -1)
        $process = Start-Process (Get-Process -Id $PID).Path $arguments -PassThru -RedirectStandardOutput $TestDrive/out.txt -RedirectStandardError $TestDrive/error.txt
        $patience = [Diagnostics.Stopwatch]::StartNew()
        while ($sandbox.Accepted -lt 5 -and -not $process.HasExited -and $patience.Elapsed.TotalSeconds -lt 60) { Start-Sleep -Milliseconds 5 }
        $process.Kill()
        $process.WaitForExit()
        $sandbox.Accepted | Should -BeGreaterOrEqual 5
        $summary = Get-WaJournal $journal -Summary
        $summary.IsFinished | Should -BeFalse
        $summary.InDoubt - $doubts.Count | Should -BeIn 0, 1
        $script:doubts = @(Get-WaJournal $journal -Status InDoubt).Recipient
    }

    It 'ends as its last plans said, with everybody once' {
        $plan = Run -More @{ WhatIf = $true } | Select-Object -Last 1
        $results = Run -More @{ MaxDuration = '00:00:05' }
        $waiting = @($results | Where-Object Status -EQ NotSent)
        $waiting.Row.TimeZone | Sort-Object -Unique | Should -Be 'Etc/GMT-12'
        @($results | Where-Object Status -EQ Accepted).Count + $waiting.Count | Should -Be $plan.ToSend

        # In twelve hours it is day for the others, and night for these.
        $later = Hours 11
        $plan = Run $later -More @{ WhatIf = $true } | Select-Object -Last 1
        $results = Run $later
        $plan.ToSend | Should -Be $waiting.Count
        Count $results | Should -Be @(
            "$($plan.ToSend) Accepted", "$($plan.Excluded) Excluded", "$($plan.InDoubt) InDoubt", "$($plan.Invalid[0].Count) Invalid", "$($plan.Settled + $plan.Duplicates) Skipped"
        )
        (Get-WaJournal $journal -Summary).IsFinished | Should -BeTrue

        Day
        @($received | Group-Object | Where-Object Count -GT 1) | Should -BeNullOrEmpty
        $received | Should -Not -Contain '12025550102'
        $received | Should -Not -Contain '12025550140'
        $all = $people.Where({ $_.Phone -ne '333' }).Phone
        $missing = $all.Where({ $_ -notin $received -and $_.TrimStart('+') -notin $received })
        $missing | Where-Object { $_ -notin '+12025550102', '+12025550140' -and $_ -notin $doubts } | Should -BeNullOrEmpty
    }
}
