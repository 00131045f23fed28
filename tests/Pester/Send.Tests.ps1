BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:menu = 'Prices', 'Hours' | New-WaListRow | New-WaListSection -Title Help |
        New-WaInteractiveMessage -Body 'Hi {{FirstName}}, how can we help?' -ButtonText Choose
    $script:visit = 'Change', 'Cancel' | New-WaButton | New-WaInteractiveMessage -Body 'Your visit is at 9 am.'
    function Row([string] $FirstName, [string] $Phone) { [pscustomobject]@{ FirstName = $FirstName; Phone = $Phone } }
}

Describe 'Send-WaMessage' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    Context 'Send-WaMessage to recipients' {
        It 'sends one message to each -To and returns one result for each' {
            $results = $visit | Send-WaMessage -To '+393331234567', '0039 333 123 4568'
            $results | Should -HaveCount 2
            $results.Status | Should -Be @('Accepted', 'Accepted')
            $results.To | Sort-Object | Should -Be @('+393331234567', '+393331234568')
            (Get-WaSandboxMessage).Body | Should -Be @('Your visit is at 9 am.', 'Your visit is at 9 am.')
        }

        It 'takes the message as a parameter as well' {
            (Send-WaMessage -Message $visit -To '+393331234567').Status | Should -Be Accepted
        }

        It 'says so when there is nobody to send to' {
            { Send-WaMessage -Message $visit } | Should -Throw -ErrorId 'BadInput,*'
            { $visit | Send-WaMessage } | Should -Throw 'There is nobody to send to.'
        }

        It 'sends nothing for a pipeline without rows' {
            @() | Send-WaMessage -Message $visit | Should -BeNullOrEmpty
            $sandbox.Requests | Should -Be 0
        }

        It 'refuses a draft without rows' {
            $result = $menu | Send-WaMessage -To '+393331234567' -ErrorAction SilentlyContinue -ErrorVariable fault
            $result.Status | Should -Be Invalid
            $fault[0].Exception.Message | Should -BeLike '*{{FirstName}}*no row*'
            $sandbox.Requests | Should -Be 0
        }
    }

    Context 'Send-WaMessage to rows' {
        It 'fills the placeholders from each row' {
            (Row Ada '+393331234567'), (Row Bob '+393331234568') | Send-WaMessage -Message $menu | Should -HaveCount 2
            (Get-WaSandboxMessage).Body | Sort-Object | Should -Be @('Hi Ada, how can we help?', 'Hi Bob, how can we help?')
        }

        It 'reads the recipient from a column named <_>' -ForEach To, Phone, PhoneNumber, Mobile, Recipient {
            $result = [pscustomobject]@{ FirstName = 'Ada'; $_ = '+393331234567' } | Send-WaMessage -Message $menu
            $result.To | Should -Be '+393331234567'
        }

        It 'reads the recipient with a script block' {
            ([pscustomobject]@{ FirstName = 'Ada'; Cell = '+393331234567' } | Send-WaMessage -Message $menu -To { $_.Cell }).Status | Should -Be Accepted
        }

        It 'takes hashtables and bare numbers as rows' {
            (@{ FirstName = 'Ada'; Phone = '+393331234567' } | Send-WaMessage -Message $menu).Status | Should -Be Accepted
            ('+393331234567' | Send-WaMessage -Message $visit).Status | Should -Be Accepted
        }

        It 'takes the row of an earlier result' {
            $failed = (Row Ada '333') | Send-WaMessage -Message $menu -ErrorAction SilentlyContinue
            $failed.Row.FirstName | Should -Be Ada
            ($failed | Send-WaMessage -Message $menu -To '+393331234567').Status | Should -Be Accepted
            (Get-WaSandboxMessage).Body | Should -Be 'Hi Ada, how can we help?'
        }

        It 'sends a result again to the person it is about, whatever other numbers its row has' {
            $row = Row Ada '+393331234567'
            $row | Add-Member Mobile '+393331234599'
            $first = $row | Send-WaMessage -Message $menu -To { $_.Mobile }
            ($first | Send-WaMessage -Message $menu).To | Should -Be '+393331234599'
            $several = $row | Send-WaMessage -Message $menu -To { $_.Phone, $_.Mobile }
            ($several | Where-Object To -EQ '+393331234599' | Send-WaMessage -Message $menu).To | Should -Be '+393331234599'
            ($first | Send-WaMessage -Message $menu -To { $_.Phone }).To | Should -Be '+393331234567'
            $none = $row | Send-WaMessage -Message $menu -To { $_.Mobil } -ErrorAction SilentlyContinue
            ($none | Send-WaMessage -Message $menu -ErrorAction SilentlyContinue).Status | Should -Be Invalid
            $read = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($first, 3))
            ($read | Send-WaMessage -Message $menu).To | Should -Be '+393331234599'
        }

        It 'keeps the row out of a CSV, so that its columns are flat' {
            $result = (Row Ada '+393331234567') | Send-WaMessage -Message $menu
            ($result | ConvertTo-Csv)[0] | Should -Not -BeLike '*"Row"*'
        }

        It 'costs a bad row that row alone, and names row, value and recommendation' {
            $results = (Row Ada '+393331234567'), (Row Bob 3331234567), (Row Cy '+393331234568') |
                Send-WaMessage -Message $menu -ErrorAction SilentlyContinue -ErrorVariable faults
            $results | Should -HaveCount 3
            ($results | Where-Object To -EQ 3331234567).Status | Should -Be Invalid
            $faults | Should -HaveCount 1
            $faults[0].FullyQualifiedErrorId | Should -BeLike 'RecipientInvalid,*'
            $faults[0].CategoryInfo.Category | Should -Be InvalidData
            $faults[0].Exception.Message | Should -BeLike 'Row 2 (3331234567)*no country code*'
            $faults[0].ErrorDetails.RecommendedAction | Should -BeLike '*-CountryCode*'
            $faults[0].TargetObject.FirstName | Should -Be Bob
            $sandbox.Accepted | Should -Be 2
        }

        It 'names a column that is not there, and those that are' {
            $result = [pscustomobject]@{ Name = 'Ada'; Phone = '+393331234567' } | Send-WaMessage -Message $menu -ErrorAction SilentlyContinue
            $result.Status | Should -Be Invalid
            $result.Error | Should -Be 'This row has no FirstName column; it has: Name, Phone.'
            $none = [pscustomobject]@{ FirstName = 'Ada' } | Send-WaMessage -Message $menu -ErrorAction SilentlyContinue
            $none.Error | Should -BeLike 'This row has no To (or Phone, PhoneNumber, Mobile, Recipient, UserId) column*'
        }

        It 'does not carry a value over from the row before' {
            $rows = [pscustomobject]@{ Phone = '+393331234567'; ClientName = 'Ada' }, [pscustomobject]@{ Phone = '+393331234568' }
            Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0
            $rows | Send-WaMessage -Message $visit | Should -HaveCount 2
            (Get-WaSandboxMessage -To '+393331234568').Json | Should -Not -BeLike '*Ada*'
        }

        It 'takes national numbers with -CountryCode and complete ones with -International' {
            ((Row Ada 3331234567) | Send-WaMessage -Message $menu -CountryCode 39).To | Should -Be '+393331234567'
            ((Row Ada 393331234567) | Send-WaMessage -Message $menu -International).To | Should -Be '+393331234567'
            { (Row Ada 1) | Send-WaMessage -Message $menu -CountryCode 39 -International } | Should -Throw -ErrorId 'BadInput,*'
        }
    }

    Context 'Options of a send' {
        It 'carries what a provider can express' {
            Connect-WaProvider PingUp -Sandbox $sandbox
            [pscustomobject]@{ Phone = '+393331234567'; ClientName = 'Ada'; ClientId = 'c1'; Delay = '90m' } | Send-WaMessage -Message $visit
            $body = (Get-WaSandboxMessage).Json | ConvertFrom-Json
            $body.client, $body.client_phone, $body.client_name, $body.delay | Should -Be @('c1', '393331234567', 'Ada', '90m')
        }

        It 'takes a TimeSpan as a delay' {
            Connect-WaProvider PingUp -Sandbox $sandbox
            $null = $visit | Send-WaMessage -To '+393331234567' -Delay (New-TimeSpan -Days 14)
            ((Get-WaSandboxMessage).Json | ConvertFrom-Json).delay | Should -Be '2w'
        }

        It 'makes a delay that cannot be read that row''s error, and an empty one none' {
            Connect-WaProvider PingUp -Sandbox $sandbox
            $rows = [pscustomobject]@{ Phone = '+393331234567'; Delay = 'soon' }, [pscustomobject]@{ Phone = '+393331234568'; Delay = '' }
            $results = $rows | Send-WaMessage -Message $visit -ErrorAction SilentlyContinue
            ($results | Where-Object To -EQ '+393331234567').Status | Should -Be Invalid
            ($results | Where-Object To -EQ '+393331234568').Status | Should -Be Accepted
        }

        It 'refuses what the provider cannot express, and names one that can' {
            $result = $visit | Send-WaMessage -To '+393331234567' -Delay 1h -ErrorAction SilentlyContinue -ErrorVariable faults
            $result.Status | Should -Be Invalid
            $faults[0].ErrorDetails.RecommendedAction | Should -BeLike '*PingUp*'
            $sandbox.Requests | Should -Be 0
        }

        It 'sends to a client id without a number' {
            Connect-WaProvider PingUp -Sandbox $sandbox
            ($visit | Send-WaMessage -ClientId c7).Status | Should -Be Accepted
            ((Get-WaSandboxMessage).Json | ConvertFrom-Json).PSObject.Properties.Name | Should -Not -Contain client_phone
        }
    }

    Context 'What stops a message or a run' {
        It 'sends nothing that breaks a rule' {
            $result = 'a', 'b', 'c', 'd' | New-WaButton | New-WaInteractiveMessage -Body Hi | Send-WaMessage -To '+393331234567' -ErrorAction SilentlyContinue -ErrorVariable faults
            $result.Status | Should -Be Invalid
            $faults[0].FullyQualifiedErrorId | Should -BeLike 'MessageInvalid,*'
            $faults[0].ErrorDetails.RecommendedAction | Should -BeLike '*list*'
            $sandbox.Requests | Should -Be 0
        }

        It 'says how to connect when nothing is connected' {
            Get-WaProvider | Disconnect-WaProvider
            { $visit | Send-WaMessage -To '+393331234567' } | Should -Throw -ErrorId 'NotConnected,*'
            { $visit | Send-WaMessage -To '+393331234567' -Connection nowhere } | Should -Throw '*nowhere*'
        }

        It 'ends the run on a wrong key, reports every row, and says what to put right' {
            Connect-WaProvider Kaleyra -Name wrong -Sid HXAP16 -Sender '+911140000000' -BaseUri $sandbox.BaseUri -ApiKey (ConvertTo-SecureString not-it -AsPlainText -Force)
            $results = [System.Collections.Generic.List[object]]::new()
            $fault = try { 1..50 | ForEach-Object { Row "P$_" ('+39333123{0:d4}' -f $_) } | Send-WaMessage -Message $menu -ThrottleLimit 2 | ForEach-Object { $results.Add($_) } } catch { $_ }
            $fault.FullyQualifiedErrorId | Should -BeLike 'RunStopped,*'
            $fault.ErrorDetails.RecommendedAction | Should -BeLike '*SID*'
            $results | Should -HaveCount 50
            $results.Status | Select-Object -Unique | Should -Be NotSent
            $sandbox.Requests | Should -BeLessOrEqual 2
        }

        It 'obeys $WhatIfPreference, and asks where $ConfirmPreference says so' {
            $WhatIfPreference = $true
            ($visit | Send-WaMessage -To '+393331234567').Status | Should -Be NotSent
            ($visit | Send-WaMessage -To '+393331234567' -WhatIf:$false).Status | Should -Be Accepted
            $WhatIfPreference = $false
            $ConfirmPreference = 'Medium'
            # A shell without a host can ask nobody: being asked is an error there.
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($module, $connection, $message)
                Import-Module $module
                $ConfirmPreference = 'Medium'
                $message | Send-WaMessage -To '+393331234567' -Connection $connection
            }).AddArgument((Get-Module InteractiveMessaging).Path).AddArgument((Get-WaProvider Kaleyra)).AddArgument($visit)
            $shell.Invoke() | Should -BeNullOrEmpty
            $shell.HadErrors | Should -BeTrue
            $shell.Dispose()
            $sandbox.Requests | Should -Be 1
            ($visit | Send-WaMessage -To '+393331234567' -Confirm:$false).Status | Should -Be Accepted
        }

        It 'sends nothing with -WhatIf, but still checks' {
            $results = (Row Ada '+393331234567'), (Row Bob 333) | Send-WaMessage -Message $menu -WhatIf -ErrorAction SilentlyContinue
            $results.Status | Should -Be @('NotSent', 'Invalid')
            $sandbox.Requests | Should -Be 0
        }
    }

    Context 'A look ahead' {
        It 'says with -WhatIf what a journal would skip, checks every row, and makes or changes no file' {
            $journal = Join-Path $TestDrive ahead.journal
            $rows = (Row Ada '+393331234567'), (Row Bob '+393331234568'), (Row Cy 333), (Row Bob '+393331234568')
            $results = $rows | Send-WaMessage -Message $menu -Journal $journal -WhatIf -ErrorAction SilentlyContinue | Sort-Object RowNumber
            $results.Status | Should -Be 'NotSent', 'NotSent', 'Invalid', 'Skipped'
            $results[0].Note | Should -Be 'It would be sent.'
            $journal | Should -Not -Exist

            $null = $rows[0] | Send-WaMessage -Message $menu -Journal $journal
            $before = Get-FileHash $journal
            $results = $rows | Send-WaMessage -Message $menu -Journal $journal -WhatIf -ErrorAction SilentlyContinue | Sort-Object RowNumber
            $results.Status | Should -Be 'Skipped', 'NotSent', 'Invalid', 'Skipped'
            $results[0].Note | Should -Be 'Accepted in an earlier run.'
            (Get-FileHash $journal).Hash | Should -Be $before.Hash
            (Get-ChildItem $TestDrive -Filter ahead.journal*).Name | Should -Be ahead.journal
            $sandbox.Requests | Should -Be 1
            { $rows | Send-WaMessage -Message $visit -Journal $journal -WhatIf } | Should -Throw -ErrorId 'JournalMessageDiffers,*'
        }
    }

    Context 'Ending early' {
        BeforeAll {
            function People([int] $Count) { 1..$Count | ForEach-Object { Row "P$_" ('+39333124{0:d4}' -f $_) } }
        }

        It 'ends with Select-Object -First, and what was in flight is known' {
            $first = People 500 | Send-WaMessage -Message $menu -ThrottleLimit 8 | Select-Object -First 1
            $first.Status | Should -Be Accepted
            # Every request has its result: the one that was seen, or one of those that could not be written any more.
            $sandbox.Requests | Should -BeLessThan 500
            1 + @(Get-WaJournal -Last | Where-Object Status -EQ Accepted).Count | Should -Be $sandbox.Accepted
        }

        It 'ends when something downstream throws' {
            { People 300 | Send-WaMessage -Message $menu -ThrottleLimit 4 | ForEach-Object { throw 'downstream' } } | Should -Throw downstream
            @(Get-WaJournal -Last | Where-Object Status -EQ Accepted).Count + 1 | Should -Be $sandbox.Accepted
        }

        It 'ends when <_>' -ForEach 'the pipeline is stopped from outside', 'its runspace is closed' {
            Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 1 -Name slow
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($module, $connection, $menu)
                Import-Module $module
                1..500 | ForEach-Object { [pscustomobject]@{ FirstName = "P$_"; Phone = '+39333125{0:d4}' -f $_ } } |
                    Send-WaMessage -Message $menu -Connection $connection
            }).AddArgument((Get-Module InteractiveMessaging).Path).AddArgument((Get-WaProvider slow)).AddArgument($menu)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            # The first result shows that the run is under way.
            $null = $output.GetEnumerator().MoveNext()
            if ($_ -like '*runspace*') { $shell.Runspace.Close() } else { $shell.Stop() }
            { $shell.EndInvoke($running) } | Should -Throw
            $shell.InvocationStateInfo.State | Should -Be Stopped
            $sandbox.Requests | Should -BeLessThan 20
        }
    }

    Context 'One''s own data' {
        It 'comes back in the columns that -Keep names, and a CSV has them' {
            $rows = [pscustomobject]@{ FirstName = 'Ada'; Phone = '+393331234567'; OrderId = 'A-1' }, [pscustomobject]@{ FirstName = 'Bob'; Phone = '333'; OrderId = 'B-2' }
            $results = $rows | Send-WaMessage -Message $menu -Keep orderid, FirstName -ErrorAction SilentlyContinue
            ($results | Sort-Object RowNumber).OrderId | Should -Be 'A-1', 'B-2'
            $csv = $results | ConvertTo-Csv | ConvertFrom-Csv | Sort-Object { [int] $_.RowNumber }
            $csv.FirstName | Should -Be 'Ada', 'Bob'
            $csv[1].Status | Should -Be Invalid
            $results[0].GetType().Name | Should -Be SendResult
        }

        It 'comes back under the user''s key' {
            $rows = [pscustomobject]@{ FirstName = 'Ada'; Phone = '+393331234567'; OrderId = 'A-1' }, [pscustomobject]@{ Phone = '+393331234568'; OrderId = 'B-2' }
            $results = $rows | Send-WaMessage -Message $menu -Key OrderId -ErrorAction SilentlyContinue | Sort-Object RowNumber
            $results.Key | Should -Be 'A-1', 'B-2'
            ($visit | Send-WaMessage -To '+393331234567').Key | Should -BeNullOrEmpty
        }

        It 'is not kept from a column that is not there, or under a name that a result has' {
            $rows = [pscustomobject]@{ FirstName = 'Ada'; Phone = '333'; OrderNo = 1 }, (Row Bob '+393331234567')
            $results = $rows | Send-WaMessage -Message $menu -Keep OrderNo -ErrorAction SilentlyContinue
            $results[1].Error | Should -Be 'This row has no OrderNo column; it has: FirstName, Phone.'
            { Row Ada '+393331234567' | Send-WaMessage -Message $menu -Keep status } | Should -Throw '-Keep status cannot be*'
            { $visit | Send-WaMessage -To '+393331234567' -Keep Phone } | Should -Throw '-Keep is read for each row*'
            $sandbox.Requests | Should -Be 0
        }

        It 'says what was skipped in Note, and no Error' {
            $journal = Join-Path $TestDrive note.journal
            $rows = (Row Ada '+393331234567'), (Row Bob '+393331234568')
            $null = $rows | Send-WaMessage -Message $menu -Journal $journal
            $again = $rows + $rows | Send-WaMessage -Message $menu -Journal $journal | Sort-Object RowNumber
            $again.Status | Select-Object -Unique | Should -Be Skipped
            "$($again.Error)".Trim() | Should -BeNullOrEmpty
            $again.Note | Should -Be @((@('Accepted in an earlier run.') * 2) + (@('The same message to the same recipient came earlier in this run.') * 2))
        }
    }

    Context 'What a person sees' {
        It 'writes one line at the end into the information stream' {
            $null = (Row Ada '+393331234567'), (Row Bob 333) | Send-WaMessage -Message $menu -ErrorAction SilentlyContinue -InformationVariable line
            $line.MessageData | Should -BeLike '2 recipients in * s (*/s): 1 Accepted, 1 Invalid.'
            $line.Tags | Should -Contain WaSummary
        }

        It 'counts as the rate what was sent, not who was left out' {
            $rows = (Row Ada '+393331234567'), (Row Bob '+393331234568')
            $journal = Join-Path $TestDrive rate.journal
            $null = $rows | Send-WaMessage -Message $menu -Journal $journal
            $null = $rows | Send-WaMessage -Message $menu -Journal $journal -InformationVariable line
            $line.MessageData | Should -BeLike '2 recipients in * s (0.0 sent/s): 2 Skipped.'
        }

        It 'says with -WhatIf how many numbers of each country the list holds' {
            $rows = (Row Ada 393331234567), (Row Bob 393331234568), (Row Cy 12025550101), (Row Di 9991234567), (Row Ed x)
            $null = $rows | Send-WaMessage -Message $menu -WhatIf -International -ErrorAction SilentlyContinue -WarningAction SilentlyContinue -InformationVariable line
            $line.MessageData[-1] | Should -Be 'Numbers by country: 2 with +39, 1 with +1, 1 with no assigned country code.'
            $line[-1].Tags | Should -Contain WaSummary
            $null = $rows[0] | Send-WaMessage -Message $menu -International -InformationVariable line
            $line | Should -HaveCount 1
        }

        It 'shows that line by itself where a person sits at the terminal, and nowhere else' {
            if (-not $IsLinux -or -not (Get-Command script -CommandType Application -ErrorAction Ignore)) {
                Set-ItResult -Skipped -Because 'there is no script(1) to make a terminal'
                return
            }
            $run = Join-Path $TestDrive run.ps1
            Set-Content $run @"
Import-Module '$((Get-Module InteractiveMessaging).Path)'
`$ProgressPreference = 'SilentlyContinue'
Connect-WaProvider PingUp -Sandbox (Start-WaSandbox) -RatePerSecond 0
`$message = New-WaTextMessage Hello
`$null = '+393331234567', '+393331234568' | Send-WaMessage -Message `$message
`$null = `$message | Send-WaMessage -To '+393331234567'
"@
            $shell = (Get-Process -Id $PID).Path
            $seen = (script -qec "'$shell' -NoProfile -File '$run'" /dev/null) -join "`n"
            $seen | Should -BeLike '*2 recipients in * s (*/s): 2 Accepted.*'
            $seen | Should -Not -BeLike '*1 recipients*'
            & $shell -NoProfile -NonInteractive -File $run | Should -BeNullOrEmpty
        }

        It 'shows how far it is, and takes the bar away at the end' {
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                param($module, $connection, $menu)
                Import-Module $module
                1..8 | ForEach-Object { [pscustomobject]@{ FirstName = "P$_"; Phone = '+39333126{0:d4}' -f $_ } } |
                    Send-WaMessage -Message $menu -Connection $connection -RatePerSecond 8 -ThrottleLimit 1 -Total 8
            }).AddArgument((Get-Module InteractiveMessaging).Path).AddArgument((Get-WaProvider Kaleyra)).AddArgument($menu)
            $shell.Invoke() | Should -HaveCount 8
            $shell.Streams.Progress[0].StatusDescription | Should -BeLike '* done: *Accepted; */s, * in flight'
            $shell.Streams.Progress[0].PercentComplete | Should -BeIn (0..100)
            $shell.Streams.Progress[-1].RecordType | Should -Be Completed
            $shell.Dispose()
        }

        It 'says in the verbose stream what is tried again, and when the pace changes' {
            $throttled = Start-WaSandbox -Fault @{ Throttle = 1.0; RetryAfter = 0 }
            Connect-WaProvider Octopods -Sandbox $throttled -RatePerSecond 0
            $lines = (Row Ada '+393331234567') | Send-WaMessage -Message $menu -MaxRetryCount 1 -Verbose -ErrorAction SilentlyContinue 4>&1 |
                Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
            $lines | Where-Object Message -Like 'Row *: attempt 1 failed (*); the next one in * s.' | Should -Not -BeNullOrEmpty
            $lines | Where-Object Message -Like 'Octopods asks to go slower: *' | Should -Not -BeNullOrEmpty
        }

        It 'shows request and reply in the debug stream, the key hidden' {
            $lines = $visit | Send-WaMessage -To '+393331234567' -Debug 5>&1 | Where-Object { $_ -is [System.Management.Automation.DebugRecord] }
            $lines | Should -HaveCount 3
            $lines[0].Message | Should -BeLike 'Row 1 > POST http://127.0.0.1:*/messages (application/json; api-key: `*`*`*)'
            $lines[1].Message | Should -BeLike 'Row 1 > *Your visit is at 9 am.*'
            $lines[2].Message | Should -BeLike 'Row 1 < HTTP 202 {*}'
            "$lines" | Should -Not -BeLike "*$([Net.NetworkCredential]::new('', $sandbox.GetKey()).Password)*"
        }

        It 'shows no key and no message text in verbose lines' {
            $everything = $visit | Send-WaMessage -To '+393331234567' -Verbose *>&1 | Where-Object { $_ -isnot [InteractiveMessaging.SendResult] } | Out-String
            $everything | Should -Not -BeLike '*sandbox-*'
            $everything | Should -Not -BeLike '*9 am*'
        }
    }
}
