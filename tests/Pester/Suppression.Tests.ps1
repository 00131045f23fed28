# Who said stop: kept from callbacks and by hand, and left out of every run, tried with the sandbox.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:hello = New-WaTextMessage 'Hi {{Name}}'
    $script:people = 1..4 | ForEach-Object { [pscustomobject]@{ Name = "P$_"; Phone = "+1202555010$_" } }
    $script:callbacks = Join-Path $PSScriptRoot ../../help/Files/callbacks.json
    function Sent { @(Get-WaSandboxMessage).To | Sort-Object }
    function Answer([string] $From, [string] $Text, [int] $Time = 1750857384, [string] $Id = "wamid.$From.$Time") {
        @{ messaging_product = 'whatsapp'; contacts = @(@{ wa_id = $From }); messages = @(@{ from = $From; id = $Id; timestamp = "$Time"; type = 'text'; text = @{ body = $Text } }) } |
            ConvertTo-Json -Depth 9 -Compress
    }
}

Describe 'ConvertTo-WaNumber' {
    It 'writes <Given> as <Spelled>' -ForEach @(
        @{ Given = '+1 (202) 555-0101'; Spelled = '+12025550101'; More = @{} }
        @{ Given = '0039333 1234567'; Spelled = '+393331234567'; More = @{} }
        @{ Given = '202 555 0101'; Spelled = '+12025550101'; More = @{ CountryCode = '1' } }
        @{ Given = 12025550101; Spelled = '+12025550101'; More = @{ International = $true } }
    ) {
        ConvertTo-WaNumber $Given @More | Should -Be $Spelled
        $Given | ConvertTo-WaNumber @More | Should -Be $Spelled
        [pscustomobject]@{ Name = 'Ada'; Mobile = $Given } | ConvertTo-WaNumber @More | Should -Be $Spelled
        @{ To = $Given, $Given } | ConvertTo-WaNumber @More | Should -Be $Spelled, $Spelled
    }

    It 'refuses what Send-WaMessage refuses, in the same words, and goes on' {
        $bad = '12025550101', '3.93E+11', '+1202', 'US.13491208655302741918', '+1202555010x', '+1202555/01'
        $found = @($bad[0..2]; '+12025550101'; $bad[3..5]) | ConvertTo-WaNumber -ErrorAction SilentlyContinue -ErrorVariable faults
        $found | Should -Be '+12025550101'
        $sandbox = Start-WaSandbox
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name numbers
        $results = $bad | Send-WaMessage -Message (New-WaTextMessage Hi) -ErrorAction SilentlyContinue
        $faults.FullyQualifiedErrorId | Should -Be (@('RecipientInvalid,InteractiveMessaging.Cmdlets.ConvertToWaNumberCommand') * 6)
        $faults | ForEach-Object { "$_" } | Should -Be $results.Error
        Disconnect-WaProvider numbers
        $sandbox | Stop-WaSandbox
    }

    It 'names what a row lacks, and warns of a number that is probably nobody''s' {
        $null = @{ Name = 'Ada' } | ConvertTo-WaNumber -ErrorAction SilentlyContinue -ErrorVariable fault
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'MissingColumn,*'
        ConvertTo-WaNumber '+2105550101' -WarningAction SilentlyContinue -WarningVariable doubt | Should -Be '+2105550101'
        $doubt | Should -BeLike '*no country code that the ITU has assigned*'
        { ConvertTo-WaNumber } | Should -Throw -ErrorId 'BadInput,*'
        { '+12025550101' | ConvertTo-WaNumber '+12025550102' } | Should -Throw -ErrorId 'BadInput,*'
    }
}

Describe 'Update-WaSuppression and Get-WaSuppression' {
    BeforeEach { $script:stop = Join-Path $TestDrive "$([guid]::NewGuid()).txt" }

    It 'keep what a callback says, once, however it is given' {
        $body = Get-Content $callbacks -Raw
        $ways = @(
            { Update-WaSuppression $stop -Callback $callbacks -PassThru }
            { Update-WaSuppression $stop -Callback (Get-Item $callbacks) -PassThru }
            { Update-WaSuppression $stop -Callback $body -PassThru }
            { Update-WaSuppression $stop -Callback (ConvertFrom-WaCallback -Path $callbacks) -PassThru }
            { ConvertFrom-WaCallback -Path $callbacks | Update-WaSuppression $stop -PassThru }
            { Get-Item $callbacks | Update-WaSuppression $stop -PassThru }
        )
        foreach ($way in $ways) {
            Remove-Item $stop -ErrorAction Ignore
            $added = & $way
            $added.Recipient, $added.Action, $added.Reason | Should -Be '+12025550102', Stop, Preference
            $added.At | Should -Be ([datetimeoffset]::FromUnixTimeSeconds(1750857395))
            & $way | Should -BeNullOrEmpty
            (Get-WaSuppression $stop).Recipient | Should -Be '+12025550102'
        }
    }

    It 'return nothing without -PassThru, say the sum in the verbose stream, and write nothing with -WhatIf' {
        Update-WaSuppression $stop -Callback $callbacks -WhatIf | Should -BeNullOrEmpty
        (Update-WaSuppression $stop -Callback $callbacks -WhatIf -PassThru).Recipient | Should -Be '+12025550102'
        $stop | Should -Not -Exist
        $said = Update-WaSuppression $stop -Callback $callbacks -Verbose 4>&1
        "$said" | Should -BeLike '*1 stop, 0 resume.*4 callbacks*'
    }

    It 'take a word for a stop only where it is the whole answer' {
        $null = (Answer 12025550101 ' Stop! 🙏'), (Answer 12025550102 'STOP 12345'), (Answer 12025550103 'basta così'), (Answer 12025550104 'baja') |
            Update-WaSuppression $stop -StopWord 'Basta così'
        (Get-WaSuppression $stop).Recipient | Should -Be '+12025550101', '+12025550103', '+12025550104'
        (Get-Content $stop -Raw) | Should -Not -Match 'basta|baja'
    }

    It 'count the last word, by its time' {
        Update-WaSuppression $stop -Callback (Answer 12025550101 start 1750857390), (Answer 12025550101 stop 1750857380), (Answer 12025550102 start 1750857380)
        Update-WaSuppression $stop -Callback (Answer 12025550102 stop 1750857390)
        (Get-WaSuppression $stop).Recipient | Should -Be '+12025550102'
        (Get-WaSuppression $stop -All).Action | Should -Be Stop, Resume, Resume, Stop
    }

    It 'take buttons by their id alone' {
        $null = Update-WaSuppression $stop -Callback $callbacks -StopPayload Change
        (Get-WaSuppression $stop).Reason | Should -Be Preference
        (Update-WaSuppression $stop -Callback $callbacks -StopPayload change -PassThru).Reason | Should -Be Payload
    }

    It 'take people by hand, and back' {
        $null = Update-WaSuppression $stop -Number '+12025550101', '5' -UserId US.13491208655302741918, x -ErrorAction SilentlyContinue -ErrorVariable faults
        $faults.TargetObject | Should -Be 5, x
        $faults.FullyQualifiedErrorId | Should -BeLike 'RecipientInvalid,*'
        Update-WaSuppression $stop -Number '202 555 0102' -CountryCode 1
        (Get-WaSuppression $stop).Recipient | Should -Be '+12025550101', US.13491208655302741918, '+12025550102'
        Update-WaSuppression $stop -UserId US.13491208655302741918 -Number '+12025550101' -Resume
        (Get-WaSuppression $stop).Recipient | Should -Be '+12025550102'
        Update-WaSuppression $stop -Number '+12025550101'
        (Get-WaSuppression $stop).Recipient | Should -Be '+12025550102', '+12025550101'
    }

    It 'find a person by any spelling, and nobody for a number that cannot be read' {
        Update-WaSuppression $stop -Number '+12025550101', '+12025550102'
        foreach ($spelled in '+1 202-555-0101', '0012025550101', '+12025550101') {
            (Get-WaSuppression $stop -Recipient $spelled).Recipient | Should -Be '+12025550101'
        }
        (Get-WaSuppression $stop -Number 2025550101 -CountryCode 1).Recipient | Should -Be '+12025550101'
        Get-WaSuppression $stop -Recipient '+12025550109' | Should -BeNullOrEmpty
        Get-WaSuppression $stop -Recipient 2025550101 -ErrorAction SilentlyContinue -ErrorVariable fault | Should -BeNullOrEmpty
        $fault.FullyQualifiedErrorId | Should -BeLike 'RecipientInvalid,*'
    }

    It 'warn of a stop that names nobody' {
        $nobody = '{"messages":[{"id":"m1","timestamp":"1750857384","type":"text","text":{"body":"stop"}}]}'
        Update-WaSuppression $stop -Callback $nobody -WarningAction SilentlyContinue -WarningVariable said
        $said | Should -BeLike '1 of the callbacks*name nobody*'
    }

    It 'go through Export-Clixml and a CSV file as words' {
        Update-WaSuppression $stop -Callback $callbacks
        Get-WaSuppression $stop | Export-Clixml "$stop.xml"
        $read = Import-Clixml "$stop.xml"
        "$($read.Action) $($read.Reason)" | Should -Be 'Stop Preference'
        (Get-WaSuppression $stop | ConvertTo-Csv | ConvertFrom-Csv).Reason | Should -Be Preference
    }

    It 'refuse <What>' -ForEach @(
        @{ What = 'no file'; Id = 'BadInput'; Run = { Update-WaSuppression -Number '+12025550101' } }
        @{ What = 'no callbacks'; Id = 'BadInput'; Run = { Update-WaSuppression $stop } }
        @{ What = 'nobody'; Id = 'BadInput'; Run = { Update-WaSuppression $stop -Resume } }
        @{ What = 'a number down the pipeline'; Id = 'BadInput'; Run = { '+12025550101' | Update-WaSuppression $stop -ErrorAction Stop } }
        @{ What = 'a word without a letter'; Id = 'BadInput'; Run = { Update-WaSuppression $stop -Callback $callbacks -StopWord '!' } }
        @{ What = 'a stop word that resumes'; Id = 'BadInput'; Run = { Update-WaSuppression $stop -Callback $callbacks -ResumeWord stop } }
        @{ What = 'a wildcard'; Id = 'BadInput'; Run = { Update-WaSuppression "$TestDrive/*.txt" -Number '+12025550101' } }
        @{ What = 'a folder'; Id = 'FileNotRead'; Run = { Update-WaSuppression $TestDrive -Number '+12025550101' } }
        @{ What = 'a CSV file'; Id = 'SuppressionForeign'; Run = { Update-WaSuppression "$PSScriptRoot/../../help/Files/people.csv" -Number '+12025550101' } }
        @{ What = 'a file that was emptied'; Id = 'SuppressionForeign'; Run = { $null = New-Item $stop; Update-WaSuppression $stop -Number '+12025550101' } }
    ) {
        $Run | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'Send-WaMessage -Exclude' {
    BeforeEach {
        $script:stop = Join-Path $TestDrive "$([guid]::NewGuid()).txt"
        Update-WaSuppression $stop -Number '+12025550102' -UserId US.13491208655302741918
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name meta
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'a file'; Exclude = { $stop }; Left = 2 }
        @{ What = 'a file by wildcard'; Exclude = { $stop -replace '\.txt$', '.t*' }; Left = 2 }
        @{ What = 'a file as an object'; Exclude = { Get-Item $stop }; Left = 2 }
        @{ What = 'numbers in any spelling'; Exclude = { '001 (202) 555-0103', '+1-202-555-0104' }; Left = 3, 4 }
        @{ What = 'entries'; Exclude = { Get-WaSuppression $stop }; Left = 2 }
        @{ What = 'rows'; Exclude = { [pscustomobject]@{ Name = 'x'; Mobile = '+12025550101' }, @{ Phone = '+12025550103' } }; Left = 1, 3 }
        @{ What = 'several of these'; Exclude = { $stop, '+12025550101', @($people[2], $people[3]) }; Left = 1, 2, 3, 4 }
    ) {
        $results = $people | Send-WaMessage -Message $hello -Exclude (& $Exclude) -ErrorVariable faults | Sort-Object RowNumber
        $faults | Should -BeNullOrEmpty
        ($results | Where-Object Status -EQ Excluded).RowNumber | Should -Be $Left
        $results.Status | Where-Object { $_ -notin 'Accepted', 'Excluded' } | Should -BeNullOrEmpty
        Sent | Should -Be ($results | Where-Object Status -EQ Accepted).To
    }

    It 'says since when and why, counts it, and shows it with -WhatIf' {
        $results = $people | Send-WaMessage -Message $hello -Exclude $stop, '+12025550104' -InformationVariable sum
        ($results | Where-Object RowNumber -EQ 2).Note | Should -Match '^\+12025550102 said stop on \d{4}-\d\d-\d\d \d\d:\d\d UTC \(entered by hand\)\.$'
        ($results | Where-Object RowNumber -EQ 4).Note | Should -Be '+12025550104 is named by -Exclude.'
        "$sum" | Should -BeLike '*2 Accepted, 2 Excluded*'
        $ahead = $people | Send-WaMessage -Message $hello -Exclude $stop -WhatIf
        $ahead[0..3].Status | Should -Be NotSent, Excluded, NotSent, NotSent
        $ahead[4].Excluded, $ahead[4].ToSend | Should -Be 1, 3
        { $people | Send-WaMessage -Message $hello -Exclude $stop -ErrorAction Stop } | Should -Not -Throw
    }

    It 'excludes a row by any of its names' {
        $rows = @{ Name = 'Ada'; Phone = '+12025550107'; UserId = 'US.13491208655302741918' }, @{ Name = 'Bo'; UserId = 'US.13491208655302741918' }, @{ Name = 'Cy'; Phone = '+12025550108'; UserId = '42' }
        ($rows | Send-WaMessage -Message $hello -Exclude $stop | Sort-Object RowNumber).Status | Should -Be Excluded, Excluded, Accepted
        (@{ Name = 'Di'; Phone = '+12025550102'; Cell = '+12025550109' } | Send-WaMessage -Message $hello -To { $_.Cell } -Exclude $stop).Status | Should -Be Excluded
    }

    It 'does not send to a client id of which nobody knows whose it is' {
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0 -Name other
        $results = @{ Name = 'Ada'; ClientId = 'c-1' }, @{ Name = 'Bo'; ClientId = 'c-2'; Phone = '+12025550108' } |
            Send-WaMessage -Message $hello -Exclude $stop -ErrorAction SilentlyContinue -ErrorVariable fault | Sort-Object RowNumber
        $results.Status | Should -Be Invalid, Accepted
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'RecipientInvalid,*'
    }

    It 'counts a stop that another process adds while the run goes on' {
        $shell = (Get-Process -Id $PID).Path
        $module = (Get-Module InteractiveMessaging).ModuleBase
        $results = & {
            $people[0]
            & $shell -NoProfile -NonInteractive -Command "Import-Module '$module'; Update-WaSuppression '$stop' -Number '+12025550103'"
            $people[2], $people[3]
        } | Send-WaMessage -Message $hello -Exclude $stop | Sort-Object RowNumber
        $results.Status | Should -Be Accepted, Excluded, Accepted
        Sent | Should -Be '+12025550101', '+12025550104'
    }

    It 'is known to the journal and the report, and the same command sends once it is taken back' {
        $journal = Join-Path $TestDrive "$([guid]::NewGuid()).journal"
        $run = { $people | Send-WaMessage -Message $hello -Exclude $stop -Journal $journal | Sort-Object RowNumber }
        (& $run).Status | Should -Be Accepted, Excluded, Accepted, Accepted
        (Get-WaJournal $journal -Status Excluded).Recipient | Should -Be '+12025550102'
        $summary = Get-WaJournal $journal -Summary
        $summary.Excluded, $summary.Accepted, $summary.IsFinished | Should -Be 1, 3, $true
        Export-WaReport $journal "$journal.html"
        Get-Content "$journal.html" -Raw | Should -BeLike '*Excluded*the person said stop*'
        Update-WaSuppression $stop -Number '+12025550102' -Resume
        (& $run).Status | Should -Be Skipped, Accepted, Skipped, Skipped
    }

    It 'sends nothing where <What>' -ForEach @(
        @{ What = 'a file is not there'; Id = 'FileNotFound'; Exclude = { 'nowhere.txt' }; Said = '*nowhere.txt*' }
        @{ What = 'no file matches'; Id = 'FileNotFound'; Exclude = { "$TestDrive/none*.txt" }; Said = '*none*' }
        @{ What = 'a folder is given'; Id = 'FileNotRead'; Exclude = { "$TestDrive" }; Said = '*is a folder*' }
        @{ What = 'a list of numbers is given as a file'; Id = 'SuppressionForeign'; Exclude = { Join-Path $PSScriptRoot ../../help/Files/people.csv }; Said = '*is not a suppression file*' }
        @{ What = 'a number is none'; Id = 'RecipientInvalid'; Exclude = { $stop, '2025550101' }; Said = '-Exclude, value 2: *no country code*' }
        @{ What = 'a row names nobody'; Id = 'MissingColumn'; Exclude = { @{ Name = 'Ada' } }; Said = '-Exclude, value 1: *' }
        @{ What = 'a row has an empty number'; Id = 'RecipientInvalid'; Exclude = { @{ Phone = '' } }; Said = '*is empty*' }
        @{ What = 'nothing is given'; Id = 'BadInput'; Exclude = { $noSuchVariable }; Said = '-Exclude is empty*' }
        @{ What = 'the file is damaged'; Id = 'SuppressionDamaged'; Said = '*line 2 (byte *)*'; Exclude = {
                (Get-Content $stop -Raw).Replace('+12025550102', '+12025550109') | Set-Content $stop -NoNewline
                $stop
            } }
        @{ What = 'somebody took a line out'; Id = 'SuppressionDamaged'; Said = '*lost, repeated or out of order*'; Exclude = {
                $lines = Get-Content $stop
                $lines[0, 2] | Set-Content $stop
                $stop
            } }
        @{ What = 'a newer version wrote the file'; Id = 'SuppressionNewer'; Said = '*its format is 2*'; Exclude = {
                (Get-Content $stop -Raw).Replace('"format":1', '"format":2') | Set-Content $stop -NoNewline
                $stop
            } }
    ) {
        $given = & $Exclude
        foreach ($whatIf in $false, $true) {
            $fault = $null
            try { $results = $people | Send-WaMessage -Message $hello -Exclude $given -WhatIf:$whatIf } catch { $fault = $_ }
            $fault.FullyQualifiedErrorId | Should -Be "$Id,InteractiveMessaging.Cmdlets.SendWaMessageCommand"
            "$fault" | Should -BeLike $Said
            $results | Should -BeNullOrEmpty
        }
        $sandbox.Requests | Should -Be 0
    }

    It 'tells how a list of numbers is given' {
        $fault = $null
        try { $people | Send-WaMessage -Message $hello -Exclude (Join-Path $PSScriptRoot ../../help/Files/people.csv) } catch { $fault = $_ }
        $fault.ErrorDetails.RecommendedAction | Should -BeLike '*-Exclude (Import-Csv list.csv)*'
    }
}
