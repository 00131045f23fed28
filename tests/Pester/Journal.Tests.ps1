BeforeDiscovery {
    $script:browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1
}

BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:visit = 'Change', 'Cancel' | New-WaButton | New-WaInteractiveMessage -Body 'Your visit, {{Name}}, is at 9 am.'
    $script:people = 1..20 | ForEach-Object { [pscustomobject]@{ Name = "Name$_"; Order = "o$_"; Phone = "+1202555$('{0:0000}' -f $_)" } }
    $script:count = 0
}

Describe 'Journal' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
        $script:journal = Join-Path $TestDrive "$((++$script:count)).journal"
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    Context 'Send-WaMessage -Journal' {
        It 'sends nothing twice when the same command is run again' {
            $first = $people | Select-Object -First 12 | Send-WaMessage -Message $visit -Journal $journal
            $again = $people | Send-WaMessage -Message $visit -Journal $journal
            $first.Status | Should -Not -Contain Skipped
            ($again | Where-Object Status -EQ Skipped) | Should -HaveCount 12
            ($again | Where-Object Status -EQ Accepted) | Should -HaveCount 8
            ($again | Where-Object To -EQ $first[0].To).MessageId | Should -Be $first[0].MessageId
            @(Get-WaSandboxMessage) | Should -HaveCount 20
        }

        It 'skips a duplicate row and says so' {
            $results = $people[0, 1, 0] | Send-WaMessage -Message $visit -Journal $journal
            $results.Status | Sort-Object -Unique | Should -Be @('Accepted', 'Skipped')
            ($results | Where-Object Status -EQ Skipped).Note | Should -Not -BeNullOrEmpty
        }

        It 'names rows by a column of the user''s' {
            $null = $people | Send-WaMessage -Message $visit -Journal $journal -Key Order
            $moved = $people | ForEach-Object { [pscustomobject]@{ Name = "$($_.Name)!"; Order = $_.Order; Phone = $_.Phone } }
            ($moved | Send-WaMessage -Message $visit -Journal $journal -Key Order).Status | Sort-Object -Unique | Should -Be Skipped
        }

        It 'refuses a journal of another message and names the choice' {
            $null = $people | Send-WaMessage -Message $visit -Journal $journal
            $other = New-WaTextMessage 'Something else'
            { $people | Send-WaMessage -Message $other -Journal $journal } | Should -Throw -ErrorId 'JournalMessageDiffers,*'
            $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*another journal*'
            @(Get-WaSandboxMessage) | Should -HaveCount 20
        }

        It 'refuses a journal of a rehearsal for the real run, and sends to everybody with another' {
            $null = $people | Send-WaMessage -Message $visit -Journal $journal
            $real = Start-WaSandbox -Seed 8
            Connect-WaProvider Kaleyra -Sandbox $real -RatePerSecond 0
            { $people | Send-WaMessage -Message $visit -Journal $journal } | Should -Throw -ErrorId 'JournalConnectionDiffers,*' -ExpectedMessage "*127.0.0.1*"
            @(Get-WaSandboxMessage -Sandbox $real) | Should -HaveCount 0
            ($people | Send-WaMessage -Message $visit -Journal $journal -JournalForce).Status | Sort-Object -Unique | Should -Be Skipped
            ($people | Send-WaMessage -Message $visit -Journal "$journal.real").Status | Sort-Object -Unique | Should -Be Accepted
            $real | Stop-WaSandbox
        }

        It 'refuses a second run through a link to the file' -Skip:(-not $IsLinux) {
            $null = $people[0] | Send-WaMessage -Message $visit -Journal $journal
            $null = New-Item -ItemType SymbolicLink -Path "$journal.link" -Target $journal
            $null = New-Item -ItemType HardLink -Path "$journal.hard" -Target $journal
            $script:others = "$journal.link", "$journal.hard"
            $script:refused = @()
            $people[1, 2] | Send-WaMessage -Message $visit -Journal $journal -ThrottleLimit 1 | ForEach-Object {
                Remove-Item "$journal.lock" -ErrorAction Ignore
                foreach ($other in $others) {
                    try { $people[3] | Send-WaMessage -Message $visit -Journal $other } catch { $script:refused += $_.FullyQualifiedErrorId }
                }
            }
            $refused | Should -HaveCount 4
            $refused | Should -BeLike 'JournalBusy,*'
            @(Get-WaSandboxMessage) | Should -HaveCount 3
        }

        It 'stops when somebody takes the file away' -Skip:$IsWindows {
            $many = 1..400 | ForEach-Object { [pscustomobject]@{ Name = "Name$_"; Phone = "+1202555$('{0:0000}' -f $_)" } }
            $script:seen = @()
            {
                $many | Send-WaMessage -Message $visit -Journal $journal -ThrottleLimit 1 -ErrorAction SilentlyContinue |
                    ForEach-Object { $script:seen += $_; if ($seen.Count -eq 1) { Move-Item $journal "$journal.aside" } }
            } | Should -Throw '*moved, replaced or removed*' -ErrorId 'Journal*'
            $seen | Should -HaveCount 400
            $seen[-1].Status | Should -Be NotSent
            @(Get-WaSandboxMessage).Count | Should -Be @($seen | Where-Object Status -EQ Accepted).Count
            Test-Path $journal | Should -BeFalse
        }

        It 'refuses <what>, and does not begin a new journal' -ForEach @(
            @{ what = 'a file that was emptied'; bytes = [byte[]]@() }
            @{ what = 'a file of zeros'; bytes = [byte[]]::new(5000) }
        ) {
            $null = $people | Send-WaMessage -Message $visit -Journal $journal
            [IO.File]::WriteAllBytes($journal, $bytes)
            { $people | Send-WaMessage -Message $visit -Journal $journal } | Should -Throw -ErrorId 'JournalForeign,*'
            { Get-WaJournal $journal -ErrorAction Stop } | Should -Throw -ErrorId 'JournalForeign,*'
            @(Get-WaSandboxMessage) | Should -HaveCount 20
        }

        It 'knows every message of a run whose rows choose theirs, in any order' {
            $texts = @{ it = New-WaTextMessage 'Ciao {{Name}}'; en = New-WaTextMessage 'Hi {{Name}}' }
            $rows = 1..6 | ForEach-Object { [pscustomobject]@{ Name = "N$_"; Language = ('it', 'en')[$_ % 2]; Phone = "+1202555000$_" } }
            $null = $rows[0..3] | Send-WaMessage -Message { $texts[$_.Language] } -Journal $journal
            ($rows[3..0] | Send-WaMessage -Message { $texts[$_.Language] } -Journal $journal).Status | Sort-Object -Unique | Should -Be Skipped

            $texts.it = New-WaTextMessage 'Salve {{Name}}'
            foreach ($order in @(0, 1, 2, 3), @(3, 2, 1, 0)) {
                $again = $rows[$order] | Send-WaMessage -Message { $texts[$_.Language] } -Journal $journal -ErrorAction SilentlyContinue -ErrorVariable refused
                ($again | Where-Object Status -EQ Skipped).To | Sort-Object | Should -Be '+12025550001', '+12025550003'
                ($again | Where-Object Status -EQ Invalid).ErrorCode | Sort-Object -Unique | Should -Be JournalMessageDiffers
                $refused.FullyQualifiedErrorId | Should -BeLike 'JournalMessageDiffers,*'
            }
            @(Get-WaSandboxMessage) | Should -HaveCount 4

            ($rows[4, 5] | Send-WaMessage -Message { $texts[$_.Language] } -Journal $journal).Status | Should -Be Accepted, Accepted
            $forced = $rows[0..3] | Send-WaMessage -Message { $texts[$_.Language] } -Journal $journal -JournalForce
            ($forced | Where-Object Status -EQ Accepted).To | Sort-Object | Should -Be '+12025550002', '+12025550004'
        }

        It 'refuses a file that is none' {
            'Name,Phone' | Set-Content $journal
            { $people | Send-WaMessage -Message $visit -Journal $journal } | Should -Throw -ErrorId 'JournalForeign,*'
            Get-Content $journal | Should -Be 'Name,Phone'
        }

        It 'holds neither a text of the message nor the key' {
            $null = $people | Send-WaMessage -Message $visit -Journal $journal
            $text = Get-Content $journal -Raw
            foreach ($word in 'visit', 'Change', 'Name1', ($sandbox.GetKey() | ConvertFrom-SecureString -AsPlainText)) { $text | Should -Not -BeLike "*$word*" }
        }
    }

    Context 'Get-WaJournal' {
        BeforeEach { $null = $people | Send-WaMessage -Message $visit -Journal $journal }

        It 'returns one entry for each message' {
            $entries = Get-WaJournal $journal
            $entries | Should -HaveCount 20
            $entries.Recipient | Sort-Object | Should -Be $people.Phone
            $entries[0] | Should -BeOfType ([InteractiveMessaging.JournalEntry])
            ($entries.MessageId | Sort-Object) | Should -Be ((Get-WaSandboxMessage).MessageId | Sort-Object)
        }

        It 'finds by recipient, however its number is written, and by status' {
            (Get-WaJournal $journal -Recipient '+12025550007').Recipient | Should -Be '+12025550007'
            (Get-WaJournal $journal -Recipient 0012025550007).Recipient | Should -Be '+12025550007'
            Get-WaJournal $journal -Recipient '*000?' | Should -HaveCount 9
            Get-WaJournal $journal -Status Accepted | Should -HaveCount 20
            Get-WaJournal $journal -Status InDoubt, Failed | Should -BeNullOrEmpty
        }

        It 'counts with -Summary' {
            $summary = Get-Item $journal | Get-WaJournal -Summary
            $summary.Messages, $summary.Accepted, $summary.InDoubt | Should -Be 20, 20, 0
            $summary.Runs.Connection | Should -Be 'Kaleyra'
            $summary.IsOpen | Should -BeFalse
        }

        It 'says whether the last run finished, of how many rows, and what is left' {
            $bad = [pscustomobject]@{ Name = 'Bad'; Phone = '12' }, [pscustomobject]@{ Name = 'Worse'; Phone = $null }, [pscustomobject]@{ Phone = '+12025550999' }
            $null = $people + $bad | Send-WaMessage -Message $visit -Journal $journal -ErrorAction SilentlyContinue
            $summary = Get-WaJournal $journal -Summary
            $summary.IsFinished, $summary.Rows, $summary.Invalid, $summary.NotReached | Should -Be $true, 23, 3, 0
            "$($summary.InvalidCauses)" | Should -Be 'RecipientInvalid: 2 MissingColumn: 1'
            $summary.InvalidCauses[0].Rows | Should -Be 21, 22
            Get-Content $journal -Raw | Should -Not -BeLike '*Worse*'

            $null = $people | Send-WaMessage -Message $visit -Journal "$journal.2" -ErrorAction SilentlyContinue | Select-Object -First 1
            $broken = Get-WaJournal "$journal.2" -Summary
            $broken.IsFinished, $broken.IsOpen, $broken.Runs[0].HasReadAll | Should -Be $false, $false, $false
            $broken.Rows | Should -BeLessOrEqual 20
        }

        It 'tells of rows that a stopped run did not reach' {
            $blocked = Start-WaSandbox -Seed 9 -Fault @{ LowBalanceAfter = 5 }
            Connect-WaProvider Kaleyra -Sandbox $blocked -RatePerSecond 0
            { $people | Send-WaMessage -Message $visit -Journal "$journal.3" -ThrottleLimit 1 -ErrorAction SilentlyContinue } | Should -Throw
            $summary = Get-WaJournal "$journal.3" -Summary
            $summary.IsFinished, $summary.Rows, ($summary.NotReached + $summary.Messages) | Should -Be $false, 20, 20
            $summary.NotReached | Should -BeGreaterThan 0
            Export-WaReport "$journal.3" "$journal.html"
            Get-Content "$journal.html" -Raw | Should -BeLike "*Not finished: the run stopped, and $($summary.NotReached) of its 20 rows were not reached*25.0%*5 of 20 messages*"
            $blocked | Stop-WaSandbox
        }

        It 'writes nothing with -WhatIf, bad rows included' {
            $null = [pscustomobject]@{ Name = 'Bad'; Phone = '12' } | Send-WaMessage -Message $visit -Journal "$journal.4" -WhatIf -ErrorAction SilentlyContinue
            Test-Path "$journal.4" | Should -BeFalse
        }

        It 'finds by the user''s own key, and in several journals' {
            $null = $people | Send-WaMessage -Message $visit -Journal "$journal.5" -Key Order
            (Get-WaJournal "$journal.5" -Key o7).Recipient | Should -Be '+12025550007'
            (Get-WaJournal "$journal.5" -Key 'O1?').Key | Should -HaveCount 10
            Get-WaJournal $journal -Key o7 | Should -BeNullOrEmpty
            $both = Get-WaJournal "$journal*"
            $both | Should -HaveCount 40
            $both.Journal | Sort-Object -Unique | Should -Be $journal, "$journal.5"
            Get-WaJournal $journal, "$journal.5" -Recipient '*0007' | Should -HaveCount 2
        }

        It 'is seen from another window while it goes on: done, left, rate, expected end' {
            $seen = $people | Send-WaMessage -Message $visit -Journal "$journal.6" -Total 20 -RatePerSecond 20 -ThrottleLimit 1 | ForEach-Object {
                $open = Get-WaJournal "$journal.6" -Summary
                if ($open.Done -in 3..18 -and $open.IsOpen) { $open }
            } | Select-Object -Last 1
            $seen.Total, ($seen.Done + $seen.Left) | Should -Be 20, 20
            $seen.RatePerSecond | Should -BeGreaterThan 0
            $seen.ExpectedEnd | Should -BeGreaterThan $seen.LastAt
            $seen | Out-String | Should -Match 'Left +: \d+\s+RatePerSecond +: \d'
            $done = Get-WaJournal "$journal.6", $journal -Summary
            $done.Left | Should -Be 0, 0
            @($done.RatePerSecond) + $done.ExpectedEnd | Should -Be @($null, $null, $null, $null)
            $done[0] | Out-String | Should -Not -BeLike '*ExpectedEnd*'
        }

        It 'knows how long the list is from the last run that read it to the end' {
            $null = $people | Send-WaMessage -Message $visit -Journal "$journal.7" -MaxRecipients 5
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($module, $connection, $visit, $people, $journal)
                Import-Module $module
                $people | Send-WaMessage -Message $visit -Connection $connection -Journal $journal -RatePerSecond 10 -MaxRecipients 8
            }).AddArgument((Get-Module InteractiveMessaging).Path).AddArgument((Get-WaProvider Kaleyra)).AddArgument($visit).AddArgument($people).AddArgument("$journal.7")
            $shell.Invoke() | Should -HaveCount 20
            $shell.Streams.Progress[0].PercentComplete | Should -BeIn (1..100)
            $shell.Dispose()
            $seen = $people | Send-WaMessage -Message $visit -Journal "$journal.7" -RatePerSecond 50 -ThrottleLimit 1 | ForEach-Object {
                $open = Get-WaJournal "$journal.7" -Summary
                if ($open.IsOpen) { $open }
            } | Select-Object -First 1
            $seen.Total, ($seen.Done + $seen.Left) | Should -Be 20, 20
            $seen.Done | Should -BeGreaterOrEqual 13
        }

        It 'can be read without this module' {
            $lines = Get-Content $journal | ConvertFrom-Json
            @($lines | Where-Object type -EQ outcome | Where-Object status -EQ Accepted) | Should -HaveCount 20
        }

        It 'returns what is whole of a damaged one, with an error that says where' {
            $bytes = [IO.File]::ReadAllBytes($journal)
            $bytes[400] = $bytes[400] -bxor 1
            [IO.File]::WriteAllBytes($journal, $bytes)
            $entries = Get-WaJournal $journal -ErrorVariable fault -ErrorAction SilentlyContinue
            $entries.Count | Should -BeGreaterOrEqual 19
            $fault | Should -HaveCount 1
            $fault[0].FullyQualifiedErrorId | Should -BeLike 'JournalDamaged,*'
            $fault[0].Exception.Message | Should -BeLike '*Line * (byte *'
            (Get-WaJournal $journal -Summary -ErrorAction Stop).Damage | Should -HaveCount 1
            { $people | Send-WaMessage -Message $visit -Journal $journal } | Should -Throw -ErrorId 'JournalDamaged,*'
        }

        It 'says so when there is none' {
            { Get-WaJournal (Join-Path $TestDrive none) -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
            { Get-WaJournal -ErrorAction Stop } | Should -Throw -ErrorId 'BadInput,*'
        }

        It 'takes several, wildcards, files of Get-ChildItem, and names with brackets as they are' {
            $odd = Join-Path $TestDrive "odd [$count].log"
            Copy-Item $journal $odd
            Copy-Item $journal "$journal.copy"
            @(Get-WaJournal $journal, "$journal.copy") | Should -HaveCount 40
            @(Get-WaJournal "$journal*" -Summary).Path | Should -Be $journal, "$journal.copy"
            @(Get-WaJournal -LiteralPath $odd) | Should -HaveCount 20
            @(Get-ChildItem -LiteralPath $odd | Get-WaJournal) | Should -HaveCount 20
            (Get-ChildItem -LiteralPath $odd | Get-WaJournal -Summary).Path | Should -Be $odd
            @($journal | Get-WaJournal -Status Accepted) | Should -HaveCount 20
            Get-WaJournal $odd -ErrorVariable fault -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $fault[0].FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            (Get-WaJournal -Summary 2>&1).FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
        }

        It 'ends at once when nobody reads on' {
            Get-WaJournal $journal | Select-Object -First 1 | Should -HaveCount 1
            Remove-Item $journal
            Test-Path $journal | Should -BeFalse
        }
    }

    Context 'Export-WaReport' {
        BeforeEach {
            $null = $people | Send-WaMessage -Message $visit -Journal $journal
            $script:page = Join-Path $TestDrive "$count.html"
        }

        It 'writes a page and says nothing' {
            Export-WaReport $journal $page | Should -BeNullOrEmpty
            Get-Content $page -Raw | Should -BeLike '*100%*20 of 20 messages*'
            $file = Export-WaReport -Journal $journal -Path $page -PassThru
            $file | Should -BeOfType ([IO.FileInfo])
            $file.PSPath | Should -Be (Get-Item $page).PSPath
        }

        It 'reports several journals as one, and what came back' {
            $null = $people[0..2] | Send-WaMessage -Message $visit -Journal "$journal.6"
            $ids = (Get-WaJournal "$journal.6").MessageId
            $callbacks = @{ entry = @(@{ changes = @(@{ field = 'messages'; value = @{ messaging_product = 'whatsapp'; statuses = @(
                                @{ id = $ids[0]; status = 'read'; timestamp = '1700000000' }, @{ id = $ids[1]; status = 'delivered'; timestamp = '1700000000' }) } }) }) } |
                ConvertTo-Json -Depth 9 | ConvertFrom-WaCallback
            Get-ChildItem "$journal*" -Exclude *.html | Export-WaReport -Path $page -Callback $callbacks
            Get-Content $page -Raw | Should -BeLike '*100%*23 of 23 messages*What came back*Delivered*Read*'
            Export-WaReport "$journal.6" "$journal.csv" -Callback $callbacks
            ((Import-Csv "$journal.csv").Progress | Where-Object { $_ } | Sort-Object) | Should -Be Delivered, Read
            { Export-WaReport (Join-Path $TestDrive 'none*') $page -ErrorAction Stop } | Should -Throw -ErrorId 'FileNotFound,*'
        }

        It 'says who was reached and who answered, what it cost, under the campaign''s name' {
            Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0
            $null = $people[0..3] | Send-WaMessage -Message $visit -Journal "$journal.c"
            $sent = Get-WaJournal "$journal.c" | Sort-Object Recipient
            $later = [DateTimeOffset]::UtcNow.AddMinutes(5).ToUnixTimeSeconds()
            $pricing = @{ billable = $true; pricing_model = 'PMP'; type = 'regular'; category = 'marketing' }
            $callbacks = @{ entry = @(@{ changes = @(@{ field = 'messages'; value = @{ messaging_product = 'whatsapp'
                                metadata = @{ display_phone_number = '12025550100'; phone_number_id = '1' }
                                statuses = @(
                                    @{ id = $sent[0].MessageId; status = 'delivered'; timestamp = "$later"; recipient_id = '12025550001'; pricing = $pricing }
                                    @{ id = $sent[1].MessageId; status = 'failed'; timestamp = "$later"; errors = @(@{ code = 131026; title = 'Message undeliverable' }) })
                                messages = @(
                                    @{ from = '12025550001'; id = 'i1'; timestamp = "$later"; type = 'text'; text = @{ body = 'My own words' } }
                                    @{ from = '12025550099'; id = 'i2'; timestamp = "$later"; type = 'text'; text = @{ body = 'A stranger' } }) } }) }) } |
                ConvertTo-Json -Depth 9 | Set-Content "$journal.callbacks" -PassThru | ConvertFrom-WaCallback
            $card = New-Item (Join-Path $TestDrive "$count.card.csv") -Value "Market,Currency,Marketing,Utility`nNorth America,USD,0.025,0.004`nOther,USD,0.05,0.01`n"

            Export-WaReport "$journal.c" $page -Callback "$journal.callbacks" -RateCard $card -Title 'Winter <sale>' -BusinessName 'Harbour Clinic'

            $text = Get-Content $page -Raw
            $text | Should -BeLike '*<title>Winter &lt;sale&gt; – Harbour Clinic</title>*Harbour Clinic · Delivery report*<h1>Winter &lt;sale&gt;</h1>*4 of 4 messages, to 4 people*'
            $text | Should -BeLike '*What came back*1 person*Answered*0.03 USD for 1 billed, 0 free*United States and Canada*marketing*131026*“Message undeliverable”*'
            $text | Should -Not -BeLike '*My own words*'
            $answered = Get-WaJournal "$journal.c" -Callback $callbacks | Where-Object Answer
            $answered.Recipient, $answered.Answer, $answered.IsDirectAnswer, $answered.IsBillable, $answered.PricingCategory |
                Should -Be '+12025550001', 'My own words', $false, $true, 'marketing'
            Export-WaReport "$journal.c" "$journal.csv" -Callback $callbacks -RateCard $card
            (Import-Csv "$journal.csv" | Where-Object Billable).Price | Should -Be 0.025
        }

        It 'counts a journal once, also where it is named twice, and leaves out a copy with an error' {
            Export-WaReport $journal, $journal, "$journal*" $page
            Get-Content $page -Raw | Should -BeLike '*20 of 20 messages*'
            Copy-Item $journal "$journal.copy"
            Export-WaReport "$journal*" $page -ErrorVariable fault -ErrorAction SilentlyContinue
            $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            "$fault" | Should -BeLike "*$journal.copy' begins with the same run*left out*"
            $fault.ErrorDetails.RecommendedAction | Should -Be 'Name each journal once.'
            Get-Content $page -Raw | Should -BeLike '*20 of 20 messages*'
        }

        It 'says that callbacks are of others' {
            $foreign = '{"entry":[{"changes":[{"field":"messages","value":{"messaging_product":"whatsapp","statuses":[{"id":"other","status":"read","timestamp":"1700000000"}]}}]}]}'
            Export-WaReport $journal $page -Callback $foreign -WarningVariable told -WarningAction SilentlyContinue
            "$told" | Should -BeLike 'None of the callbacks is about a message of these journals*another account*'
            Get-Content $page -Raw | Should -BeLike '*None of the callbacks is about*'
        }

        It 'refuses a rate card with other columns, and leaves the earlier page' {
            'before' | Set-Content $page
            $wrong = New-Item (Join-Path $TestDrive "$count.wrong.csv") -Value "Country,Price`nItaly,1"
            { Export-WaReport $journal $page -RateCard $wrong } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '*columns Market, Currency*'
            { Export-WaReport $journal $page -RateCard "$journal.none" } | Should -Throw -ErrorId 'FileNotFound,*'
            Get-Content $page | Should -Be 'before'
        }

        It 'writes a sheet whose cells no spreadsheet runs' {
            $sheet = Join-Path $TestDrive "$count.csv"
            Export-WaReport $journal $sheet
            $rows = Import-Csv $sheet
            $rows | Should -HaveCount 20
            $rows.Recipient | Should -Contain "'+12025550001"
            $rows.Status | Sort-Object -Unique | Should -Be Accepted
            $rows | ForEach-Object { $_.PSObject.Properties.Value } | Where-Object { $_ -match '^[=+\-@\t\r]' } | Should -BeNullOrEmpty
        }

        It 'replaces no journal' {
            $copy = Join-Path $TestDrive kept.csv
            Copy-Item $journal $copy
            $before = Get-FileHash $copy
            { Export-WaReport $copy $copy } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '*would replace the journal*'
            { Export-WaReport $journal $copy } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '*would replace the journal*'
            { New-WaTextMessage a | Export-WaPreview $copy } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '*would replace the journal*'
            (Get-FileHash $copy).Hash | Should -Be $before.Hash
            if (-not $IsWindows) {
                $link = Join-Path $TestDrive link.csv
                $null = New-Item -ItemType SymbolicLink $link -Target $copy
                { Export-WaReport $journal $link } | Should -Throw -ErrorId 'BadInput,*'
                (Get-FileHash $copy).Hash | Should -Be $before.Hash
            }
        }

        It 'leaves the earlier file and nothing beside it where it cannot be written' -Skip:($IsWindows -or [Environment]::UserName -eq 'root') {
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive locked)
            $page = Join-Path $folder page.html
            Set-Content $page mine
            chmod 500 $folder
            try { { Export-WaReport $journal $page } | Should -Throw -ErrorId 'FileNotWritten,*' } finally { chmod 700 $folder }
            Get-Content $page | Should -Be mine
            Get-ChildItem $folder -Force | Should -HaveCount 1
        }

        It 'keeps a file''s mode, and the link to it' -Skip:$IsWindows {
            $page = Join-Path $TestDrive private.html
            $link = Join-Path $TestDrive public.html
            Set-Content $page mine
            chmod 600 $page
            $null = New-Item -ItemType SymbolicLink $link -Target $page
            Export-WaReport $journal $link
            (Get-Item $link).LinkType | Should -Be SymbolicLink
            Get-Content $page -Raw | Should -BeLike '<!DOCTYPE html>*'
            (Get-Item $page).UnixMode | Should -Be '-rw-------'
            Get-ChildItem $TestDrive -Force -Filter *.tmp | Should -BeNullOrEmpty
        }

        It 'takes paths from the pipeline, as Get-WaJournal does' {
            $journal | Export-WaReport -Path $page
            Get-Item $journal | Export-WaReport -Path $page
            Get-Content $page -Raw | Should -BeLike '*20 of 20 messages*'
        }

        It 'says that a folder is one' {
            foreach ($fault in (Get-WaJournal $TestDrive 2>&1), (Export-WaReport $TestDrive $page 2>&1), (ConvertFrom-WaJson -Path $TestDrive 2>&1), (ConvertFrom-WaCallback -Path $TestDrive 2>&1)) {
                $fault.FullyQualifiedErrorId | Should -BeLike 'FileNotRead,*'
                "$fault" | Should -BeLike '*is a folder, not a file.'
                $fault.ErrorDetails.RecommendedAction | Should -Be 'Give the path of a file.'
            }
            $folder = New-Item -ItemType Directory (Join-Path $TestDrive a.html)
            { Export-WaReport $journal $folder } | Should -Throw -ErrorId 'FileNotWritten,*' -ExpectedMessage '*is a folder*'
        }

        It 'replaces a file, but not with -NoClobber, and writes nothing with -WhatIf' {
            'before' | Set-Content $page
            { Export-WaReport $journal $page -NoClobber } | Should -Throw -ErrorId 'FileNotWritten,*'
            Export-WaReport $journal $page -WhatIf
            Get-Content $page | Should -Be 'before'
            Export-WaReport $journal $page
            Get-Content $page -TotalCount 1 | Should -Be '<!doctype html>'
        }

        It 'takes a journal by a wildcard or by a name with brackets' {
            $odd = Join-Path $TestDrive "odd [$count].log"
            Copy-Item $journal $odd
            Get-ChildItem -LiteralPath $odd | Export-WaReport -Path $page
            Get-Content $page -Raw | Should -BeLike '*20 of 20 messages*'
            Remove-Item $page
            Export-WaReport "$journal*" $page
            $page | Should -Exist
        }

        It 'writes one file, whatever wildcards say' {
            { Export-WaReport $journal (Join-Path $TestDrive '*.html') } | Should -Throw '*wildcard*' -ErrorId 'BadInput,*'
        }

        It 'takes no other kind of file' {
            { Export-WaReport $journal (Join-Path $TestDrive report.pdf) } | Should -Throw -ErrorId 'BadInput,*'
        }
    }

    Context 'The report in a browser' -Skip:(-not $browser) {
        BeforeAll {
            . (Join-Path $PSScriptRoot Browser.ps1)
            $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
            $listener.Start()
            $script:site = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"
        }

        AfterAll { $listener.Stop() }

        BeforeEach {
            # A client id is free text, and the journal keeps it; here it is one that would like to phone home.
            Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0
            $clients = "<img src=$site/a>", "<script src=$site/b></script>", "`"><link rel=stylesheet href=$site/c>", ('x' * 200)
            $null = $clients | ForEach-Object { [pscustomobject]@{ Name = 'Ada'; ClientId = $_ } } | Send-WaMessage -Message $visit -Journal $journal
            $null = $clients | ForEach-Object { [pscustomobject]@{ Name = 'Cem'; ClientId = $_ } } | Send-WaMessage -Message $visit -Journal "$journal.second journal of this campaign"
            $ids = (Get-WaJournal "$journal.second*").MessageId
            $callbacks = @{ entry = @(@{ changes = @(@{ field = 'messages'; value = @{ messaging_product = 'whatsapp'; statuses = @(
                                @{ id = $ids[0]; status = 'delivered'; timestamp = '1700000000'; recipient_id = '393331234567'; pricing = @{ billable = $true; category = 'marketing' } }
                                @{ id = $ids[1]; status = 'delivered'; timestamp = '1700000000'; recipient_id = '12025550100'; pricing = @{ billable = $true; category = 'c' * 80 } }
                                @{ id = $ids[2]; status = 'failed'; timestamp = '1700000000'; errors = @(@{ code = 1; title = "<img src=$site/d>" + 'e' * 200 }) }) } }) }) } |
                ConvertTo-Json -Depth 9
            $card = New-Item (Join-Path $TestDrive "$count.card.csv") -Value "Market,Currency,Marketing`nItaly,USD,0.0691`nOther,USD,0.05`n"
            $sandbox | Stop-WaSandbox
            $null = $clients | ForEach-Object { [pscustomobject]@{ Name = 'Bob'; ClientId = $_ } } |
                Send-WaMessage -Message $visit -Journal $journal -MaxRetryCount 0 -ErrorAction SilentlyContinue
            $page = Join-Path $TestDrive "$count.html"
            Export-WaReport "$journal", "$journal.second*" $page -Callback $callbacks -RateCard $card -Title ('Winter' * 20) -BusinessName 'Harbour <Clinic>'
        }

        It 'is drawn, complains of nothing and asks nobody for anything' {
            $picture = Join-Path $TestDrive report.png
            $seen = Invoke-Browser $page '--dump-dom', "--screenshot=$picture", '--window-size=1200,1600'
            $seen.Dom | Should -BeLike '*What came back*<section class="card journals">*<section class="card costs">*<section class="card rate">*<rect class="accepted"*What went wrong*Not reached*Slowest*'
            $seen.Console | Should -BeNullOrEmpty
            (Get-Item $picture).Length | Should -BeGreaterThan 20kb
            $listener.Pending() | Should -BeFalse
        }

        It 'fits a phone, and is easy to read in light and dark' {
            # The frame around it measures, for the page itself runs no script; it asks for something, so that the silence before was real.
            $measure = Join-Path $TestDrive measure.html
            @"
<!doctype html><meta charset="utf-8"><iframe id="frame" style="width:360px;height:900px;border:0" srcdoc="$([Net.WebUtility]::HtmlEncode((Get-Content $page -Raw)))"></iframe><pre id="out"></pre>
<script>
fetch('$site/control', { mode: 'no-cors' });
frame.onload = () => {
  const page = frame.contentDocument, view = frame.contentWindow;
  const parts = color => color.match(/[\d.]+/g).map(Number);
  const light = color => parts(color).slice(0, 3).map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => { for (; element; element = element.parentElement) { const c = view.getComputedStyle(element).backgroundColor, p = parts(c); if (p.length < 4 || p[3] === 1) return c; } return 'rgb(255,255,255)'; };
  let worst = { ratio: 21 };
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.getClientRects().length) continue;
    const [a, b] = [light(view.getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: texts.currentNode.data };
  }
  out.textContent = JSON.stringify({ width: page.documentElement.scrollWidth, cards: page.querySelectorAll('.card').length, dark: light(view.getComputedStyle(page.body).backgroundColor) < 0.2, contrast: worst });
};
</script>
"@ | Set-Content $measure
            foreach ($scheme in 1, 0) {
                $dom = (Invoke-Browser $measure '--dump-dom', "--blink-settings=preferredColorScheme=$scheme").Dom
                $seen = [Net.WebUtility]::HtmlDecode([regex]::Match($dom, '<pre id="out">(.*?)</pre>').Groups[1].Value) | ConvertFrom-Json
                $seen.dark | Should -Be ($scheme -eq 0)
                $seen.width | Should -Be 360
                $seen.cards | Should -BeGreaterOrEqual 5
                $seen.contrast.ratio | Should -BeGreaterOrEqual 4.5 -Because "of '$($seen.contrast.text)'"
            }

            $listener.Pending() | Should -BeTrue
        }
    }
}
