# People without a number, and messages outside the 24 hours: what a row, a parameter or a reply says of them, tried with the sandbox.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:hello = New-WaTextMessage 'Hi {{Name}}'
    $script:question = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Will you come?'
    $script:person = 'US.13491208655302741918'

    # The example of Meta's page about user ids: a person whose number is not shown.
    $script:reply = '{"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp",' +
        '"metadata":{"display_phone_number":"12025550111","phone_number_id":"106540352242922"},"contacts":[{"profile":{"name":"Sheena Nelson",' +
        '"username":"@realsheenanelson"},"user_id":"US.13491208655302741918","parent_user_id":"US.ENT.11815799212886844830"}],"messages":[{' +
        '"from_user_id":"US.13491208655302741918","from_parent_user_id":"US.ENT.11815799212886844830","id":"wamid.Q","timestamp":"1749416383",' +
        '"type":"text","text":{"body":"Does it come in another color?"}}]},"field":"messages"}]}]}'
    function Row([hashtable] $Cells) { [pscustomobject] $Cells }
    function Sent { @(Get-WaSandboxMessage).To }
}

Describe 'A person without a number' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name meta
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'gets it by <Way>' -ForEach @(
        @{ Way = 'the column UserId'; Cells = @{ Name = 'Ada'; UserId = 'US.1' }; More = @{}; To = 'US.1' }
        @{ Way = 'the column beside an empty number'; Cells = @{ Name = 'Ada'; Phone = ''; UserId = 'US.1' }; More = @{}; To = 'US.1' }
        @{ Way = 'the id of several businesses'; Cells = @{ Name = 'Ada'; UserId = 'US.ENT.1' }; More = @{}; To = 'US.ENT.1' }
        @{ Way = 'the number where there is one'; Cells = @{ Name = 'Ada'; Phone = '+12025550101'; UserId = 'US.1' }; More = @{}; To = '+12025550101' }
        @{ Way = 'the number, whatever stands beside it'; Cells = @{ Name = 'Ada'; Phone = '+12025550101'; UserId = 'none' }; More = @{}; To = '+12025550101' }
        @{ Way = '-UserId'; Cells = @{ Name = 'Ada'; Phone = '+12025550101' }; More = @{ UserId = 'US.2' }; To = 'US.2' }
        @{ Way = 'a block of -UserId'; Cells = @{ Name = 'Ada'; Phone = '+12025550101'; Id = 'US.3' }; More = @{ UserId = { $_.Id } }; To = 'US.3' }
        @{ Way = '-To before -UserId'; Cells = @{ Name = 'Ada'; Cell = '+12025550102'; Id = 'US.3' }; More = @{ To = { $_.Cell }; UserId = { $_.Id } }; To = '+12025550102' }
        @{ Way = '-UserId where -To says nothing'; Cells = @{ Name = 'Ada'; Cell = ''; Id = 'US.3' }; More = @{ To = { $_.Cell }; UserId = { $_.Id } }; To = 'US.3' }
    ) {
        $result = Row $Cells | Send-WaMessage -Message $hello @More
        $result.Status, $result.To | Should -Be Accepted, $To
        Sent | Should -Be $To
    }

    It 'gets nothing by <Way>' -ForEach @(
        @{ Way = 'a user id in a column of numbers'; Cells = @{ Phone = 'US.1' }; More = @{}; Said = '*is a user id, not a phone number.*deliver nothing*-UserId*' }
        @{ Way = 'a user id in -To'; Cells = @{ Phone = '+12025550101' }; More = @{ To = { 'US.1' } }; Said = '*is a user id, not a phone number.*' }
        @{ Way = 'a user id as a bare row'; Cells = 'US.1'; More = @{}; Said = '*is a user id, not a phone number.*' }
        @{ Way = 'what is no user id'; Cells = @{ UserId = '+12025550101' }; More = @{}; Said = "'+12025550101' is not a user id*-To*" }
        @{ Way = 'an empty -UserId, and no number takes its place'; Cells = @{ Phone = '+12025550101'; UserId = 'US.1' }; More = @{ UserId = { '' } }; Said = 'The user id is empty.' }
        @{ Way = 'a block of -UserId that yields nothing'; Cells = @{ Phone = '+12025550101' }; More = @{ UserId = { $_.Gone } }; Said = 'The block of -UserId yields nothing for this row*' }
        @{ Way = 'an empty -To, and no column takes its place'; Cells = @{ UserId = 'US.1' }; More = @{ To = { '' } }; Said = 'The phone number is empty.' }
        @{ Way = 'neither of them'; Cells = @{ Phone = ''; UserId = '' }; More = @{}; Said = 'The phone number is empty.' }
        @{ Way = 'a row without either column'; Cells = @{ Name = 'Ada' }; More = @{}; Said = 'This row has no To (or Phone*UserId) column; it has: Name.' }
    ) {
        $row = $Cells -is [string] ? $Cells : (Row $Cells)
        $result = $row | Send-WaMessage -Message (New-WaTextMessage 'Hi') @More -ErrorAction SilentlyContinue -ErrorVariable faults
        $result.Status | Should -Be Invalid
        $result.Error | Should -BeLike $Said
        $faults[0].FullyQualifiedErrorId | Should -Match '^(RecipientInvalid|MissingColumn|BadInput),'
        $sandbox.Requests | Should -Be 0
    }

    It 'is named without rows too, once' {
        ($question | Send-WaMessage -UserId $person).To | Should -Be $person
        { $question | Send-WaMessage -UserId $person -To '+12025550101' } | Should -Throw -ErrorId 'BadInput,*'
        { @{ Name = 'Ada' }, @{ Name = 'Bob' } | Send-WaMessage -Message $question -UserId $person } | Should -Throw -ErrorId 'BadInput,*' -Because 'all would go to one person'
        { $question | Send-WaMessage -UserId { $_.Id } } | Should -Throw -ErrorId 'BadInput,*'
        foreach ($empty in $null, '', ' ') {
            { $question | Send-WaMessage -UserId $empty } | Should -Throw -ErrorId 'BadInput,*'
            { @{ Name = 'Ada'; Phone = '+12025550101' } | Send-WaMessage -Message $hello -UserId $empty } | Should -Throw -ErrorId 'BadInput,*' -Because 'no number takes its place'
        }
        Sent | Should -Be $person
    }

    It 'is an option that other providers cannot express, unless there is a number' {
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0 -Name other
        $results = @{ Name = 'Ada'; UserId = 'US.1' }, @{ Name = 'Bob'; UserId = 'US.2'; Phone = '+12025550102' } |
            Send-WaMessage -Message $hello -ErrorAction SilentlyContinue -ErrorVariable faults
        ($results | Sort-Object RowNumber).Status | Should -Be Invalid, Accepted
        ($results | Where-Object Status -EQ Invalid).ErrorCode | Should -Be option.unsupported
        $faults[0].ErrorDetails.RecommendedAction | Should -BeLike '*MetaCloud or 360dialog.'
    }

    It 'is not sought in a column of that name where a client id says who it is' {
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0 -Name other
        (Row @{ Name = 'Ada'; ClientId = 'c-1'; UserId = '42' } | Send-WaMessage -Message $hello).To | Should -Be c-1
    }

    It 'who answered is answered, and quoted only where that is asked' {
        $answer = $reply | ConvertFrom-WaCallback
        ($answer | Send-WaMessage -Message (New-WaTextMessage 'Yes, {{ProfileName}}.')).To | Should -Be $person
        ($answer | Send-WaMessage -Message (New-WaTextMessage 'Green.') -ReplyTo { $_.MessageId }).To | Should -Be $person
        $first, $second = (Get-WaSandboxMessage).Json | ConvertFrom-Json
        $first.recipient, $first.to, $first.context, $first.text.body | Should -Be $person, $null, $null, 'Yes, Sheena Nelson.'
        $second.context.message_id | Should -Be wamid.Q
    }

    It 'is answered after Export-Clixml as well' {
        $reply | ConvertFrom-WaCallback | Export-Clixml $TestDrive/reply.xml
        (Import-Clixml $TestDrive/reply.xml | Send-WaMessage -Message (New-WaTextMessage 'Yes.')).To | Should -Be $person
    }

    It 'whose reply has a reference of another message does not get it back with the answer' {
        $read = '{"meta_object":' + $reply + ',"extra_info":{"ref":"of-another"}}' | ConvertFrom-WaCallback
        $read.Reference | Should -Be of-another
        $null = $read | Send-WaMessage -Message (New-WaTextMessage 'Yes.')
        $read | Export-Clixml $TestDrive/reply.xml
        $null = Import-Clixml $TestDrive/reply.xml | Send-WaMessage -Message (New-WaTextMessage 'No.')
        (Get-WaSandboxMessage).Json | Should -Not -BeLike '*of-another*'
        Get-WaSandboxMessage | Should -HaveCount 2
    }

    It 'whose reply went through <Way> keeps its reference too' -ForEach @(
        @{ Way = 'Select-Object *'; Through = { $_ | Select-Object * } }
        @{ Way = 'Select-Object of some columns'; Through = { $_ | Select-Object UserId, Reference } }
    ) {
        $reference = '0123456789abcdef0123456789abcdef'
        $answer = $reply.Replace('"type":"text"', "`"biz_opaque_callback_data`":`"$reference`",`"type`":`"text`"") | ConvertFrom-WaCallback
        $answer | Add-Member Reference $reference -Force
        $null = $answer | ForEach-Object $Through | Send-WaMessage -Message $question
        Get-WaSandboxMessage | ForEach-Object Json | Should -Not -BeLike "*$reference*"
    }

    It 'a hash of another journal in a column is not sent as this one''s, with a warning' {
        $row = Row @{ UserId = 'US.1'; Reference = '0123456789abcdef0123456789abcdef', 'A-17' }
        $null = $row | Send-WaMessage -Message $question -Journal (Join-Path $TestDrive hash.journal) -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike 'The column Reference holds hashes as journals have them*'
        (Get-WaSandboxMessage).Json | Should -BeLike '*"biz_opaque_callback_data":"A-17"*'
    }

    It 'is sent to again from a result and from the journal' {
        $journal = Join-Path $TestDrive again.journal
        $result = Row @{ UserId = 'US.1'; Name = 'Ada' } | Send-WaMessage -Message $hello -Journal $journal
        ($result | Send-WaMessage -Message $question).To | Should -Be 'US.1'
        (Get-WaJournal $journal | Send-WaMessage -Message $question).To | Should -Be 'US.1'
    }

    It 'is not named by one text for all beside a block: <Given>' -ForEach @(
        @{ Given = '-To as a text'; More = @{ To = '+12025550101'; UserId = { $_.UserId } } }
        @{ Given = '-UserId as a text'; More = @{ To = { $_.Cell }; UserId = 'US.9' } }
        @{ Given = 'both as texts'; More = @{ To = '+12025550101'; UserId = 'US.9' } }
    ) {
        { (Row @{ UserId = 'US.1'; Cell = '' }), (Row @{ UserId = 'US.2'; Cell = '' }) | Send-WaMessage -Message $question @More } |
            Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '-To and -UserId both name the recipient.'
        Sent | Should -BeNullOrEmpty
    }

    It 'does not write to a callback that names nobody, and says so' {
        $update = '{"entry":[{"changes":[{"field":"account_update","value":{"event":"VERIFIED_ACCOUNT"}}]}]}' | ConvertFrom-WaCallback
        $result = $update | Send-WaMessage -Message (New-WaTextMessage 'Hello') -ErrorAction SilentlyContinue -ErrorVariable problem
        $result.Status | Should -Be Invalid
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'RecipientInvalid,*'
        "$($problem[0])" | Should -BeLike '*This callback names no person.*'
    }

    It 'is in journal, callbacks and report under the user id, from the question to the answer' {
        $journal = Join-Path $TestDrive visit.journal
        $null = $reply | ConvertFrom-WaCallback | Send-WaMessage -Message $question -ReplyTo { $_.MessageId } -Journal $journal
        ($reply | ConvertFrom-WaCallback | Send-WaMessage -Message $question -Journal $journal).Status | Should -Be Skipped
        Get-WaSandboxMessage | Should -HaveCount 1

        $callbacks = @(Get-WaSandboxMessage | Get-WaSandboxCallback -Answer Yes | ConvertFrom-WaCallback)
        $callbacks | Where-Object Phone | Should -BeNullOrEmpty
        $callbacks.UserId | Select-Object -Unique | Should -Be $person
        $entry = Get-WaJournal $journal -Recipient 'us.1349*' -Callback $callbacks
        $entry.Recipient, $entry.Progress, $entry.Answer, $entry.AnswerId | Should -Be $person, Read, Yes, Yes
        Get-WaJournal $journal -Recipient 'US.2*' | Should -BeNullOrEmpty

        Export-WaReport -Journal $journal -Callback $callbacks -Path $TestDrive/report.html
        $page = Get-Content $TestDrive/report.html -Raw
        $page | Should -BeLike "*$person*"
        $page | Should -BeLike '*Yes*'
        Export-WaReport -Journal $journal -MaskRecipient -Path $TestDrive/masked.html
        Get-Content $TestDrive/masked.html -Raw | Should -Not -BeLike "*$person*"

        $thanks = $callbacks | Where-Object Kind -EQ Button | Send-WaMessage -Message (New-WaTextMessage 'See you.') -ReplyTo { $_.MessageId }
        $thanks.To | Should -Be $person
    }

    It 'is checked in a preview as in a send' {
        $rows = (Row @{ Name = 'Ada'; UserId = 'US.1' }), (Row @{ Name = 'Bob'; Phone = 'US.2' }), (Row @{ Name = 'Cy'; Phone = ''; UserId = 'nobody' }), (Row @{ Name = 'Di'; Phone = ''; ClientId = 'c-1'; UserId = '42' })
        Export-WaPreview $TestDrive/preview.html -Message $hello -Row $rows
        $page = Get-Content $TestDrive/preview.html -Raw
        ([regex]::Matches($page, 'Would not be sent')).Count | Should -Be 2
        $page | Should -BeLike '*is a user id, not a phone number*'
        $page | Should -BeLike '*is not a user id*'
        Export-WaPreview $TestDrive/other.html -Message $hello -Row $rows[0] -Provider Kaleyra
        Get-Content $TestDrive/other.html -Raw | Should -BeLike '*Would not be sent*Kaleyra cannot express -UserId*'
    }

    It 'is shown in the request that would be sent' {
        (ConvertTo-WaJson $question -Provider 360dialog -UserId $person | ConvertFrom-Json).recipient | Should -Be $person
        { ConvertTo-WaJson $question -Provider 360dialog -To $person -ErrorAction Stop } | Should -Throw -ErrorId 'RecipientInvalid,*'
        { ConvertTo-WaJson $question -Provider 360dialog -UserId '+12025550101' -ErrorAction Stop } | Should -Throw -ErrorId 'RecipientInvalid,*'
        { ConvertTo-WaJson $question -Provider 360dialog -UserId $person -To '+12025550101' -ErrorAction Stop } | Should -Throw -ErrorId 'BadInput,*'
        { ConvertTo-WaJson $question -Provider PingUp -UserId $person -ErrorAction Stop } | Should -Throw -ErrorId 'MessageInvalid,*'
        { ConvertTo-WaJson $question -UserId $person -ErrorAction Stop } | Should -Throw -ErrorId 'BadInput,*'
    }
}

Describe 'Outside the 24 hours' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider 360dialog -Sandbox $sandbox -RatePerSecond 0
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'goes with a category and a time to live, as <Life>' -ForEach @(
        @{ Life = '10m' }, @{ Life = '00:10:00' }, @{ Life = [timespan]::FromMinutes(10) }, @{ Life = '600s' }
    ) {
        # A column of the user's own called Category says nothing of this.
        $result = Row @{ Name = 'Ada'; Phone = '+12025550101'; Category = 'shoes' } | Send-WaMessage -Message $hello -Category Utility -TimeToLive $Life
        $result.Status | Should -Be Accepted
        $sent = (Get-WaSandboxMessage).Json | ConvertFrom-Json
        $sent.category, $sent.ttl_seconds | Should -Be utility, 600
    }

    It 'is refused before it leaves: <Why>' -ForEach @(
        @{ Why = 'a type that is not taken'; More = @{ Category = 'Authentication' }; Rule = 'direct.type'; Said = "*With -Category Authentication, *'button'*" }
        @{ Why = 'too long a life'; More = @{ Category = 'Utility'; TimeToLive = '13h' }; Rule = 'option.ttl'; Said = '*30s to 12h*' }
        @{ Why = 'a life without a category'; More = @{ TimeToLive = '10m' }; Rule = 'option.ttl'; Said = '*only with a category*' }
    ) {
        $result = $question | Send-WaMessage -To '+12025550101' @More -ErrorAction SilentlyContinue -ErrorVariable faults
        $result.Status, $result.ErrorCode | Should -Be Invalid, $Rule
        $result.Error | Should -BeLike $Said
        $faults[0].FullyQualifiedErrorId | Should -BeLike 'MessageInvalid,*'
        $sandbox.Requests | Should -Be 0
    }

    It 'is an error that names the parameter: <Life>' -ForEach @{ Life = 'soon' }, @{ Life = '600' }, @{ Life = '-1m' }, @{ Life = '00:00:30.5' } {
        $fault = { $question | Send-WaMessage -To '+12025550101' -Category Utility -TimeToLive $Life } | Should -Throw -ErrorId 'BadInput,*' -PassThru
        "$fault" | Should -BeLike "The time to live '$Life'*"
    }

    It 'is not read back as an ordinary message' {
        $json = ConvertTo-WaJson $hello -Provider MetaCloud -To '+12025550101' -Category Utility -TimeToLive 1m
        $json | Should -BeLike '*"ttl_seconds": 60*'
        $fault = { $json | ConvertFrom-WaJson -ErrorAction Stop } | Should -Throw -ErrorId 'BadJson,*' -PassThru
        "$fault" | Should -BeLike '*-Category*'
    }
}

Describe 'Get-WaSandboxCallback' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'writes what ConvertFrom-WaCallback reads' {
        $null = $question | Send-WaMessage -To '+12025550101', '+12025550102' -Reference A-1
        $read = @(Get-WaSandboxMessage | Get-WaSandboxCallback -Status Sent, Failed -Answer 'Who is there?' | ConvertFrom-WaCallback)
        $read.Topic | Should -Be Sent, Failed, Text, Sent, Failed, Text
        $read.Phone | Select-Object -Unique | Sort-Object | Should -Be '+12025550101', '+12025550102'
        $read.Reference | Select-Object -Unique | Should -Be A-1
    }

    It 'says what it cannot write' {
        Connect-WaProvider Octopods -Sandbox $sandbox
        $null = $question | Send-WaMessage -To '+12025550101'
        { Get-WaSandboxMessage | Get-WaSandboxCallback -ErrorAction Stop } | Should -Throw -ErrorId 'BadInput,*'
        { Get-WaSandboxCallback -ErrorAction Stop } | Should -Throw -ErrorId 'BadInput,*'
    }
}
