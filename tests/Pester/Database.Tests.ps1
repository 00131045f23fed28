BeforeDiscovery {
    . $PSScriptRoot/Postgres.ps1
    $missing = -not (Find-DatabaseServer)
}

BeforeAll {
    . $PSScriptRoot/Postgres.ps1
    Import-Module InteractiveMessaging -Force
    $script:shell = (Get-Process -Id $PID).Path
    $script:module = (Get-Module InteractiveMessaging).Path
}

Describe 'A journal in a database' -Skip:$missing {
    BeforeAll {
        $script:server = Open-DatabaseServer
        $script:sandbox = Start-WaSandbox
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0
        $script:uri = $sandbox.BaseUri
        $script:key = $sandbox.GetKey()
        $script:message = New-WaTextMessage 'Hi {{FirstName}}, we are back.'
        $script:people = 1..60 | ForEach-Object { [pscustomobject]@{ Phone = "+1202555$($_.ToString('0000'))"; FirstName = "P$_" } }
    }

    BeforeEach { $script:journal = "$($server.Address)?journal=$([guid]::NewGuid())" }

    AfterAll {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
        Close-DatabaseServer $server
    }

    It 'sends to everybody once, and to the rest when it goes on' {
        $first = $people | Select-Object -First 40 | Send-WaMessage -Message $message -Journal $journal
        $first.Status | Sort-Object -Unique | Should -Be Accepted
        $second = $people | Send-WaMessage -Message $message -Journal $journal
        ($second | Group-Object Status -AsHashTable -AsString).Accepted | Should -HaveCount 20
        ($second | Group-Object Status -AsHashTable -AsString).Skipped | Should -HaveCount 40
    }

    It 'foresees what a run would do, and makes nothing' {
        $people | Select-Object -First 5 | Send-WaMessage -Message $message -Journal $journal | Out-Null
        $ahead = @($people | Select-Object -First 8 | Send-WaMessage -Message $message -Journal $journal -WhatIf *>&1 | Where-Object { $_ -is [InteractiveMessaging.SendResult] })
        $ahead.Status | Group-Object -NoElement | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object | Should -Be 'NotSent 3', 'Skipped 5'
    }

    It 'asks for many rows of a plan at a time, and keeps their order' {
        $people | Select-Object -First 5 | Send-WaMessage -Message $message -Journal $journal | Out-Null
        $bad = [pscustomobject]@{ Phone = '12'; FirstName = 'nobody' }
        $list = @($people | Select-Object -First 10) + $bad + $people
        $said = @($list | Send-WaMessage -Message $message -Journal $journal -WhatIf -ErrorAction SilentlyContinue *>&1)
        $ahead = @($said | Where-Object { $_ -is [InteractiveMessaging.SendResult] })
        $ahead.RowNumber | Should -Be (1..71)
        $ahead[10].Status | Should -Be Invalid
        $ahead[0..9].Status | Should -Be (@('Skipped') * 5 + @('NotSent') * 5)
        $ahead[11..20].Status | Sort-Object -Unique | Should -Be Skipped
        $ahead[21..70].Status | Sort-Object -Unique | Should -Be NotSent
        $plan = $said | Where-Object { $_ -is [InteractiveMessaging.SendPlan] }
        $plan.Rows, $plan.ToSend, $plan.Duplicates | Should -Be 71, 55, 10

        # Results come when their group is complete: of 1, 2, 4 rows and so on, and at the end of the list.
        $read = 0
        $seen = $list | ForEach-Object { $read++; $_ } | Send-WaMessage -Message $message -Journal $journal -WhatIf -ErrorAction SilentlyContinue |
            Where-Object { $_ -is [InteractiveMessaging.SendResult] } | ForEach-Object { $read }
        $seen | Select-Object -Unique | Should -Be 1, 3, 7, 15, 31, 63, 71
    }

    It 'is read by Get-WaJournal and Export-WaReport' {
        $people + [pscustomobject]@{ Phone = '12'; FirstName = 'nobody' } | Send-WaMessage -Message $message -Journal $journal -ErrorAction SilentlyContinue | Out-Null
        $entries = Get-WaJournal $journal
        $entries | Should -HaveCount 60
        $entries[0].Journal | Should -Be $journal
        Get-WaJournal $journal -Recipient '+12025550007' | ForEach-Object Status | Should -Be Accepted
        Get-WaJournal $journal -Status Failed | Should -BeNullOrEmpty

        $summary = Get-WaJournal $journal -Summary
        $summary.IsFinished, $summary.Accepted, $summary.Rows, $summary.Invalid | Should -Be $true, 60, 61, 1
        $summary.Workers | Should -HaveCount 1
        $summary.Workers[0].ProcessId, $summary.Workers[0].Tried | Should -Be $PID, 60
        $summary | Out-String | Should -Match 'Workers'
        $summary.Workers | Out-String | Should -Match 'LastSeenAt'

        Export-WaReport $journal $TestDrive/report.html
        Get-Content $TestDrive/report.html -Raw | Should -Match '60'
    }

    It 'is sent by four shells together, each person once' {
        $list = Join-Path $TestDrive people.csv
        1..400 | ForEach-Object { [pscustomobject]@{ Phone = "+1202556$($_.ToString('0000'))"; FirstName = "P$_" } } | Export-Csv $list
        $script = Join-Path $TestDrive worker.ps1
        Set-Content $script @'
param($Module, $Uri, $List, $Journal)
Import-Module $Module
Connect-WaProvider PingUp -Business acme -BaseUri $Uri -ApiKeyVariable WA_WORKER_KEY -RatePerSecond 0
Import-Csv $List | Send-WaMessage -Message (New-WaTextMessage 'Hi {{FirstName}}') -Journal $Journal | Group-Object Status -NoElement | ForEach-Object { "$($_.Name)=$($_.Count)" }
'@
        $env:WA_WORKER_KEY = [Net.NetworkCredential]::new('', $sandbox.GetKey()).Password
        $before = $sandbox.Requests
        $workers = 1..4 | ForEach-Object { Start-ThreadJob { & $using:shell -NoProfile -NonInteractive -File $using:script $using:module $using:uri $using:list $using:journal 2>&1 } }
        $said = $workers | Receive-Job -Wait -AutoRemoveJob
        $env:WA_WORKER_KEY = $null
        ($said | Select-String '^Accepted=(\d+)' | ForEach-Object { [int] $_.Matches[0].Groups[1].Value } | Measure-Object -Sum).Sum | Should -Be 400 -Because "$said"
        $sandbox.Requests - $before | Should -Be 400
        (Get-WaJournal $journal -Summary).Accepted | Should -Be 400
    }

    It 'is stopped by Stop-WaCampaign, and goes on with the same command' {
        $slow = 1..500 | ForEach-Object { [pscustomobject]@{ Phone = "+1202557$($_.ToString('0000'))"; FirstName = "P$_" } }
        $run = Start-ThreadJob {
            Import-Module $using:module
            $slow = $using:slow
            Connect-WaProvider PingUp -Business acme -BaseUri $using:uri -ApiKey $using:key -RatePerSecond 20
            $slow | Send-WaMessage -Message (New-WaTextMessage 'Hi {{FirstName}}') -Journal $using:journal
        }
        while (-not (Get-WaJournal $journal -Summary -ErrorAction Ignore).Accepted) { Start-Sleep -Milliseconds 200 }
        Stop-WaCampaign $journal
        $results = $run | Receive-Job -Wait -AutoRemoveJob
        $results | Should -HaveCount 500
        $unsent = @($results | Where-Object Status -EQ NotSent)
        $unsent.Count | Should -BeGreaterThan 300
        $unsent[0].Note | Should -BeLike '*Stop-WaCampaign*'
        Stop-WaCampaign $journal -WarningVariable nobody 3>$null
        $nobody | Should -BeLike 'Nobody is sending*'

        $again = $slow | Send-WaMessage -Message (New-WaTextMessage 'Hi {{FirstName}}') -Journal $journal
        @($again | Where-Object Status -EQ Accepted).Count | Should -Be $unsent.Count
    }

    It 'takes a credential, and says nothing of it' {
        $credential = [pscredential]::new('tester', (ConvertTo-SecureString 'canary-4711' -AsPlainText))
        $people | Select-Object -First 1 | Send-WaMessage -Message $message -Journal ($journal -replace 'tester@') -JournalCredential $credential | ForEach-Object Status | Should -Be Accepted
        Get-WaJournal ($journal -replace 'tester@') -JournalCredential $credential | Should -HaveCount 1
        $wrong = [pscredential]::new('nobody-here', (ConvertTo-SecureString 'canary-4711' -AsPlainText))
        $fault = try { Get-WaJournal $journal -JournalCredential $wrong -ErrorAction Stop } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'JournalUnwritable,*'
        $fault | Format-List * -Force | Out-String | Should -Not -Match 'canary'
    }

    It 'has its tables made by Initialize-WaJournal' {
        (Initialize-WaJournal $journal -Verbose 4>&1 | Out-String) | Should -Match 'interactive_messaging'
        Initialize-WaJournal -AsSql | Should -Match 'CREATE SCHEMA IF NOT EXISTS interactive_messaging'
    }
}

Describe 'An address of a database' {
    BeforeAll {
        $null = Start-WaSandbox
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox) -RatePerSecond 0
        $script:message = New-WaTextMessage 'Hi'
    }

    AfterAll {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'with a password is refused, and the password is in no error: <_>' -ForEach 'Send-WaMessage', 'Get-WaJournal', 'Export-WaReport', 'Stop-WaCampaign', 'Initialize-WaJournal' {
        $journal = 'postgresql://ada:canary-4711@127.0.0.1:1/mail?journal=october'
        $fault = try {
            switch ($_) {
                Send-WaMessage { $message | Send-WaMessage -To '+12025550101' -Journal $journal }
                Get-WaJournal { Get-WaJournal $journal -ErrorAction Stop }
                Export-WaReport { Export-WaReport $journal $TestDrive/r.html -ErrorAction Stop }
                default { & $_ $journal }
            }
        } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
        $fault.ErrorDetails.RecommendedAction | Should -BeLike '*-JournalCredential*'
        "$fault $($fault.TargetObject) $($fault.Exception)" | Should -Not -Match 'canary'
    }

    It 'where nobody answers is an error that names it: <_>' -ForEach 'Send-WaMessage', 'Get-WaJournal', 'Stop-WaCampaign', 'Initialize-WaJournal' {
        $journal = 'postgresql://ada@127.0.0.1:1/mail?journal=october'
        $fault = try {
            switch ($_) {
                Send-WaMessage { $message | Send-WaMessage -To '+12025550101' -Journal $journal }
                Get-WaJournal { Get-WaJournal $journal -ErrorAction Stop }
                default { & $_ $journal }
            }
        } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'JournalUnwritable,*'
        "$fault" | Should -BeLike "*october*127.0.0.1:1/mail*"
    }

    It 'is not a file: <Command>' -ForEach @(
        @{ Command = 'Stop-WaCampaign' }, @{ Command = 'Initialize-WaJournal' }
    ) {
        $fault = try { & $Command ./today.journal } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
    }

    It 'is what a credential is for' {
        $credential = [pscredential]::new('ada', (ConvertTo-SecureString 'canary-4711' -AsPlainText))
        $fault = try { $message | Send-WaMessage -To '+12025550101' -Journal $TestDrive/x.journal -JournalCredential $credential } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
    }
}
