# The example scripts as they stand, against the sandbox. examples/Send-AppointmentReminder.Tests.ps1 runs beside this file.
BeforeAll {
    Import-Module InteractiveMessaging -ErrorAction Stop
    $script:examples = (Resolve-Path (Join-Path $PSScriptRoot ../../examples)).ProviderPath
    $script:count = 0
}

Describe 'The examples' {
    BeforeEach {
        $script:folder = (New-Item -ItemType Directory (Join-Path $TestDrive "$((++$script:count))")).FullName
    }

    AfterEach {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'are each told of in their README' {
        $readme = Get-Content (Join-Path $examples README.md) -Raw
        foreach ($item in Get-ChildItem $examples -Exclude README.md) { $readme | Should -BeLike "*``[$($item.Name)``]($($item.Name))*" }
    }

    Context 'Send-WithWorkers' {
        It 'sends with four workers to each person once' {
            . $PSScriptRoot/Postgres.ps1
            if (-not (Find-DatabaseServer)) {
                Set-ItResult -Skipped -Because 'PostgreSQL is not installed'
                return
            }
            $kept = $env:XDG_CONFIG_HOME, $env:APPDATA
            $server = Open-DatabaseServer
            try {
                $env:XDG_CONFIG_HOME = $env:APPDATA = Join-Path $folder config
                $sandbox = Start-WaSandbox
                $env:WA_WORKERS_KEY = [Net.NetworkCredential]::new('', $sandbox.GetKey()).Password
                Connect-WaProvider PingUp -Name acme -Business acme -BaseUri $sandbox.BaseUri -ApiKeyVariable WA_WORKERS_KEY -RatePerSecond 200 -Save
                $list = Join-Path $folder people.csv
                1..100 | ForEach-Object { [pscustomobject]@{ Phone = "+1202555$($_.ToString('0000'))"; FirstName = "P$_" } } | Export-Csv $list

                $said = & "$examples/Send-WithWorkers.ps1" -Path $list -Journal "$($server.Address)?journal=october" -Connection acme

                $sandbox.Requests | Should -Be 100
                ($said | Where-Object { $_ -is [InteractiveMessaging.JournalSummary] }).Accepted | Should -Be 100
                $said | Where-Object { $_ -is [InteractiveMessaging.JournalWorker] } | Should -HaveCount 4
            } finally {
                $env:XDG_CONFIG_HOME, $env:APPDATA = $kept
                $env:WA_WORKERS_KEY = $null
                Close-DatabaseServer $server
            }
        }
    }

    Context 'Send-AppointmentReminder' {
        BeforeEach {
            $script:list = Join-Path $folder people.csv
            Set-Content $list 'FirstName,Phone,Visit', 'Ada,+447700900001,Mon 9:00', 'Bo,+447700900002,Tue 8:15'
        }

        It 'reminds each person once, with the two buttons' {
            Connect-WaProvider Kaleyra -Sandbox (Start-WaSandbox) -RatePerSecond 0
            & $examples/Send-AppointmentReminder.ps1 -Path $list | Should -BeNullOrEmpty
            & $examples/Send-AppointmentReminder.ps1 -Path $list | Should -BeNullOrEmpty
            $taken = @(Get-WaSandboxMessage)
            $taken.To | Sort-Object | Should -Be '+447700900001', '+447700900002'
            $taken[0].Json | Should -BeLike '*Confirm*Change*'
        }

        It 'sends nothing with -WhatIf and shows whom it would reach' {
            $sandbox = Start-WaSandbox
            Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
            (& $examples/Send-AppointmentReminder.ps1 -Path $list -WhatIf).Status | Should -Be 'NotSent', 'NotSent'
            $sandbox.Requests | Should -Be 0
            "$list.journal" | Should -Not -Exist
        }
    }

    Context 'Send-OutageNotice' {
        BeforeEach {
            $script:list = Join-Path $folder customers.csv
            $script:notice = @{ Path = $list; Service = 'Mail'; StatusPage = 'https://status.example.com/mail' }
            1..300 | ForEach-Object { [pscustomobject]@{ FirstName = $_ % 7 ? "P$_" : ''; Phone = $_ % 100 ? '+4477009{0:d5}' -f $_ : 'none' } } | Export-Csv $list
        }

        It 'tells everybody, keeps a journal and writes a report' {
            Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox -Seed 3 -Fault @{ Drop = 0.02 }) -RatePerSecond 0
            $counts = @{}
            & $examples/Send-OutageNotice.ps1 @notice | ForEach-Object { $counts[$_.Name] = $_.Count }
            $counts.Invalid | Should -Be 3
            $counts.InDoubt | Should -BeGreaterThan 0
            $counts.Accepted + $counts.InDoubt | Should -Be 297
            @(Get-WaSandboxMessage).Body | Should -Contain 'Hi there, Mail is down. We are on it.'
            @(Get-WaSandboxMessage).Body | Should -Contain 'Hi P1, Mail is down. We are on it.'
            (Get-WaJournal "$list.journal" -Summary).Messages | Should -Be 297
            Get-Content "$list.report.html" -Raw | Should -BeLike '*<html*read 300 rows*'
        }

        It 'sends nothing again when it is run again' {
            $sandbox = Start-WaSandbox
            Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0
            $null = & $examples/Send-OutageNotice.ps1 @notice
            $before = $sandbox.Requests
            (& $examples/Send-OutageNotice.ps1 @notice | Where-Object Name -EQ Skipped).Count | Should -Be 297
            $sandbox.Requests | Should -Be $before
        }

        It 'stops before the list when the message itself is wrong' {
            $sandbox = Start-WaSandbox
            Connect-WaProvider MetaCloud -Sandbox $sandbox
            $notice.Service = 'x' * 2000
            { & $examples/Send-OutageNotice.ps1 @notice } | Should -Throw '*1024*'
            $sandbox.Requests | Should -Be 0
            "$list.journal" | Should -Not -Exist
        }
    }

    Context 'Send-Campaign' {
        BeforeAll {
            $script:callbacks = New-Item (Join-Path $TestDrive campaign/callbacks) -ItemType Directory
            $script:list = Join-Path $TestDrive campaign/people.csv
            $script:day = @{ Path = $list; Callback = "$callbacks"; Hours = '00:00-23:59' }
            1..30 | ForEach-Object { [pscustomobject]@{ FirstName = "P$_"; OrderId = "10$_"; Phone = "+120255501$('{0:00}' -f $_)"; TimeZone = 'Etc/UTC' } } | Export-Csv $list
        }

        BeforeEach {
            Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox -Template (Get-WaTemplate -Path $examples/../help/Files/templates.json)) -RatePerSecond 0
        }

        It 'sends nothing where nobody knows who said stop' {
            { & $examples/Send-Campaign.ps1 @day } | Should -Throw 'No file matches*'
            Get-WaSandboxMessage | Should -BeNullOrEmpty
        }

        It 'plans, and goes on day by day until everybody got the message or the template' {
            New-WaTextMessage Hello | Send-WaMessage -To '+12025550101', '+12025550102' | Out-Null
            $wrote, $stopped = Get-WaSandboxMessage | Sort-Object To
            $wrote | Get-WaSandboxCallback -Answer 'Thanks' | Set-Content $callbacks/1.json
            $stopped | Get-WaSandboxCallback -Answer 'STOP' | Set-Content $callbacks/2.json
            $plan = & $examples/Send-Campaign.ps1 @day -WhatIf
            $plan.ToSend, $plan.Excluded, $plan.OutsideWindow, $plan.AsTemplate | Should -Be 29, 1, 28, 28
            @(Get-WaSandboxMessage).Count | Should -Be 2
            "$list.journal" | Should -Not -Exist

            & $examples/Send-Campaign.ps1 @day -MaxRecipients 10 6> $null |
                Should -Be '10 Accepted', '1 Excluded', '19 NotSent', 'The campaign goes on tomorrow: run this again.'
            & $examples/Send-Campaign.ps1 @day 6> $null | Should -Be '19 Accepted', '1 Excluded', '10 Skipped', 'The campaign is finished.'
            $sent = @(Get-WaSandboxMessage) | Select-Object -Skip 2
            @($sent.To | Sort-Object -Unique).Count | Should -Be 29
            @($sent | Where-Object Type -EQ template).Count | Should -Be 28
            "$list.report.html" | Should -Exist
        }
    }

    Context 'New-SupportMenu' {
        It 'makes a menu that is sent, its sections in the order of the file' {
            Connect-WaProvider PingUp -Sandbox (Start-WaSandbox)
            (& $examples/New-SupportMenu.ps1 | Send-WaMessage -To +447700900001).Status | Should -Be Accepted
            $sections = ((Get-WaSandboxMessage).Json | Select-String '"title":"(Billing|Technical|Other)"' -AllMatches).Matches
            $sections.ForEach({ $_.Groups[1].Value }) | Should -Be 'Billing', 'Technical', 'Other'
        }

        It 'shows it in the terminal' {
            & $examples/New-SupportMenu.ps1 -Show | Out-String | Should -BeLike '*How can we help?*Invoices*Speak to a person*'
        }

        It 'says what is wrong with a menu' {
            Set-Content (Join-Path $folder menu.csv) 'Section,Title,Id,Description', 'Billing,A title that is longer than a row may have,billing,'
            { & $examples/New-SupportMenu.ps1 -Path $folder/menu.csv } | Should -Throw '*24*'
        }
    }

    Context 'Runbook-OutageNotice' {
        BeforeEach {
            $script:sandbox = Start-WaSandbox
            # The runbook connects by itself. What Automation brings stands in here, and the sandbox comes in as a default.
            $script:variables = @{ WaApiKey = $sandbox.GetKey() | ConvertFrom-SecureString -AsPlainText; WaPhoneNumberId = '106540352242922' }
            function Get-AutomationVariable([string] $Name) { $variables[$Name] }
            $PSDefaultParameterValues = @{ 'Connect-WaProvider:Sandbox' = $sandbox }
            $script:job = @{
                RecipientsCsv = "FirstName,Phone`nAda,+447700900001`nBo,07700900002`nCy,+447700900003"
                Text = 'Mail is down. We are on it.'; Journal = Join-Path $folder outage.journal
            }
        }

        It 'tells how many it told, and leaves no connection open' {
            $told = & $examples/Runbook-OutageNotice.ps1 @job -ErrorVariable refused 2> $null 6> $null
            $told | Sort-Object | Should -Be '1 Invalid', '2 Accepted'
            @(Get-WaSandboxMessage).To | Sort-Object | Should -Be '+447700900001', '+447700900003'
            Get-WaProvider | Should -BeNullOrEmpty
        }

        It 'fails as a job when the key is wrong, and shows it nowhere' {
            $variables.WaApiKey = 'wrong-key-4711'
            $streams = & { { & $examples/Runbook-OutageNotice.ps1 @job -Verbose *>&1 } | Should -Throw -ErrorId 'RunStopped,*' -PassThru } *>&1
            $streams | Format-List * -Force | Out-String | Should -Not -BeLike '*4711*'
            Get-WaProvider | Should -BeNullOrEmpty
        }
    }

    Context 'demo' {
        It 'sends two messages to every valid person through every dialect and exits with 0' {
            $shell = 'pwsh'
            $text = & $shell -NoProfile -NonInteractive -File $examples/demo.ps1
            $LASTEXITCODE | Should -Be 0
            # Six people of 220 are not well; one of these only for the list, whose rows are shorter.
            $sent = @{ button = 215; list = 214 }
            # A provider with a shape of its own may have no place for what the messages hold.
            $whole, $part = [InteractiveMessaging.ProviderCatalog]::All.Where({ -not $_.WritableFields.Count }, 'Split')
            foreach ($provider in $whole.Name) {
                foreach ($type in 'button', 'list') {
                    $text | Select-String "^$provider +$type +220 +$($sent[$type]) +0 +0 +0 +$(220 - $sent[$type])\s*$" | Should -HaveCount 1 -Because "$provider $type"
                }
            }
            $all = $whole.Count * ($sent.button + $sent.list)
            if (-not $part) { $text | Should -Contain "220 people, two messages, every dialect: $all requests, $all messages taken." }
            @($text | Select-String '^  row \d+: ') | Should -HaveCount 6
        }
    }
}
