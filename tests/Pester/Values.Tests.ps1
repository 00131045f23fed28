BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:message = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Shall we?' -Header H -Footer F
    $script:same = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Shall we?' -Header H -Footer F
    $script:list = 'a', 'b' | New-WaListRow | New-WaListSection T | New-WaInteractiveMessage -Body 'Choose' -ButtonText Open
    $script:shell = (Get-Process -Id $PID).Path
}

Describe 'A message' {
    It 'cannot be changed, nor can a part of it: <Name>' -ForEach @(
        @{ Name = 'body'; Do = { $message.Body = 'x' } }
        @{ Name = 'body, as a member'; Do = { $message.PSObject.Properties['Body'].Value = 'x' } }
        @{ Name = 'header'; Do = { $message.Header.Text = 'x' } }
        @{ Name = 'button'; Do = { $message.Action.Buttons[0].Title = 'x' } }
        @{ Name = 'buttons'; Do = { $message.Action.Buttons = @() } }
        @{ Name = 'row'; Do = { $list.Action.Sections[0].Rows[0].Id = 'x' } }
        @{ Name = 'text'; Do = { (New-WaTextMessage a).Body = 'x' } }
    ) {
        $Do | Should -Throw '*ReadOnly property*'
        $message | Should -Be $same
    }

    It 'cannot have its list changed' {
        { $message.Action.Buttons[0] = New-WaButton x } | Should -Throw
        $message | Should -Be $same
    }

    It 'is what it says: equal, in a list, alone among its like' {
        $other = $message | New-WaInteractiveMessage -Footer G
        $message -eq $same | Should -BeTrue
        $message -in $other, $same | Should -BeTrue
        $message -eq $other | Should -BeFalse
        $message, $other, $same | Select-Object -Unique | Should -HaveCount 2
        $message, $other, $same | Sort-Object -Unique | Should -HaveCount 2
        ($message, $other, $same | Sort-Object).Footer | Should -Be F, F, G
        $message, $other, $same | Group-Object | ForEach-Object Count | Should -Be 2, 1
        ($message, $other, $same | Group-Object)[0].Group[0].Footer | Should -Be F
    }

    It 'is told apart by Compare-Object' {
        Compare-Object $message $same | Should -BeNullOrEmpty
        $difference = Compare-Object @($message, $list) @($same, ($list | New-WaInteractiveMessage -ButtonText Shut))
        $difference.SideIndicator | Sort-Object | Should -Be '<=', '=>'
        ($difference | Where-Object SideIndicator -EQ '=>').InputObject.Action.ButtonText | Should -Be Shut
    }

    It 'has parts that are what they say' {
        (New-WaButton Yes a), (New-WaButton Yes b), (New-WaButton Yes a) | Select-Object -Unique | Should -HaveCount 2
        (New-WaListRow Yes a), (New-WaListRow Yes a -Description d) | Select-Object -Unique | Should -HaveCount 2
        (New-WaHeader -Image 1), (New-WaHeader -Video 1) | Select-Object -Unique | Should -HaveCount 2
    }

    It 'says nothing of what it holds where PowerShell writes parameters down' {
        "$message" | Should -Be 'InteractiveMessage (button)'
        "$(New-WaTextMessage 'Your code is 123456')" | Should -Be 'TextMessage (text)'
    }
}

Describe 'A variant' {
    It 'differs in <Name> and nothing else' -ForEach @(
        @{ Name = 'the body'; Make = { $message | New-WaInteractiveMessage -Body 'other' }; Like = { 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'other' -Header H -Footer F } }
        @{ Name = 'the header, which goes'; Make = { $message | New-WaInteractiveMessage -Header $null }; Like = { New-WaInteractiveMessage -Button Yes, No -Body 'Shall we?' -Footer F } }
        @{ Name = 'the footer, which goes'; Make = { $message | New-WaInteractiveMessage -Footer '' }; Like = { New-WaInteractiveMessage -Button Yes, No -Body 'Shall we?' -Header H } }
        @{ Name = 'the buttons'; Make = { $message | New-WaInteractiveMessage -Button Maybe }; Like = { New-WaInteractiveMessage -Button Maybe -Body 'Shall we?' -Header H -Footer F } }
        @{ Name = 'what there is to tap'; Make = { $message | New-WaInteractiveMessage -Url https://a.example -UrlText Go }; Like = { New-WaInteractiveMessage -Url https://a.example -UrlText Go -Body 'Shall we?' -Header H -Footer F } }
        @{ Name = 'the text of a list''s button'; Make = { $list | New-WaInteractiveMessage -ButtonText Shut }; Like = { 'a', 'b' | New-WaListRow | New-WaListSection T | New-WaInteractiveMessage -Body Choose -ButtonText Shut } }
        @{ Name = 'a list''s sections'; Make = { $list | New-WaInteractiveMessage -Section ($list.Action.Sections | New-WaListSection -Title U) }; Like = { 'a', 'b' | New-WaListRow | New-WaListSection U | New-WaInteractiveMessage -Body Choose -ButtonText Open } }
        @{ Name = 'a flow''s token'; Make = { New-WaInteractiveMessage -Body b -FlowName f -FlowCta c -FlowMode draft -FlowData @{ a = 1 } | New-WaInteractiveMessage -FlowToken t }; Like = { New-WaInteractiveMessage -Body b -FlowName f -FlowCta c -FlowMode draft -FlowData @{ a = 1 } -FlowToken t } }
        @{ Name = 'a product'; Make = { New-WaInteractiveMessage -CatalogId 1 -ProductId a -Body b | New-WaInteractiveMessage -ProductId c }; Like = { New-WaInteractiveMessage -CatalogId 1 -ProductId c -Body b } }
        @{ Name = 'a call''s minutes'; Make = { New-WaInteractiveMessage -VoiceCall -VoiceCallText t -Body b | New-WaInteractiveMessage -TtlMinutes 5 }; Like = { New-WaInteractiveMessage -VoiceCall -VoiceCallText t -Body b -TtlMinutes 5 } }
        @{ Name = 'an address form''s errors'; Make = { New-WaInteractiveMessage -RequestAddress -AddressValue @{ a = 'b' } -Body b | New-WaInteractiveMessage -AddressError @{ c = 'd' } }; Like = { New-WaInteractiveMessage -RequestAddress -AddressValue @{ a = 'b' } -Body b -AddressError @{ c = 'd' } } }
        @{ Name = 'a text'; Make = { New-WaTextMessage a | New-WaTextMessage -Body b }; Like = { New-WaTextMessage b } }
        @{ Name = 'a button''s title'; Make = { New-WaButton Yes y | New-WaButton -Title Sure }; Like = { New-WaButton Sure y } }
        @{ Name = 'a row''s description'; Make = { New-WaListRow A a -Description d | New-WaListRow -Description e }; Like = { New-WaListRow A a -Description e } }
        @{ Name = 'a product section''s title'; Make = { New-WaProductSection A -ProductId 1, 2 | New-WaProductSection -Title B }; Like = { New-WaProductSection B -ProductId 1, 2 } }
        @{ Name = 'a card''s text'; Make = { New-WaCarouselCard a -Image 1 -Url https://a.example -UrlText Go | New-WaCarouselCard -Body b }; Like = { New-WaCarouselCard b -Image 1 -Url https://a.example -UrlText Go } }
        @{ Name = 'a card''s picture'; Make = { New-WaCarouselCard a -Image 1 -Url https://a.example -UrlText Go | New-WaCarouselCard -Image 2 }; Like = { New-WaCarouselCard a -Image 2 -Url https://a.example -UrlText Go } }
    ) {
        & $Make | Should -Be (& $Like)
    }

    It 'is made of each message that comes' {
        $variants = $message, $list | New-WaInteractiveMessage -Footer G
        $variants.Footer | Should -Be G, G
        $variants.Type | Should -Be button, list
        $message | Should -Be $same
    }

    It 'keeps the fields that the module does not know, save in what is replaced' {
        $read = '{"type":"button","body":{"text":"b","x":1},"action":{"y":2,"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]},"z":3}' | ConvertFrom-WaJson
        $read | New-WaInteractiveMessage -Body c | ConvertTo-WaJson -Compress |
            Should -Be '{"type":"button","body":{"text":"c"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}],"y":2},"z":3}'
        $read | New-WaInteractiveMessage -Button B | ConvertTo-WaJson -Compress |
            Should -Be '{"type":"button","body":{"text":"b","x":1},"action":{"buttons":[{"type":"reply","reply":{"id":"B","title":"B"}}]},"z":3}'
    }

    It 'is refused where nothing can be varied: <Name>' -ForEach @(
        @{ Name = 'JSON'; Do = { $message | New-WaInteractiveMessage -Json '{}' }; Error = '-Json is a whole message*' }
        @{ Name = 'a text message'; Do = { New-WaTextMessage a | New-WaInteractiveMessage -Body b }; Error = '*TextMessage cannot be a part*' }
        @{ Name = 'a link without its button'; Do = { $message | New-WaInteractiveMessage -Url https://a.example }; Error = '-UrlText is missing: what the button*' }
        @{ Name = 'two texts'; Do = { 'a' | New-WaTextMessage -Body b }; Error = 'A text came down the pipeline, and another*' }
    ) {
        $made = & $Do 2>&1
        "$made" | Should -BeLike $Error
        $made | Should -BeOfType ([System.Management.Automation.ErrorRecord])
    }
}

Describe 'What builders take' {
    It 'is texts for buttons' {
        New-WaInteractiveMessage -Body b -Button Yes, 'No' | Should -Be ('Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body b)
        $picture = New-WaHeader -Image 1
        (New-WaCarouselCard a -Header $picture -Button Yes).Action.Buttons[0].Id | Should -Be Yes
    }

    It 'is lists in lists' {
        $buttons = 'Yes', 'No' | New-WaButton
        , $buttons | New-WaInteractiveMessage -Body b | Should -Be (New-WaInteractiveMessage -Body b -Button $buttons)
        , @($buttons[0], @($buttons[1])) | New-WaInteractiveMessage -Body b | Should -Be (New-WaInteractiveMessage -Body b -Button $buttons)
        $rows = 'a', 'b' | New-WaListRow
        , $rows | New-WaListSection | Should -Be (New-WaListSection -Row $rows)
    }

    It 'is not a list without an end' {
        $endless = [Collections.ArrayList]::new()
        $null = $endless.Add($endless)
        foreach ($fault in (, $endless | New-WaInteractiveMessage -Body b 2>&1), (, $endless | New-WaListSection 2>&1)) {
            "$($fault[0])" | Should -BeLike 'More than 8 lists hold each other.'
        }
    }

    It 'is no file that is not there: <_>' -ForEach './no-logo.png', 'no-logo.PNG', '..\none', '~/none', '/srv/none', 'file:///srv/none.png', 'brochure.pdf', 'none.opus' {
        foreach ($parameter in 'Image', 'Video', 'Document') {
            $media = @{ $parameter = $_ }
            $fault = New-WaHeader @media 2>&1
            $fault | Should -BeOfType ([System.Management.Automation.ErrorRecord])
            $fault.FullyQualifiedErrorId | Should -BeLike 'FileNotFound,*'
            $fault.ErrorDetails.RecommendedAction | Should -BeLike '*path*'
        }
        "$([pscustomobject]@{ Image = $_; Url = 'https://a.example'; UrlText = 'Go' } | New-WaCarouselCard 2>&1)" | Should -BeLike '*a row cannot choose which file is sent.'
    }

    It 'is a link, a media id or a placeholder for a picture: <_>' -ForEach 'https://a.example/logo.png', '17', 'a1-B2_c3', '{{Picture}}', '{{Folder}}/logo.png' {
        (New-WaHeader -Image $_).Type | Should -Be image
    }
}

Describe 'Export-Clixml and Import-Clixml' {
    BeforeAll {
        $script:file = Join-Path $TestDrive objects.xml
        $script:sandbox = Start-WaSandbox -Seed 1
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0
    }

    AfterAll {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'give messages of every type as they were' {
        $page = Get-Content (Join-Path $PSScriptRoot ../../docs/message-types.md) -Raw
        $messages = [regex]::Matches($page, '(?s)```json\n(.*?)```') | ForEach-Object { $_.Groups[1].Value | ConvertFrom-WaJson }
        $messages += '{"type":"hologram","action":{"a":1.50,"b":[null]},"x":{"y":"z"}}' | ConvertFrom-WaJson
        $messages | Export-Clixml $file
        $back = Import-Clixml $file
        $back | Should -HaveCount $messages.Count
        for ($i = 0; $i -lt $back.Count; $i++) {
            $back[$i] | Should -Be $messages[$i]
            $back[$i].GetType() | Should -Be $messages[$i].GetType()
        }
    }

    It 'give messages that can be sent again' {
        'Hello', 'Again' | New-WaTextMessage | Export-Clixml $file
        (Import-Clixml $file | Send-WaMessage -To +12025550101).Status | Should -Be 'Accepted', 'Accepted'
        (Get-WaSandboxMessage -Sandbox $sandbox | Select-Object -Last 2).Body | Should -Be 'Hello', 'Again'
    }

    It 'give results whose status is a word' {
        $results = New-WaTextMessage Hello | Send-WaMessage -To '+12025550101', '333' -ErrorAction SilentlyContinue
        $results | Export-Clixml $file
        $back = Import-Clixml $file
        $back.Status | Sort-Object | Should -Be 'Accepted', 'Invalid'
        ($back | Where-Object Status -EQ Invalid).To | Should -Be '333'
        ($back | Group-Object Status).Name | Sort-Object | Should -Be 'Accepted', 'Invalid'
    }

    It 'give results that stand for their rows' {
        $text = New-WaTextMessage 'Hi {{FirstName}}'
        $rows = [pscustomobject]@{ FirstName = 'Ada'; Phone = '+12025550101' }, @{ FirstName = 'Bo'; Phone = '+12025550102' }
        $rows | Send-WaMessage -Message $text | Export-Clixml $file
        (Import-Clixml $file | Send-WaMessage -Message $text).Status | Should -Be 'Accepted', 'Accepted'
        (Get-WaSandboxMessage -Sandbox $sandbox | Select-Object -Last 2).Body | Sort-Object | Should -Be 'Hi Ada', 'Hi Bo'
    }

    It 'work in a shell that loads the module only then, and in a job' {
        $message | Export-Clixml $file
        $command = "`$m = Import-Clixml '$file'; `$m.PSObject.TypeNames[0]; `$m.Body; (Test-WaMessage `$m -Quiet); (`$m | ConvertTo-WaJson -Compress)"
        $lines = & $shell -NoProfile -NonInteractive -Command $command
        $lines[0..2] | Should -Be 'Deserialized.InteractiveMessaging.InteractiveMessage', 'Shall we?', 'True'
        $lines[3] | Should -Be ($message | ConvertTo-WaJson -Compress)
    }
}
