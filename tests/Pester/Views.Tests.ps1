BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    $script:long = 'word ' * 60

    function Get-Shown([object[]] $Objects, [int] $Width = 120) {
        $Objects | Out-String -Width $Width -Stream | ForEach-Object TrimEnd | Where-Object { $_ }
    }

    # Sends enough to have one of everything: taken, refused by our own check, in doubt.
    $sandbox = Start-WaSandbox -Seed 1
    Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
    $script:journal = Join-Path $TestDrive views.journal
    $template = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body "{{Text}}`nWill you come?"
    $rows = foreach ($last in 1..3) { [pscustomobject]@{ Phone = "+1202555010$last"; Text = $long } }
    $script:results = $rows + [pscustomobject]@{ Phone = '333'; Text = $long } | Send-WaMessage -Message $template -Journal $journal -ErrorAction SilentlyContinue
    $dropping = Start-WaSandbox -Fault @{ Drop = 1 }
    Connect-WaProvider Kaleyra -Name dropping -Sandbox $dropping -RatePerSecond 0
    $script:results += New-WaTextMessage 'Hello' | Send-WaMessage -To '+12025550104' -ErrorAction SilentlyContinue -Connection dropping

    function Get-Callback([string] $Value) { '{"entry":[{"changes":[{"field":"messages","value":{' + $Value + '}}]}]}' }
    $reply = Get-Callback ('"contacts":[{"profile":{"name":"Ada"},"wa_id":"12025550101"}],"messages":[{"from":"12025550101","id":"wamid.A","timestamp":"1750857384","context":{"id":"' + ($results | Where-Object To -EQ '+12025550101').MessageId + '"},"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"yes","title":"Yes"}}}]')
    $status = Get-Callback ('"statuses":[{"id":"wamid.S","status":"failed","timestamp":"1750857384","recipient_id":"12025550101","errors":[{"code":131026,"title":"' + $long + '"}]}]')
    $other = '{"entry":[{"changes":[{"field":"account_update","value":{"event":"' + $long + '"}}]}]}'
    $more = Get-Callback ('"messages":[{"from":"12025550101","type":"system","system":{"type":"user_changed_number","wa_id":"12025550102"}}],"user_preferences":[{"wa_id":"12025550101","category":"' + $long + '","value":"stop"}],"statuses":[{"type":"payment","status":"captured","payment":{"reference_id":"' + $long + '"}}]')
    $script:callbacks = $reply, $status, $other, $more | ConvertFrom-WaCallback | Sort-Object { [array]::IndexOf(@('WaReply', 'WaStatus', 'WaUnknownCallback', 'WaPayment', 'WaPreference', 'WaUserChange'), $_.GetType().Name) }

    $link = "https://example.com/$('a' * 200)"
    $script:shown = @{
        SendResult         = $results
        ReplyButton        = 'Yes', $long | New-WaButton
        ListRow            = New-WaListRow Prices -Description $long
        ListSection        = 1..9 | ForEach-Object { "Row $_ $long" } | New-WaListRow | New-WaListSection -Title Help
        Header             = (New-WaHeader -Image $link -Caption $long), (New-WaHeader $long)
        InteractiveMessage = $template, (New-WaInteractiveMessage -Body $long -Url $link -UrlText Open), (New-WaInteractiveMessage -Body Where -RequestLocation)
        TextMessage        = New-WaTextMessage "$long`n$long"
        CarouselCard       = New-WaCarouselCard $long -Image $link -Url $link -UrlText Open
        ProductSection     = 1..30 | ForEach-Object { "sku-$_" } | New-WaProductSection -Title Coffee
        RuleViolation      = 'a', 'b', 'c', $long | New-WaButton | New-WaInteractiveMessage -Body ($long * 9) | Test-WaMessage
        ProviderSetting    = (Get-WaProvider Kaleyra -ListAvailable).Settings
        Connection         = Get-WaProvider
        Provider           = Get-WaProvider -ListAvailable
        ConnectionStatus     = Test-WaProvider Kaleyra
        Sandbox            = $sandbox
        SandboxMessage     = Get-WaSandboxMessage -Sandbox $sandbox
        JournalEntry       = Get-WaJournal $journal
        FollowedMessage    = Get-WaJournal $journal -Callback $callbacks
        JournalSummary     = Get-WaJournal $journal -Summary
        SuppressionEntry   = Update-WaSuppression (Join-Path $TestDrive stop.txt) -Number '+12025550101' -UserId "US.$('1' * 128)" -PassThru
        JournalRun         = (Get-WaJournal $journal -Summary).Runs
        WaReply            = $callbacks[0]
        WaStatus           = $callbacks[1]
        WaUnknownCallback  = $callbacks[2]
        WaPayment          = $callbacks[3]
        WaPreference       = $callbacks[4]
        WaUserChange       = $callbacks[5]
    }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
    $PSStyle.OutputRendering = $rendering
}

Describe 'What is printed' {
    It 'of <Type> is a table of 120 columns in which nothing wraps' -ForEach @(
        @{ Type = 'SendResult'; Columns = 'RowNumber To Status MessageId Error' }
        @{ Type = 'ReplyButton'; Columns = 'Title Id' }
        @{ Type = 'ListRow'; Columns = 'Title Id Description' }
        @{ Type = 'ListSection'; Columns = 'Title Rows' }
        @{ Type = 'Header'; Columns = 'Type Text Link MediaId FileName Caption' }
        @{ Type = 'InteractiveMessage'; Columns = 'Type Body Action' }
        @{ Type = 'TextMessage'; Columns = 'Type Body Action' }
        @{ Type = 'CarouselCard'; Columns = 'Header Body Action' }
        @{ Type = 'ProductSection'; Columns = 'Title ProductIds' }
        @{ Type = 'ProviderSetting'; Columns = 'Name Optional Default Example WhereFound' }
        @{ Type = 'Connection'; Columns = 'Name Provider IsDefault RatePerSecond Address' }
        @{ Type = 'Provider'; Columns = 'Name Provider Needs KeyFrom' }
        @{ Type = 'ConnectionStatus'; Columns = 'Connection Reachable KeyAccepted Detail' }
        @{ Type = 'Sandbox'; Columns = 'BaseUri IsRunning Requests Accepted Refused Seed' }
        @{ Type = 'SandboxMessage'; Columns = 'Provider To Type MessageId Body' }
        @{ Type = 'JournalEntry'; Columns = 'Recipient Status At ErrorCode HttpStatus MessageId' }
        @{ Type = 'FollowedMessage'; Columns = 'Recipient Status IsSettled Progress ReadAt Answer' }
        @{ Type = 'SuppressionEntry'; Columns = 'Recipient Action At Reason MessageId' }
        @{ Type = 'JournalRun'; Columns = 'Run StartedAt IsFinished Rows Invalid NotReached Connection' }
        @{ Type = 'WaReply'; Columns = 'At Person ProfileName Topic Id Summary' }
        @{ Type = 'WaStatus'; Columns = 'At Person ProfileName Topic Id Summary' }
        @{ Type = 'WaUnknownCallback'; Columns = 'At Person ProfileName Topic Id Summary' }
        @{ Type = 'WaPayment'; Columns = 'At Person ProfileName Topic Id Summary' }
        @{ Type = 'WaPreference'; Columns = 'At Person ProfileName Topic Id Summary' }
        @{ Type = 'WaUserChange'; Columns = 'At Person ProfileName Topic Id Summary' }
    ) {
        $objects = @($shown[$Type])
        $objects[0].GetType().Name, $objects[0].GetType().BaseType.Name | Should -Contain $Type
        $lines = @(Get-Shown $objects)
        $lines | Should -HaveCount (2 + $objects.Count)
        $lines[0] -replace '\s+', ' ' -replace '^ ' | Should -Be $Columns
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'has the names of properties for headings' {
        [xml] $views = Get-Content (Join-Path (Get-Module InteractiveMessaging).ModuleBase InteractiveMessaging.Format.ps1xml) -Raw
        $types = [InteractiveMessaging.SendResult].Assembly.GetExportedTypes()
        $strange = foreach ($view in $views.Configuration.ViewDefinitions.View) {
            $known = foreach ($name in $view.ViewSelectedBy.TypeName) {
                # What stands behind # is the occasion on which an object has a table of its own.
                ($types | Where-Object { $_.IsAssignableTo(($name -replace '#.*') -as [type]) }).GetProperties().Name
                (Get-TypeData $name).Members.Keys
            }
            $headings = @($view.SelectNodes('.//TableColumnHeader/Label').InnerText)
            $headings + @($view.SelectNodes('.//ListItem/*[self::Label or self::PropertyName]').InnerText) | Where-Object { $_ -and $_ -notin $known } | ForEach-Object { "$($view.Name): $_" }
            foreach ($row in $view.SelectNodes('.//TableRowEntry')) {
                $shows = @($row.SelectNodes('TableColumnItems/TableColumnItem') | ForEach-Object { "$($_.PropertyName)" })
                for ($i = 0; $i -lt $shows.Count; $i++) {
                    if ($shows[$i] -and $shows[$i] -ne $headings[$i]) { "$($view.Name): $($headings[$i]) shows $($shows[$i])" }
                }
            }
        }
        $strange | Should -BeNullOrEmpty
    }

    It 'of a violation is a table that cuts nothing' {
        foreach ($violation in $shown.RuleViolation) {
            $lines = @(Get-Shown $violation)
            $lines[0] -replace '\s+', ' ' | Should -Be 'Severity Path Limit Message Recommendation'
            ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
            $starts = 'Limit', 'Message', 'Recommendation' | ForEach-Object { $lines[0].IndexOf($_) }
            $cells = { param($from, $to) -join ($lines[2..$lines.Count] | ForEach-Object { $_.PadRight(120).Substring($from, $to - $from).Trim() }) }
            (& $cells $starts[0] $starts[1]) -replace ' ' | Should -Be ("$($violation.Limit)" -replace ' ')
            (& $cells $starts[2] 120) -replace ' ' | Should -Be ("$($violation.Recommendation)" -replace ' ')
        }
    }

    It 'of rows that break rules has their numbers' {
        $draft = 'Yes' | New-WaButton | New-WaInteractiveMessage -Body '{{Text}}'
        $rows = 'short', ($long * 9), 'short', ($long * 8) | ForEach-Object { [pscustomobject]@{ Text = $_ } }
        $lines = @(Get-Shown (Test-WaMessage $draft -Row $rows))
        $lines[0] -replace '\s+', ' ' -replace '^ ' | Should -Be 'RowNumber Severity Path Limit Message Recommendation'
        $lines -match '^ +[24] Error' | Should -HaveCount 2
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
    }

    It 'of a journal''s summary is a list' {
        $lines = Get-Shown $shown.JournalSummary
        $lines -match '^Messages +: 3$' | Should -HaveCount 1
        $lines -match '^Accepted +: 3$' | Should -HaveCount 1
        $lines -match '^Damage +: 0$' | Should -HaveCount 1
    }

    It 'of callbacks of several kinds is one table' {
        Get-Shown $callbacks | Should -HaveCount 8
    }

    It 'of a message says what there is to tap' {
        $list = 'Prices', 'Hours' | New-WaListRow | New-WaListSection | New-WaInteractiveMessage -Body 'How can we help?' -ButtonText Choose
        (Get-Shown $list)[-1] | Should -BeLike 'list * How can we help? *[[]Choose] Prices, Hours'
    }

    It 'shows no row of a result, whatever is asked for' {
        $results[0].Row.Text | Should -Be $long
        $results[0] | Format-List | Out-String | Should -Not -BeLike '*Text=*'
        $results[0].PSObject.Properties.Name | Should -Not -Contain Row
        ($results[0] | Get-Member *Row*).Name | Should -Contain GetRow
        $results[0].GetRow().Text | Should -Be $long
        $results[0] | Format-Table | Out-String | Should -Not -BeLike '*word*'
        ($results[0] | ConvertTo-Csv)[0] | Should -Not -BeLike '*"Row"*'
    }

    It 'has coloured outcomes, and none where output is plain' {
        $PSStyle.OutputRendering = 'Ansi'
        try {
            $text = $results | Out-String -Width 120
            $text | Should -Match ([regex]::Escape("$($PSStyle.Foreground.Green)Accepted$($PSStyle.Reset)"))
            $text | Should -Match ([regex]::Escape("$($PSStyle.Formatting.Error)Invalid$($PSStyle.Reset)"))
            $text | Should -Match ([regex]::Escape("$($PSStyle.Formatting.Warning)InDoubt$($PSStyle.Reset)"))
        } finally {
            $PSStyle.OutputRendering = 'PlainText'
        }
        foreach ($type in $shown.Keys) { Get-Shown $shown[$type] | Should -Not -Match "`e" }
    }

    It 'holds nothing that a terminal obeys, whoever wrote it' {
        $evil = "a`e[2J`e]0;title`a`u{202E}b"
        $row = [pscustomobject]@{ Phone = "+39$evil"; Text = $evil }, [pscustomobject]@{ Phone = '+12025550109'; Text = $evil }
        $sent = $row | Send-WaMessage -Message (New-WaTextMessage '{{Text}}') -Connection Kaleyra -ErrorAction SilentlyContinue
        $answer = Get-Callback ('"contacts":[{"profile":{"name":"\u001b[2J"},"wa_id":"12025550101"}],"messages":[{"from":"12025550101","id":"wamid.\u001b[2J","timestamp":"1750857384","context":{"id":"' + $results[0].MessageId + '"},"type":"text","text":{"body":"a\u001b[2Jb"}}]')
        $answers = $answer | ConvertFrom-WaCallback
        $answers.Text | Should -Be "a`e[2Jb" -Because 'the object keeps what was written'
        $followed = Get-WaJournal $journal -Callback $answers
        $PSStyle.OutputRendering = 'Ansi'
        try {
            foreach ($objects in $sent, (Get-WaSandboxMessage -Sandbox $sandbox -Last 1), $answers, $followed) {
                ($objects | Out-String -Width 300) -replace "`e\[[\d;]*m" | Should -Not -Match "[`e`a`u{202E}]"
            }
        } finally {
            $PSStyle.OutputRendering = 'PlainText'
        }
        ($sent | Where-Object Status -EQ Invalid).To | Should -Not -Match "`e" -Because 'a list and a CSV show it too'
    }

    It 'is plain in a file' {
        $PSStyle.OutputRendering = 'Host'
        try { $results > $TestDrive/results.txt } finally { $PSStyle.OutputRendering = 'PlainText' }
        Get-Content $TestDrive/results.txt -Raw | Should -Not -Match "`e"
    }
}
