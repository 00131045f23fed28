BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:hello = New-WaTextMessage 'Hi {{Name}}'
    $script:visit = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Will you come, {{Name}}?'
    $script:plain = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Will you come?'

    # One row whose own Phone column is good, so that nothing but the parameter decides.
    function Person([string] $Name, [int] $n, [hashtable] $More = @{}) {
        [pscustomobject] ([ordered]@{ Name = $Name; Phone = "+3933312300$n"; Mobile2 = "+3933312340$n" } + $More)
    }
    function Sent { @(Get-WaSandboxMessage).To | Sort-Object }
}

Describe 'What a row says' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    Context 'A block that yields nothing, or throws' {
        It 'of -To makes that row Invalid, and no other column takes its place' {
            $people = (Person Ada 1 @{ OptOut = 'yes' }), (Person Bob 2 @{ OptOut = 'no' }), (Person Cy 3 @{ OptOut = 'yes' })
            $results = $people | Send-WaMessage -Message $visit -To { if ($_.OptOut -eq 'yes') { $null } else { $_.Mobile2 } } -ErrorAction SilentlyContinue -ErrorVariable faults
            Sent | Should -Be '+39333123402'
            ($results | Sort-Object RowNumber).Status | Should -Be 'Invalid', 'Accepted', 'Invalid'
            ($results | Where-Object Status -EQ Invalid).RowNumber | Sort-Object | Should -Be 1, 3
            $faults.FullyQualifiedErrorId | Should -BeLike 'RecipientInvalid,*'
            $faults[0].Exception.Message | Should -Be 'Row 1 (no number): The block of -To yields nothing for this row; it has: Name, Phone, Mobile2, OptOut.'
            $faults[0].TargetObject.Name | Should -Be Ada
        }

        It 'of -To with a slip in the name is Invalid for everybody' {
            $results = (Person Ada 1), (Person Bob 2) | Send-WaMessage -Message $visit -To { $_.Mobil } -ErrorAction SilentlyContinue
            $results.Status | Should -Be 'Invalid', 'Invalid'
            $sandbox.Requests | Should -Be 0
        }

        It 'of -To is Invalid with what was thrown: <Why>' -ForEach @(
            @{ Why = 'throw'; Block = { throw "no number of $($_.Name)" }; Said = 'no number of Ada' }
            @{ Why = 'a method of nothing'; Block = { $_.Gone.Trim() }; Said = 'You cannot call a method on a null-valued expression.' }
            @{ Why = 'a command that fails'; Block = { Get-Item (Join-Path TestDrive: gone) ; '+39333123409' }; Said = '*does not exist*' }
        ) {
            $results = (Person Ada 1), (Person Bob 2) | Send-WaMessage -Message $visit -ErrorAction SilentlyContinue -ErrorVariable faults -To $Block
            $results.Status | Should -Be 'Invalid', 'Invalid'
            $results[0].Error | Should -BeLike "The block of -To threw for this row: $Said"
            $faults | Should -HaveCount 2
            $sandbox.Requests | Should -Be 0
        }

        It 'of -To that is left by continue or break costs its row, and no other' {
            $results = foreach ($once in 1) { (Person Ada 1), (Person Bob 2) | Send-WaMessage -Message $visit -ErrorAction SilentlyContinue -To { if ($_.Name -eq 'Ada') { continue } $_.Phone } }
            ($results | Sort-Object RowNumber).Status | Should -Be 'Invalid', 'Accepted'
        }

        It 'of -<Parameter> makes that row Invalid, and its column is not taken' -ForEach @(
            foreach ($name in 'Reference', 'Delay', 'ClientName', 'ClientId', 'TeammateId', 'ReplyTo') { @{ Parameter = $name } }
        ) {
            $row = Person Ada 1 @{ $Parameter = '1h' }
            foreach ($block in { $null }, { $_.Gone }, { throw 'no' }) {
                $given = @{ $Parameter = $block }
                $result = $row | Send-WaMessage -Message $visit @given -ErrorAction SilentlyContinue
                $result.Status, $result.ErrorCode | Should -Be 'Invalid', 'BadInput'
                $result.Error | Should -BeLike "The block of -$Parameter *"
            }
            $sandbox.Requests | Should -Be 0
        }

        It 'of -Key that names a column whose value throws is that row''s alone' {
            $bad = [pscustomobject]@{ Name = 'Ada'; Phone = '+39333123001' } | Add-Member Id -MemberType ScriptProperty -Value { throw 'no id' } -PassThru
            $good = Person Bob 2 @{ Id = 'b' }
            $results = $bad, $good | Send-WaMessage -Message $visit -Key Id -ErrorAction SilentlyContinue
            ($results | Sort-Object RowNumber).Status | Should -Be 'Invalid', 'Accepted'
            ($results | Where-Object RowNumber -EQ 1).Error | Should -Be 'The column Id of this row cannot be read: no id'
        }
    }

    Context 'What was given, and empty' {
        It '-<Parameter> $null takes no column in its place' -ForEach @(
            foreach ($name in 'Reference', 'Delay', 'ClientName', 'ClientId', 'TeammateId', 'ReplyTo') { @{ Parameter = $name } }
        ) {
            # A provider that cannot express the column's value would refuse it; nothing is left of it.
            $given = @{ $Parameter = $null }
            (Person Ada 1 @{ $Parameter = '1h' } | Send-WaMessage -Message $visit @given).Status | Should -Be Accepted
            (Get-WaSandboxMessage).Json | Should -Not -BeLike '*1h*'
        }

        It '-To <Given> sends to nobody' -ForEach @(@{ Given = '$null'; To = $null }, @{ Given = '@()'; To = @() }) {
            { Person Ada 1 | Send-WaMessage -Message $visit -To $To } | Should -Throw -ErrorId 'BadInput,*'
            { $plain | Send-WaMessage -To $To } | Should -Throw 'There is nobody to send to.'
            $sandbox.Requests | Should -Be 0
        }

        It '-Message $null is an error, and rows are not taken for messages' {
            { Person Ada 1 | Send-WaMessage -Message $null } | Should -Throw 'There is no message*'
            { Person Ada 1 | Send-WaMessage -To '+39333123001' } | Should -Throw 'There is no message*'
            { Send-WaMessage -To '+39333123001' } | Should -Throw -ErrorId 'BadInput,*'
        }

        It '-<_> is an error as $null and as an empty text' -ForEach Journal, Key, Connection {
            $name = $_
            foreach ($value in $null, '') {
                $given = @{ $name = $value }
                { Person Ada 1 | Send-WaMessage -Message $visit @given } | Should -Throw -ErrorId 'BadInput,*'
            }
            $sandbox.Requests | Should -Be 0
        }

        It 'a row that is $null is Invalid, and the others are sent' {
            $results = (Person Ada 1), $null, (Person Cy 3) | Send-WaMessage -Message $visit -ErrorAction SilentlyContinue
            ($results | Sort-Object RowNumber).Status | Should -Be 'Accepted', 'Invalid', 'Accepted'
        }
    }

    Context 'What a parameter takes' {
        It '-To takes <What>' -ForEach @(
            @{ What = 'a text'; To = '+39333123001'; Count = 1 }
            @{ What = 'texts'; To = '+39333123001', '+39333123002'; Count = 2 }
            @{ What = 'a string array'; To = [string[]] ('+39333123001', '+39333123002'); Count = 2 }
            @{ What = 'a list'; To = [Collections.Generic.List[string]] ('+39333123001', '+39333123002'); Count = 2 }
            @{ What = 'what came out of a pipeline'; To = ('+39333123001', '+39333123002' | ForEach-Object { $_ }); Count = 2 }
        ) {
            $plain | Send-WaMessage -To $To | Where-Object Status -EQ Accepted | Should -HaveCount $Count
            (Send-WaMessage $plain -To $To).Status | Should -Be (@('Accepted') * $Count)
        }

        It 'a bare number stays as it was typed, and a delay its unit' {
            (Send-WaMessage $plain -To +393331234567, 00393331234568 -ErrorAction SilentlyContinue).To | Sort-Object | Should -Contain '+393331234567'
            (Send-WaMessage $plain -To 00393331234568).To | Should -Be '+393331234568'
            foreach ($delay in { Send-WaMessage $plain -To +393331234567 -Delay 2d }, { Send-WaMessage $plain -To +393331234567 -Delay (New-TimeSpan -Days 2) }) {
                (& $delay).Status | Should -Be Accepted
                ((Get-WaSandboxMessage)[-1].Json | ConvertFrom-Json).delay | Should -Be '2d'
            }
            $id = [guid]::NewGuid()
            $null = Send-WaMessage $plain -ClientId $id
            ((Get-WaSandboxMessage)[-1].Json | ConvertFrom-Json).client | Should -Be "$id"
        }

        It 'a message stands first, without its name' {
            (Send-WaMessage $plain -To '+39333123001').Status | Should -Be Accepted
            (Person Ada 1 | Send-WaMessage $visit).Status | Should -Be Accepted
        }

        It 'a block of -To may yield several recipients, and each has its result under the row''s number' {
            $results = (Person Ada 1), (Person Bob 2) | Send-WaMessage -Message $visit -To { $_.Phone, $_.Mobile2 }
            Sent | Should -Be '+39333123001', '+39333123002', '+39333123401', '+39333123402'
            $results.RowNumber | Sort-Object | Should -Be 1, 1, 2, 2
        }

        It 'several recipients of which one is empty are several results' {
            $results = Person Ada 1 @{ Work = $null } | Send-WaMessage -Message $visit -To { $_.Phone, $_.Work } -ErrorAction SilentlyContinue
            $results.Status | Sort-Object -Property { "$_" } | Should -Be 'Accepted', 'Invalid'
        }

        It 'a row with several recipients cannot be named by one key' {
            $results = Person Ada 1 | Send-WaMessage -Message $visit -To { $_.Phone, $_.Mobile2 } -Key Name -ErrorAction SilentlyContinue
            $results.Status | Should -Be 'Invalid', 'Invalid'
            $results[0].Error | Should -BeLike '*2 recipients*-Key*'
        }

        It 'a block sees the row as $_ and $PSItem, and the variables around it' {
            $suffix = '02'
            $results = Person Ada 1 | Send-WaMessage -Message $visit -To { $_.Phone }, { '+393331230' + $suffix } -ClientName { "$($PSItem.Name)!" }
            $results.Status | Should -Be 'Accepted', 'Accepted'
            (Get-WaSandboxMessage)[0].Json | Should -BeLike '*Ada!*'
        }

        It '-Reference takes a list, a block, and both' {
            Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
            $null = Person Ada 1 @{ OrderId = 'A-1' } | Send-WaMessage -Message $visit -Reference { $_.OrderId }, 'autumn'
            $null = Person Bob 2 @{ Reference = 'B-1', 'B-2' } | Send-WaMessage -Message $visit
            $bodies = (Get-WaSandboxMessage).Json
            $bodies[0] | Should -BeLike '*A-1*autumn*'
            $bodies[1] | Should -BeLike '*B-1*B-2*'
        }

        It 'a hashtable row says its options too' {
            $null = @{ Name = 'Ada'; Phone = '+39333123001'; ClientName = 'Ada L'; Delay = '90m' } | Send-WaMessage -Message $visit
            (Get-WaSandboxMessage).Json | Should -BeLike '*Ada L*'
            (Get-WaSandboxMessage).Json | Should -BeLike '*90m*'
        }

        It 'a row of another shape is read anew' {
            $results = (Person Ada 1), ([pscustomobject]@{ Name = 'Bob'; To = '+39333123052'; ClientName = 'Robert' }), @{ name = 'Cy'; RECIPIENT = '+39333123053' }, (Person Di 4) |
                Send-WaMessage -Message $visit
            $results.Status | Should -Be (@('Accepted') * 4)
            Sent | Should -Be '+39333123001', '+39333123004', '+39333123052', '+39333123053'
            @((Get-WaSandboxMessage).Json -like '*Robert*') | Should -HaveCount 1
        }

        It 'a block needs rows' {
            { $plain | Send-WaMessage -To { $_.Phone } } | Should -Throw '-To is read for each row, and there are no rows.'
            { Send-WaMessage $plain -To '+39333123001' -Delay { '1h' } } | Should -Throw '-Delay is read for each row*'
            { Send-WaMessage { $plain } -To '+39333123001' } | Should -Throw '-Message is read for each row*'
        }
    }

    Context 'What is not a row' {
        It 'a <What> that comes down the pipeline ends the command before anything is sent' -ForEach @(
            @{ What = 'connection'; Rows = { Get-WaProvider } }
            @{ What = 'provider'; Rows = { Get-WaProvider -ListAvailable } }
            @{ What = 'message'; Rows = { $plain } }
            @{ What = 'sandbox'; Rows = { $sandbox } }
        ) {
            { & $Rows | Send-WaMessage -Message $plain -To '+39333123001' } | Should -Throw "A $What came down the pipeline*" -ErrorId 'BadInput,*'
            { & $Rows | Send-WaMessage -Message $visit } | Should -Throw "A $What came down the pipeline*" -ErrorId 'BadInput,*'
            $sandbox.Requests | Should -Be 0
        }

        It 'rows with one fixed -To and a message that takes nothing from them are refused, with what to do' {
            $fault = try { (Person Ada 1), (Person Bob 2) | Send-WaMessage -Message $plain -To '+39333123009' } catch { $_ }
            $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            $fault.Exception.Message | Should -BeLike 'Every row would send the same message to the same person*'
            $fault.ErrorDetails.RecommendedAction | Should -BeLike "*leave the rows out: Send-WaMessage -Message * -To*"
            { '+39333123001', '+39333123002' | Send-WaMessage -Message $plain -To '+39333123009' } | Should -Throw 'Every row would send*'
            { @{ Name = 'Ada' }, @{ Name = 'Bob' } | Send-WaMessage -Message $plain -ClientId c7 } | Should -Throw 'Every row would send*'
            $sandbox.Requests | Should -Be 0
        }

        It 'nor does <What> make them differ' -ForEach @(
            @{ What = 'a first row that is $null'; Rows = { $null; Person Ada 1; Person Bob 2 }; Given = { @{ Message = $plain; To = '+39333123009' } } }
            @{ What = 'a first row that cannot be read'; Rows = { $bad = Person Ada 1; $bad | Add-Member ScriptProperty Delay { throw 'no' }; $bad; Person Ada 1; Person Bob 2 }; Given = { @{ Message = $plain; To = '+39333123009' } } }
            @{ What = 'a key'; Rows = { Person Ada 1; Person Bob 2 }; Given = { @{ Message = $plain; To = '+39333123009'; Key = 'Name' } } }
            @{ What = 'a block that finds the same message'; Rows = { Person Ada 1; Person Bob 2 }; Given = { @{ Message = { $plain }; To = '+39333123009' } } }
            @{ What = 'a block that finds the same number'; Rows = { Person Ada 1; Person Bob 2 }; Given = { @{ Message = $plain; To = { '+39333123009' } } } }
            @{ What = 'an empty column of an option'; Rows = { Person Ada 1 | Add-Member Delay '' -PassThru; Person Bob 2 | Add-Member Delay '' -PassThru }; Given = { @{ Message = $plain; To = '+39333123009' } } }
            @{ What = 'a second fixed number'; Rows = { Person Ada 1; Person Bob 2 }; Given = { @{ Message = $plain; To = '+39333123009', '+39333123008' } } }
        ) {
            $parameters = & $Given
            $fault = try { & $Rows | Send-WaMessage @parameters -ErrorAction SilentlyContinue } catch { $_ }
            ($fault | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }).Exception.Message | Should -BeLike 'Every row would send the same message*'
            $sandbox.Requests | Should -Be 0
        }

        It 'a list may begin with the same row twice where a block names the person' {
            (1..2 | ForEach-Object { Person Ada 1 }) + (Person Bob 2) | Send-WaMessage -Message $plain -To { $_.Phone } | ForEach-Object Status | Should -Be (@('Accepted') * 3)
        }

        It 'a fixed -To is taken where the row says something: <What>' -ForEach @(
            @{ What = 'a placeholder'; Given = { @{ Message = $visit } } }
            @{ What = 'a key'; Given = { @{ Message = $plain; Key = 'Name' } } }
            @{ What = 'an option''s block'; Given = { @{ Message = $plain; ClientName = { $_.Name } } } }
            @{ What = 'an option''s column'; Given = { @{ Message = $plain }; $row | Add-Member ClientName Ada } }
            @{ What = 'the message itself'; Given = { @{ Message = { $plain } } } }
        ) {
            $row = Person Ada 1
            $parameters = & $Given
            ($row | Send-WaMessage @parameters -To '+39333123009').To | Should -Be '+39333123009'
        }

        It '-Connection takes one' {
            Connect-WaProvider PingUp -Name shop -Sandbox $sandbox -RatePerSecond 0
            $fault = try { $plain | Send-WaMessage -To '+39333123001' -Connection shop, PingUp } catch { $_ }
            $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            $fault.Exception.Message | Should -BeLike '-Connection takes one connection; there are 2*'
            $sandbox.Requests | Should -Be 0
        }
    }

    Context 'A message for each row' {
        BeforeEach {
            $script:byLanguage = @{
                en = New-WaTextMessage 'Hello {{Name}}'
                it = New-WaTextMessage 'Ciao {{Name}}'
            }
        }

        It 'is found by a block' {
            $rows = (Person Ada 1 @{ Language = 'en' }), (Person Bea 2 @{ Language = 'it' }), (Person Cy 3 @{ Language = 'en' })
            $results = $rows | Send-WaMessage -Message { $byLanguage[$_.Language] }
            $results.Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
            (Get-WaSandboxMessage).Body | Sort-Object | Should -Be 'Ciao Bea', 'Hello Ada', 'Hello Cy'
        }

        It 'that is missing, thrown or something else is that row''s Invalid, with its number' {
            $rows = foreach ($i in 1..6) { Person "P$i" $i @{ Language = 'en', 'xx', 'it', 'throw', 'text', 'two' | Select-Object -Index ($i - 1) } }
            $results = $rows | Send-WaMessage -ErrorAction SilentlyContinue -Message {
                switch ($_.Language) { throw { throw 'no such language' } text { 'Hello' } two { $byLanguage.en, $byLanguage.it } default { $byLanguage[$_] } }
            }
            $results | Should -HaveCount 6
            $invalid = $results | Where-Object Status -EQ Invalid | Sort-Object RowNumber
            $invalid.RowNumber | Should -Be 2, 4, 5, 6
            $invalid.To | Should -Be '+39333123002', '+39333123004', '+39333123005', '+39333123006'
            $invalid[0].Error | Should -BeLike 'The block of -Message yields nothing for this row*'
            $invalid[1].Error | Should -Be 'The block of -Message threw for this row: no such language'
            $invalid[2].Error | Should -Be 'The block of -Message yields a String for this row, not a message.'
            $invalid[3].Error | Should -Be 'The block of -Message yields 2 objects for this row, not one message.'
            (Get-WaSandboxMessage).Body | Sort-Object | Should -Be 'Ciao P3', 'Hello P1'
        }

        It 'may be a new one each time' {
            $results = 1..100 | ForEach-Object { [pscustomobject]@{ Phone = '+39333123{0:d3}' -f $_; Name = "P$_" } } |
                Send-WaMessage -Message { New-WaTextMessage "Hello $($_.Name) {{Name}}" }
            $results | Where-Object Status -EQ Accepted | Should -HaveCount 100
            (Get-WaSandboxMessage -To '+39333123077').Body | Should -Be 'Hello P77 P77'
        }

        It 'is shown, previewed and checked row by row' {
            $rows = (Person Ada 1 @{ Language = 'en' }), (Person Bea 2 @{ Language = 'it' }), (Person Cy 3 @{ Language = 'xx' })
            $shown = Show-WaMessage { $byLanguage[$_.Language] } -Row $rows -PlainText -ErrorAction SilentlyContinue -ErrorVariable faults
            $shown | Should -HaveCount 2
            $shown[1] | Should -BeLike '*Ciao Bea*'
            $faults.Exception.Message | Should -BeLike 'Row 3: The block of -Message yields nothing*'

            $page = Join-Path $TestDrive rows.html
            Export-WaPreview $page { $byLanguage[$_.Language] } -Row $rows -ErrorAction SilentlyContinue
            Get-Content $page -Raw | Should -BeLike '*Hello Ada*Ciao Bea*'

            $byLanguage.it = New-WaTextMessage ('Ciao {{Name}}' + 'x' * 5000)
            $violation = Test-WaMessage { $byLanguage[$_.Language] } -Row $rows[0..1]
            $violation.Rule, $violation.RowNumber | Should -Be 'text.body.length', 2
            Test-WaMessage { $byLanguage[$_.Language] } -Row $rows[0] -Quiet | Should -BeTrue
            Test-WaMessage { $byLanguage[$_.Language] } -Row $rows[0..1] -Quiet | Should -BeFalse
            Test-WaMessage { $byLanguage[$_.Language] } -Row $rows[0, 2] -Quiet -ErrorAction SilentlyContinue | Should -BeFalse
        }

        It 'without rows is an error that says -Row: <_>' -ForEach 'Show-WaMessage', 'Test-WaMessage' {
            $null = & $_ { $byLanguage.en } -ErrorAction SilentlyContinue -ErrorVariable faults
            $faults[0].FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            $faults[0].ErrorDetails.RecommendedAction | Should -BeLike '*-Row*'
        }
    }

    Context 'Rows that cannot be read' {
        It 'cost themselves alone: <What>' -ForEach @(
            @{ What = 'a property that throws'; Bad = { [pscustomobject]@{ Phone = '+39333123008' } | Add-Member Name -MemberType ScriptProperty -Value { throw 'no name' } -PassThru }; Says = '*Name of this row cannot be read: no name' }
            @{ What = 'a recipient that throws'; Bad = { [pscustomobject]@{ Name = 'x' } | Add-Member Phone -MemberType ScriptProperty -Value { throw 'no phone' } -PassThru }; Says = '*Phone of this row cannot be read: no phone' }
            @{ What = 'a value that cannot be written'; Bad = { [pscustomobject]@{ Phone = '+39333123008'; Name = (New-Object psobject | Add-Member ToString -MemberType ScriptMethod -Value { throw 'no text' } -Force -PassThru) } }; Says = '*Name of this row cannot be read: *no text*' }
            @{ What = 'a list sorted by numbers'; Bad = { $list = [Collections.SortedList]::new(); $list[1] = 'a'; $list[2] = 'b'; , $list }; Says = 'This row has no To *' }
        ) {
            $rows = @(Person Ada 1; & $Bad; Person Cy 3)
            $results = $rows | Send-WaMessage -Message $visit -ErrorAction SilentlyContinue
            $results | Should -HaveCount 3
            $invalid = $results | Where-Object Status -EQ Invalid
            $invalid.RowNumber | Should -Be 2
            $invalid.Error | Should -BeLike $Says
            Sent | Should -Be '+39333123001', '+39333123003'
        }
    }

    Context 'A number that is shown otherwise than it was given' {
        It 'is not taken for another one where its result is sent again' {
            $result = [pscustomobject]@{ Phone = "+39333`n1234567" } | Send-WaMessage -Message $plain -ErrorAction SilentlyContinue
            $result.Status, $result.To | Should -Be Invalid, "+39333$([char] 0xfffd)1234567"
            ($result | Send-WaMessage -Message $plain -ErrorAction SilentlyContinue).Status | Should -Be Invalid
            $sandbox.Requests | Should -Be 0
        }
    }

    Context 'What the first row shows' {
        It '-<Name> with the name of a column is an error before anything is sent' -ForEach @(
            foreach ($name in 'To', 'UserId', 'Reference', 'Delay', 'ClientName', 'ClientId', 'TeammateId', 'ReplyTo') { @{ Name = $name } }
        ) {
            foreach ($column in 'name', 'Mobile2', 'the cell') {
                $given = @{ $Name = $column }
                $fault = { Person Ada 1 @{ 'the cell' = 'x' } | Send-WaMessage -Message $visit @given } | Should -Throw -ErrorId 'BadInput,*' -PassThru
                "$fault" | Should -Be "-$Name is '$column' for every row, and that is the name of a column."
                $code = $column -eq 'the cell' ? "'the cell'" : $column
                $fault.ErrorDetails.RecommendedAction | Should -BeLike "*-$Name { `$_.$code }; * -$Name { '$column' }."
            }
            $sandbox.Requests | Should -Be 0
        }

        It 'a block that yields the name of a column is no slip' {
            Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
            (Person Ada 1 | Send-WaMessage -Message $visit -Reference { 'Name' }).Status | Should -Be Accepted
        }

        It '-<Name> that names no column is one error before anything is sent' -ForEach @{ Name = 'Key' }, @{ Name = 'Keep' } {
            $given = @{ $Name = 'Nmae' }
            $fault = { (Person Ada 1), (Person Bob 2) | Send-WaMessage -Message $visit @given } | Should -Throw -ErrorId 'MissingColumn,*' -PassThru
            "$fault" | Should -Be 'This row has no Nmae column; it has: Name, Phone, Mobile2.'
            $fault.ErrorDetails.RecommendedAction | Should -Be "Correct the name behind -$Name."
            $sandbox.Requests | Should -Be 0
        }

        It 'rows without -Message say what is missing' {
            $fault = { Person Ada 1 | Send-WaMessage } | Should -Throw -ErrorId 'BadInput,*' -PassThru
            "$fault" | Should -BeLike 'There is no message: -Message is missing*'
            $fault.ErrorDetails.RecommendedAction | Should -BeLike '*give -Message*'
            { $visit | Send-WaMessage } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage 'There is nobody to send to.'
        }

        It 'a text and several messages are no message, and the error says how to make one' {
            $fault = { Send-WaMessage 'Hello' -To '+39333123001' } | Should -Throw -ErrorId 'BadInput,*' -PassThru
            "$fault" | Should -Be "-Message is the text 'Hello', not a message."
            $fault.ErrorDetails.RecommendedAction | Should -BeLike '*New-WaTextMessage*'
            { Send-WaMessage $plain, $plain -To '+39333123001' } | Should -Throw '-Message takes one message, and 2 objects were given.'
            { Send-WaMessage @($null) -To '+39333123001' } | Should -Throw -ErrorId 'BadInput,*'
            (Send-WaMessage @($plain) -To '+39333123001').Status | Should -Be Accepted
            $textless = [pscustomobject]@{} | Add-Member -MemberType ScriptMethod ToString { throw 'no text' } -Force -PassThru
            { $textless | Send-WaMessage -To '+39333123001' } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage 'There is no message*'
            "$(Show-WaMessage 'Hello' 2>&1)" | Should -Be "-Message is the text 'Hello', not a message."
        }

        It 'a column that is taken for an option is told with what to do about it' {
            $row = Person Ada 1 @{ Reference = 'r1' }
            $null = $row | Send-WaMessage -Message $visit -ErrorAction SilentlyContinue -ErrorVariable faults
            $faults[0].Exception.Message | Should -BeLike 'Row 1 (+39333123001): PingUp cannot express -Reference.'
            $faults[0].ErrorDetails.RecommendedAction | Should -BeLike 'Give -Reference $null, or rename the column Reference if the row has one, or use *, * or *.'
            ($row | Send-WaMessage -Message $visit -Reference $null).Status | Should -Be Accepted
        }
    }

    Context 'Values that are no texts' {
        BeforeAll {
            Add-Type -TypeDefinition @'
using System;
public class NoText { public override string ToString() { throw new InvalidOperationException("no text"); } }
public sealed class NoFormat : NoText, IFormattable { public string ToString(string format, IFormatProvider provider) { throw new InvalidOperationException("no text"); } }
'@
        }

        It 'cost their row alone, where they throw: <What>' -ForEach @(
            @{ What = 'a phone'; Row = { Person Bob 2 @{ Cell = [NoText]::new() } | Select-Object Name, @{ n = 'Phone'; e = 'Cell' } } }
            @{ What = 'one phone of several'; Row = { Person Bob 2 @{ Cell = @('+39333123008', [NoText]::new()) } | Select-Object Name, @{ n = 'Phone'; e = 'Cell' } } }
            @{ What = 'a cell of the message'; Row = { [pscustomobject]@{ Name = [NoFormat]::new(); Phone = '+39333123008' } } }
            @{ What = 'a cell with a format'; Row = { [pscustomobject]@{ Name = [NoFormat]::new(); Phone = '+39333123008' } }; Message = 'Hi {{Name:d}}' }
            @{ What = 'a reference'; Row = { Person Bob 2 @{ Reference = 'a', [NoText]::new() } } }
            @{ What = 'what -To yields'; Row = { Person Bob 2 @{ Bad = [NoText]::new() } }; Given = @{ To = { $_.Bad ?? $_.Phone } } }
            @{ What = 'what -Reference yields'; Row = { Person Bob 2 @{ Bad = [NoText]::new() } }; Given = @{ Reference = { $_.Bad ?? 'r' } } }
            @{ What = 'what -ReplyTo yields'; Row = { Person Bob 2 @{ Bad = [NoText]::new() } }; Given = @{ ReplyTo = { $_.Bad ?? 'wamid.x' } }; Through = 'MetaCloud' }
            @{ What = 'what -Culture yields'; Row = { Person Bob 2 @{ Bad = [NoText]::new() } }; Given = @{ Culture = { $_.Bad ?? 'en' } } }
        ) {
            Connect-WaProvider ($Through ?? 'Kaleyra') -Sandbox $sandbox -RatePerSecond 0
            $given = $Given ?? @{}
            $draft = $Message ? (New-WaTextMessage $Message) : $hello
            $others = $Message ? @() : @(Person Ada 1; Person Cy 3)
            $results = @($others; & $Row) | Send-WaMessage -Message $draft @given -ErrorAction SilentlyContinue
            $invalid = $results | Where-Object Status -EQ Invalid
            $invalid.Error | Should -BeLike '*cannot be read: no text'
            $invalid.ErrorCode | Should -Be BadInput
            ($results | Where-Object Status -EQ Accepted).To | Sort-Object | Should -Be ($Message ? $null : @('+39333123001', '+39333123003'))
        }

        It 'are not sent as the name of their type: <What>' -ForEach @(
            @{ What = 'a hashtable'; Cell = @{ City = 'Rome' }; Type = 'Hashtable' }
            @{ What = 'an object'; Cell = [pscustomobject]@{ City = 'Rome' }; Type = 'PSCustomObject' }
            @{ What = 'a block'; Cell = { 'Rome' }; Type = 'ScriptBlock' }
            @{ What = 'a list of tables'; Cell = @('Rome', @{ City = 'Rome' }); Type = 'Hashtable' }
            @{ What = 'an object without a text'; Cell = [Random]::new(1); Type = 'Random' }
        ) {
            foreach ($body in 'Hi {{Name}}', 'Hi {{Name:d}}') {
                $result = [pscustomobject]@{ Phone = '+39333123001'; Name = $Cell } | Send-WaMessage (New-WaTextMessage $body) -ErrorAction SilentlyContinue
                $result.Status, $result.ErrorCode | Should -Be Invalid, BadInput
                if ($body -notlike '*:d*') { $result.Error | Should -Be "The column Name of this row is an object of the type $Type, and a text is needed." }
            }
            $sandbox.Requests | Should -Be 0
        }

        It 'are sent where somebody gave them a text' {
            $person = [pscustomobject]@{ First = 'Ada' } | Add-Member -MemberType ScriptMethod ToString { $this.First } -Force -PassThru
            $null = [pscustomobject]@{ Phone = '+39333123001'; Name = $person } | Send-WaMessage $hello
            (Get-WaSandboxMessage).Body | Should -Be 'Hi Ada'
        }

        It 'cost no drawing that does not need them' {
            $row = [pscustomobject]@{ Bad = [NoText]::new(); Table = @{}; Name = 'Ada'; Phone = [NoText]::new() }
            Show-WaMessage $hello -Row $row -PlainText | Should -BeLike '*Hi Ada*'
            $hello | Export-WaPreview $TestDrive/p.html -Row $row
            Get-Content $TestDrive/p.html -Raw | Should -BeLike '*Would not be sent*The column Phone of this row cannot be read: no text*'
        }

        It 'are rows with columns where they are entries of a hashtable' {
            $result = @{ Ada = '+39333123001' }.GetEnumerator() | Send-WaMessage (New-WaTextMessage '{{Name}} {{Key}}') -To { $_.Value }
            $result.Status | Should -Be Accepted
            (Get-WaSandboxMessage).Body | Should -Be 'Ada Ada'
        }
    }

    Context 'Cells that are no texts' {
        It 'are written the same in every culture' {
            $before = [cultureinfo]::CurrentCulture
            try {
                [cultureinfo]::CurrentCulture = 'it-IT'
                $draft = New-WaTextMessage '{{Day}} / {{At}} / {{Price}} / {{Count}}'
                $row = [pscustomobject]@{ Phone = '+39333123001'; Day = [datetime] '2026-03-09'; At = [datetime] '2026-03-09T14:30:00'; Price = 1234.5; Count = 7 }
                (Show-WaMessage $draft -Row $row -PlainText) -join '' | Should -BeLike '*2026-03-09 / 2026-03-09 14:30 / 1234.5 / 7*'
                $null = $row | Send-WaMessage -Message $draft
                (Get-WaSandboxMessage).Body | Should -Be '2026-03-09 / 2026-03-09 14:30 / 1234.5 / 7'
            } finally {
                [cultureinfo]::CurrentCulture = $before
            }
        }

        It 'take the format behind a placeholder''s colon, in the culture that -Culture names' {
            $draft = New-WaTextMessage '{{Visit:dddd d MMMM, HH:mm}}'
            $rows = [pscustomobject]@{ Phone = '+39333123001'; Language = 'en'; Visit = '2026-03-09 14:30' }, [pscustomobject]@{ Phone = '+39333123002'; Language = 'it'; Visit = [datetime] '2026-03-09 14:30' }
            $null = $rows | Send-WaMessage -Message $draft
            (Get-WaSandboxMessage).Body | Should -Be 'Monday 9 March, 14:30', 'Monday 9 March, 14:30'
            (Show-WaMessage $draft -Row $rows[0] -Culture it-IT -PlainText) -join '' | Should -BeLike '*lunedì 9 marzo, 14:30*'
            $null = $rows | Send-WaMessage -Message $draft -Culture { $_.Language }
            (Get-WaSandboxMessage).Body | Select-Object -Last 2 | Sort-Object | Should -Be 'lunedì 9 marzo, 14:30', 'Monday 9 March, 14:30'
            { $rows | Send-WaMessage -Message $draft -Culture klingon } | Should -Throw "There is no culture 'klingon'*" -ErrorId 'BadInput,*'
        }

        It 'that have no such format are that row''s Invalid' {
            $draft = New-WaTextMessage '{{Visit:dddd|some day}}'
            $rows = [pscustomobject]@{ Phone = '+39333123001'; Visit = '9/3/2026' }, [pscustomobject]@{ Phone = '+39333123002'; Visit = '' }
            $results = $rows | Send-WaMessage -Message $draft -ErrorAction SilentlyContinue | Sort-Object RowNumber
            $results.Status | Should -Be 'Invalid', 'Accepted'
            $results[0].Error | Should -BeLike "The column Visit: '9/3/2026' is neither a date as 2026-03-09 14:30 nor a number*"
            (Get-WaSandboxMessage).Body | Should -Be 'some day'
        }
    }

    Context 'Files that were read wrongly' {
        It 'leave a warning for a character that was lost, once for each column' {
            $path = Join-Path $TestDrive latin.csv
            [IO.File]::WriteAllText($path, "Name,Phone`nZo$([char] 0xEB),+39333123001`nIn$([char] 0xE9)s,+39333123002", [Text.Encoding]::Latin1)
            $results = Import-Csv $path | Send-WaMessage -Message $hello -WarningVariable warnings -WarningAction SilentlyContinue
            $results.Status | Should -Be 'Accepted', 'Accepted'
            $warnings | Should -HaveCount 1
            $warnings[0].Message | Should -BeLike 'Row 1: Name is ''Zo*A character of it was lost*-Encoding Latin1*'
            $null = Import-Csv $path -Encoding Latin1 | Send-WaMessage -Message $hello -WarningVariable warnings
            $warnings | Should -BeNullOrEmpty
        }

        It 'in one column for <What> leave the advice -Delimiter' -ForEach @(
            @{ What = 'semicolons'; Delimiter = ';'; Advice = "*Import-Csv -Delimiter ';'*" }
            @{ What = 'tabs'; Delimiter = "`t"; Advice = '*Import-Csv -Delimiter "?t"*' }
        ) {
            $rows = 'Name,Phone', 'Ada,+39333123001' -replace ',', $Delimiter | ConvertFrom-Csv
            foreach ($run in { $rows | Send-WaMessage -Message $hello }, { $rows | Send-WaMessage -Message $hello -To '+39333123001' }, { $rows | New-WaButton }) {
                $null = & $run -ErrorAction SilentlyContinue 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] } | Tee-Object -Variable faults
                $faults[0].FullyQualifiedErrorId | Should -BeLike 'MissingColumn,*'
                $faults[0].ErrorDetails.RecommendedAction | Should -BeLike $Advice
            }
        }
    }
}
