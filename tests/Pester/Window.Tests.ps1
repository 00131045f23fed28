# A free message goes only to who wrote within 24 hours; the others get a template, or nothing.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:people = 1..4 | ForEach-Object { [pscustomobject]@{ Name = "P$_"; Phone = "+1202555010$_" } }
    $script:hello = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Hi {{Name}}'
    $script:update = New-WaTemplateMessage order_update -Language en -Body '{{Name}}'
    function Sent { (Get-WaSandboxMessage -Sandbox $sandbox | Select-Object -Skip 2).To | Sort-Object }
    function TextOf($From, [datetimeoffset] $At, $Number = '106540352242922') {
        @{ entry = @(@{ changes = @(@{ field = 'messages'; value = @{ metadata = @{ phone_number_id = $Number }; messages = @(
                            @{ type = 'text'; id = "m$From"; from = $From.TrimStart('+'); timestamp = "$($At.ToUnixTimeSeconds())"; text = @{ body = 'Hi' } }) } }) }) } | ConvertTo-Json -Depth 9 -Compress
    }
}

Describe 'Send-WaMessage -Window and -Fallback' {
    BeforeEach {
        # The first two were written to, and answered.
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name meta
        $null = $people[0, 1] | Send-WaMessage -Message $hello
        $script:callbacks = Get-WaSandboxMessage -Sandbox $sandbox | Get-WaSandboxCallback -Answer Yes
        $script:file = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
        $callbacks | Set-Content $file
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'JSON'; Window = { $callbacks } }
        @{ What = 'a file'; Window = { $file } }
        @{ What = 'a file by wildcard'; Window = { $file -replace '\.jsonl$', '.j*' } }
        @{ What = 'a file as an object'; Window = { Get-Item $file } }
        @{ What = 'callbacks'; Window = { $callbacks | ConvertFrom-WaCallback } }
        @{ What = 'several of these'; Window = { , @($callbacks[0..3]), @($callbacks[4..7] | ConvertFrom-WaCallback) } }
    ) {
        $results = $people | Send-WaMessage -Message $hello -Window (& $Window) -ErrorVariable faults -WarningVariable said -InformationVariable sum | Sort-Object RowNumber
        $faults + $said | Should -BeNullOrEmpty
        $results.Status | Should -Be Accepted, Accepted, NotSent, NotSent
        $results.ErrorCode | Where-Object { $_ } | Should -Be OutsideWindow, OutsideWindow
        $results[2].Note | Should -Be 'The callbacks of -Window have no message of this person.'
        "$sum" | Should -BeLike '*2 Accepted, 2 NotSent.*Outside their 24 hours: 2. 0 as the template, 2 NotSent.*'
        Sent | Should -Be $people[0, 1].Phone
    }

    It 'knows by the time, and by number or user id' {
        $old = TextOf '+12025550103' ([datetimeoffset]::UtcNow.AddHours(-25))
        $new = TextOf '+12025550104' ([datetimeoffset]::UtcNow.AddHours(-23))
        $results = $people[2, 3] | Send-WaMessage -Message $hello -Window $new, $old | Sort-Object RowNumber
        $results.Status | Should -Be NotSent, Accepted
        $results[0].Note | Should -Match '^The person last wrote on \d{4}-\d\d-\d\d \d\d:\d\d UTC, more than 24 hours before\.$'
        $byId = $new.Replace('"from":"12025550104"', '"from_user_id":"US.13491208655302741918"')
        (@{ Name = 'Ada'; Phone = '+12025550109'; UserId = 'US.13491208655302741918' } | Send-WaMessage -Message $hello -Window $byId).Status | Should -Be Accepted
        (@{ Name = 'Di'; Phone = '+12025550104'; Cell = '+12025550109' } | Send-WaMessage -Message $hello -To { $_.Cell } -Window $new).Status | Should -Be NotSent
    }

    It 'asks nobody for a template, and no row with a client id alone gets a message' {
        ($people | Send-WaMessage -Message $update -Window $callbacks).Status | Should -Be Accepted, Accepted, Accepted, Accepted
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0 -Name other
        $result = @{ Name = 'Ada'; ClientId = 'c-1' } | Send-WaMessage -Message $hello -Window $callbacks -ErrorAction SilentlyContinue
        $result.Status, $result.ErrorCode | Should -Be Invalid, RecipientInvalid
    }

    It 'shows with -WhatIf who is outside, and nothing would go to them' {
        $ahead = $people | Send-WaMessage -Message $hello -Window $file -WhatIf
        $ahead[0..3].ErrorCode | Should -Be $null, $null, OutsideWindow, OutsideWindow
        $ahead[4].OutsideWindow, $ahead[4].AsTemplate, $ahead[4].ToSend | Should -Be 2, 0, 2
        ($ahead[4] | Out-String) -replace '\s+', ' ' | Should -BeLike '*Outside the window 2 (did not write within 24 hours). Row 3: The callbacks*'
        { $people | Send-WaMessage -Message $hello -Window $file -ErrorAction Stop } | Should -Not -Throw
    }

    It 'is known to the journal, and newer callbacks send' {
        $journal = "$file.journal"
        ($people | Send-WaMessage -Message $hello -Window $file -Journal $journal | Sort-Object RowNumber).Status | Should -Be Accepted, Accepted, NotSent, NotSent
        (Get-WaJournal $journal -Status NotSent).ErrorCode | Should -Be OutsideWindow, OutsideWindow
        (Get-WaJournal $journal -Summary).IsFinished | Should -BeTrue
        Export-WaReport $journal "$journal.html"
        Get-Content "$journal.html" -Raw | Should -BeLike '*OutsideWindow*'
        TextOf '+12025550103' ([datetimeoffset]::UtcNow) | Add-Content $file
        ($people | Send-WaMessage -Message $hello -Window $file -Journal $journal | Sort-Object RowNumber).Status | Should -Be Skipped, Skipped, Accepted, NotSent
    }

    It 'warns of <What>' -ForEach @(
        @{ What = 'messages to another number'; Window = { $callbacks[-1], (TextOf '+12025550103' ([datetimeoffset]::UtcNow) 999999999) }; Said = '-Window: messages to another business number (999999999) do not count: 1 of 2.*' }
        @{ What = 'a time that is far ahead'; Window = { $callbacks[-1], (TextOf '+12025550103' ([datetimeoffset]::UtcNow.AddDays(2))) }; Said = '-Window: messages without a time, or with one that is more than an hour ahead, do not count: 1 of 2.' }
        @{ What = 'statuses alone'; Window = { $callbacks[0] }; Said = '-Window: there is no message that counts*Callbacks read: 1.' }
        @{ What = 'old callbacks'; Window = { TextOf '+12025550103' ([datetimeoffset]::UtcNow.AddDays(-2)) }; Said = '-Window: the newest message is of *' }
    ) {
        (($people[2] | Send-WaMessage -Message $hello -Window (& $Window) -WarningVariable said -WarningAction SilentlyContinue).ErrorCode) | Should -Be OutsideWindow
        "$said" | Should -BeLike $Said
    }

    It 'sends nothing where <What>' -ForEach @(
        @{ What = 'a file is not there'; Id = 'FileNotFound'; Window = { 'nowhere.json' }; Said = "-Window: There is no file*nowhere.json*" }
        @{ What = 'no file matches'; Id = 'FileNotFound'; Window = { $callbacks[0], "$TestDrive/none*.json" }; Said = '-Window: No file matches*' }
        @{ What = 'a folder is given'; Id = 'FileNotRead'; Window = { "$TestDrive" }; Said = '-Window: *is a folder*' }
        @{ What = 'a file is not JSON'; Id = 'BadJson'; Window = { $file, (Join-Path $PSScriptRoot ../../help/Files/people.csv) }; Said = '-Window: *cannot be read as JSON*' }
        @{ What = 'a number is given'; Id = 'BadInput'; Window = { 42 }; Said = '-Window: *Int32 is not a callback*' }
        @{ What = 'one of several is nothing'; Id = 'BadInput'; Window = { $file, $noSuchVariable }; Said = '-Window is empty, or one of its values is*' }
        @{ What = 'the callbacks are those of another number'; Id = 'BadInput'; Window = { TextOf '+12025550101' ([datetimeoffset]::UtcNow) 999999999 }; Said = '-Window: *another business number (999999999)*' }
    ) {
        $given = & $Window
        foreach ($whatIf in $false, $true) {
            $fault = $results = $null
            try { $results = $people | Send-WaMessage -Message $hello -Window $given -WhatIf:$whatIf } catch { $fault = $_ }
            $fault.FullyQualifiedErrorId | Should -Be "$Id,InteractiveMessaging.Cmdlets.SendWaMessageCommand"
            "$fault" | Should -BeLike $Said
            $results | Should -BeNullOrEmpty
        }
        Sent | Should -BeNullOrEmpty
    }

    It 'knows the number of a Kaleyra connection by -Sender' {
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0 -Name other
        $null = $people[2] | Send-WaMessage -Message $hello
        $answer = Get-WaSandboxMessage -Sandbox $sandbox -Last 1 | Get-WaSandboxCallback -Answer Yes
        ($people[2, 3] | Send-WaMessage -Message $hello -Window $answer | Sort-Object RowNumber).Status | Should -Be Accepted, NotSent
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0 -Sender '+12025550199' -Name another
        { $people | Send-WaMessage -Message $hello -Window $answer } | Should -Throw '-Window: *another business number (+911140000000)*' -ErrorId 'BadInput,*'
    }

    It 'cannot tell callbacks of several numbers apart where the connection does not know its own' {
        Connect-WaProvider 360dialog -Sandbox $sandbox -RatePerSecond 0 -Name other
        $two = (TextOf '+12025550101' ([datetimeoffset]::UtcNow) 111), (TextOf '+12025550101' ([datetimeoffset]::UtcNow) 222)
        { $people | Send-WaMessage -Message $hello -Window $two } | Should -Throw '-Window: *several business numbers (111, 222)*' -ErrorId 'BadInput,*'
    }

    It 'gives the others the template, filled from the same row' {
        $results = $people | Send-WaMessage -Message $hello -Window $file -Fallback $update -InformationVariable sum | Sort-Object RowNumber
        $results.Status | Should -Be Accepted, Accepted, Accepted, Accepted
        $results.Fallback | Should -Be $null, $null, order_update, order_update
        $results[3].Note | Should -BeLike '*no message of this person. Sent as the template order_update.'
        "$sum" | Should -BeLike '*Outside their 24 hours: 2. 2 as the template, 0 NotSent.*'
        $template = (Get-WaSandboxMessage -Sandbox $sandbox | Where-Object To -EQ '+12025550104').Json | ConvertFrom-Json
        $template.template.name, $template.template.components[0].parameters[0].text | Should -Be order_update, P4
    }

    It 'takes a block for each row' {
        $byName = @{ P3 = New-WaTemplateMessage third -Language en; P4 = New-WaTemplateMessage fourth -Language en; P1 = $update; P2 = $update }
        $results = $people | Send-WaMessage -Message $hello -Window $file -Fallback { $byName[$_.Name] } | Sort-Object RowNumber
        $results.Fallback | Should -Be $null, $null, third, fourth
    }

    It 'goes without rows, and with a user id' {
        $results = New-WaTextMessage 'Hi' | Send-WaMessage -To $people.Phone -Window $file -Fallback (New-WaTemplateMessage hello -Language en) | Sort-Object RowNumber
        $results.Fallback | Should -Be $null, $null, hello, hello
        (@{ Name = 'Ada'; UserId = 'US.13491208655302741918' } | Send-WaMessage -Message $hello -Window $file -Fallback $update).Fallback | Should -Be order_update
    }

    It 'is one message to the journal with what it stands for' {
        $journal = "$file.journal"
        ($people | Send-WaMessage -Message $hello -Window $file -Fallback $update -Journal $journal).Status | Should -Be Accepted, Accepted, Accepted, Accepted
        $later = TextOf '+12025550103' ([datetimeoffset]::UtcNow)
        ($people | Send-WaMessage -Message $hello -Window $later -Fallback $update -Journal $journal).Status | Should -Be Skipped, Skipped, Skipped, Skipped
        ($people | Send-WaMessage -Message $hello -Journal $journal).Status | Should -Be Skipped, Skipped, Skipped, Skipped
        { $people | Send-WaMessage -Message $update -Journal $journal } | Should -Throw -ErrorId 'JournalMessageDiffers,*'
    }

    It 'is asked for what was outside the day before, with a key as well' {
        $journal = "$file.journal"
        ($people | Send-WaMessage -Message $hello -Window $file -Journal $journal -Key Name | Sort-Object RowNumber).Status | Should -Be Accepted, Accepted, NotSent, NotSent
        ($people | Send-WaMessage -Message $hello -Window $file -Fallback $update -Journal $journal -Key Name | Sort-Object RowNumber).Status | Should -Be Skipped, Skipped, Accepted, Accepted
    }

    It 'is in the plan, with its own cost' {
        $held = Get-WaTemplate -Path (Join-Path $PSScriptRoot ../../help/Files/templates.json)
        Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox -Template $held) -RatePerSecond 2
        $template = New-WaTemplateMessage order_update -Language en_US -Header 17 -Body '{{Name}}', Monday -Button @{ 1 = @{ Url = '17' } }
        $card = New-Item $TestDrive/card.csv -Force -Value "Market,Currency,Marketing,Utility,Service`nNorth America,USD,0.02,0.01,0.005`nOther,USD,1,1,1`n"
        $plan = $people | Send-WaMessage -Message $hello -Window $file -Fallback $template -WhatIf -RateCard $card 6> $null | Select-Object -Last 1
        $plan.OutsideWindow, $plan.AsTemplate, $plan.ToSend | Should -Be 2, 2, 4
        $plan.Countries | ForEach-Object { "$($_.Messages) $($_.Category)" } | Sort-Object | Should -Be '2 Service', '2 Utility'
        $plan.Cost | Should -Be 0.03
    }

    It 'is checked against its definition before anything goes out' {
        $held = Get-WaTemplate -Path (Join-Path $PSScriptRoot ../../help/Files/templates.json)
        $other = Start-WaSandbox -Template $held
        Connect-WaProvider MetaCloud -Sandbox $other -RatePerSecond 0
        $short = New-WaTemplateMessage order_update -Language en_US -Body '{{Name}}'
        $results = $people | Send-WaMessage -Message $hello -Window $file -Fallback $short -ErrorAction SilentlyContinue -ErrorVariable faults
        $results.Status | Should -Be Invalid, Invalid, Invalid, Invalid
        $results[0].Error | Should -BeLike '*/fallback/template*'
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'MessageInvalid,*'
        $other.Accepted | Should -Be 0
    }

    It 'costs a row where <What>' -ForEach @(
        @{ What = 'a value cannot stand there'; Fallback = { New-WaTemplateMessage order_update -Language en -Body "a`nb" }; Id = 'template.text.line'; Said = '/fallback/template/components/0/parameters/0/text: *' }
        @{ What = 'a column is missing'; Fallback = { New-WaTemplateMessage order_update -Language en -Body '{{Visit}}' }; Id = 'MissingColumn'; Said = '-Fallback: This row has no Visit column*' }
        @{ What = 'the block yields a text'; Fallback = { { New-WaTextMessage Hi } }; Id = 'MessageInvalid'; Said = 'The block of -Fallback yields a message of the kind text*' }
        @{ What = 'the block yields nothing'; Fallback = { { $null } }; Id = 'MessageInvalid'; Said = 'The block of -Fallback yields nothing*' }
        @{ What = 'the block throws'; Fallback = { { throw 'no' } }; Id = 'MessageInvalid'; Said = 'The block of -Fallback threw for this row: no' }
    ) {
        $result = $people[0] | Send-WaMessage -Message $hello -Window $file -Fallback (& $Fallback) -ErrorAction SilentlyContinue
        $result.Status, $result.ErrorCode | Should -Be Invalid, $Id
        $result.Error | Should -BeLike $Said
        Sent | Should -BeNullOrEmpty
    }

    It 'refuses <What> before anything is sent' -ForEach @(
        @{ What = 'to go without -Window'; With = { @{ Fallback = $update } }; Said = '-Fallback is for people who did not write within 24 hours*' }
        @{ What = 'a text'; With = { @{ Window = $file; Fallback = 'order_update' } }; Said = "-Fallback is the text 'order_update'*" }
        @{ What = 'a free message'; With = { @{ Window = $file; Fallback = $hello } }; Said = '-Fallback is a message of the kind interactive*' }
        @{ What = 'two templates'; With = { @{ Window = $file; Fallback = $update, $update } }; Said = '-Fallback takes one message, and 2 objects were given*' }
        @{ What = 'nothing'; With = { @{ Window = $file; Fallback = $noSuchVariable } }; Said = '-Fallback is empty*' }
        @{ What = 'an empty list'; With = { @{ Window = $file; Fallback = @() } }; Said = '-Fallback is empty*' }
    ) {
        $arguments = & $With
        { $people | Send-WaMessage -Message $hello @arguments } | Should -Throw $Said -ErrorId 'BadInput,*'
        Sent | Should -BeNullOrEmpty
    }

    It 'needs rows for a block' {
        { $hello | Send-WaMessage -To $people[0].Phone -Window $file -Fallback { $update } } | Should -Throw '-Fallback is read for each row*' -ErrorId 'BadInput,*'
        (New-WaTextMessage Hi | Send-WaMessage -To $people[0].Phone -Window $file -Fallback $update -ErrorAction SilentlyContinue).Error | Should -BeLike '-Fallback: The placeholders {{Name}} are not filled*'
    }
}
