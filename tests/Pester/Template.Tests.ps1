BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:picture = New-WaHeader -Image 'https://example.com/a.jpg'
    # Fields in the order of their names, so that two texts that say the same are the same.
    function Sorted($Value) {
        if ($Value -is [Collections.IDictionary]) {
            $fields = [ordered]@{}
            foreach ($name in $Value.Keys | Sort-Object) { $fields[$name] = Sorted $Value[$name] }
            return $fields
        }
        if ($Value -is [Collections.IList]) { return , @($Value | ForEach-Object { Sorted $_ }) }
        $Value
    }
    filter ConvertTo-OneSpelling { Sorted ($_ | ConvertFrom-Json -AsHashtable) | ConvertTo-Json -Depth 9 -Compress }
    function Json($Message) { ($Message | ConvertTo-WaJson | ConvertFrom-Json -AsHashtable).template.components }
}

Describe 'Templates of an account' {
    BeforeAll {
        $script:root = Split-Path (Split-Path $PSScriptRoot)
        $script:held = Get-WaTemplate -Path $root/help/Files/templates.json
        $script:sandbox = Start-WaSandbox -Template $held
        $script:fits = New-WaTemplateMessage order_update -Language en_US -Header 17 -Body Ada, Monday -Button @{ 1 = @{ Url = '17' } }
        $script:lacks = New-WaTemplateMessage order_update -Language en_US -Header 17 -Body Ada -Button @{ 1 = @{ Url = '17' } }
        $script:options = { param($provider) $provider -eq 'PingUp' ? @{ ClientName = 'Ada' } : @{} }
    }
    BeforeEach { Connect-WaProvider MetaCloud -Sandbox $sandbox }
    AfterAll {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'come from <_>, and messages are checked against them before they are sent' -ForEach 'MetaCloud', '360dialog', 'Kaleyra', 'Octopods' {
        Connect-WaProvider $_ -Sandbox $sandbox
        (Get-WaTemplate).Name | Should -Be order_update
        (Get-WaTemplate order_* -Language en_US -Status APPROVED).Values | Should -Be $held.Values
        $requests = $sandbox.Refused
        ($fits | Send-WaMessage -To '+12025550101').Status | Should -Be Accepted
        $result = $lacks | Send-WaMessage -To '+12025550101' -ErrorAction Ignore
        $result.Status, $result.ErrorCode | Should -Be Invalid, definition.missing
        $result.Error | Should -BeLike '*The body lacks {{2}}.*'
        $sandbox.Refused | Should -Be $requests
    }

    It 'are left out with -SkipDefinition; then the provider refuses' {
        $result = $lacks | Send-WaMessage -To '+12025550101' -SkipDefinition -ErrorAction Ignore
        $result.Status, $result.ErrorCode | Should -Be Rejected, 132000
        $made = $lacks | New-WaTemplateMessage -Template $held
        ($made | Send-WaMessage -To '+12025550101' -ErrorAction Ignore).Status | Should -Be Invalid
        ($made | Send-WaMessage -To '+12025550101' -ErrorAction Ignore -SkipDefinition).ErrorCode | Should -Be 132000
    }

    It 'say that there is no such template, or not in this language' {
        $unknown = New-WaTemplateMessage order_updat -Language en_US | Send-WaMessage -To '+12025550101' -ErrorAction Ignore
        $unknown.ErrorCode | Should -Be definition.unknown
        $german = New-WaTemplateMessage order_update -Language de | Send-WaMessage -To '+12025550101' -WhatIf -ErrorAction Ignore
        $german.Status, $german.ErrorCode | Should -Be Invalid, definition.language
        Get-WaTemplate order_updat -ErrorVariable fault -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        "$fault" | Should -BeLike "*no template 'order_updat'.*"
    }

    It 'are read once for a run, whichever template a row names' {
        $before = $sandbox.Requests
        $rows = 1..20 | ForEach-Object { [pscustomobject]@{ To = "+1202555$('{0:0000}' -f $_)"; Template = $_ % 5 ? 'order_update' : 'gone'; First = "A$_" } }
        $draft = New-WaTemplateMessage '{{Template}}' -Language en_US -Header 17 -Body '{{First}}', Monday -Button @{ 1 = @{ Url = '{{First}}' } }
        $results = $rows | Send-WaMessage -Message $draft -ErrorAction Ignore
        $results | Group-Object Status -NoElement | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" } | Should -Be '16 Accepted', '4 Invalid'
        $sandbox.Requests - $before | Should -Be 17
    }

    It 'that cannot be read are a warning, and the run goes on' {
        $deaf = Start-WaSandbox -Template $held -Fault @{ RejectSender = '102290129340398' }
        Connect-WaProvider MetaCloud -Sandbox $deaf
        ($fits | Send-WaMessage -To '+12025550101' -WarningVariable warnings -WarningAction SilentlyContinue).Status | Should -Be Accepted
        "$warnings" | Should -BeLike '*general rules alone*-SkipDefinition*'
        $none = Start-WaSandbox
        Connect-WaProvider MetaCloud -Sandbox $none
        ($fits | Send-WaMessage -To '+12025550101' -WarningVariable warnings).Status | Should -Be Accepted
        $warnings | Should -BeNullOrEmpty
    }

    It 'warn where an offer ends before the run is expected to' {
        $offer = New-WaTemplateMessage spring -Language en -OfferExpires (Get-Date).AddMinutes(10)
        $rows = '+12025550101', '+12025550102'
        $null = $rows | Send-WaMessage -Message $offer -SkipDefinition -WhatIf -Total 1201 -RatePerSecond 2 -WarningVariable late -WarningAction SilentlyContinue 6> $null
        "$late" | Should -BeLike 'The offer ends at * UTC. 1201 messages at 2 a second take 00:10:01*'
        $null = $rows | Send-WaMessage -Message $offer -SkipDefinition -WhatIf -Total 1100 -RatePerSecond 2 -WarningVariable late 6> $null
        $late | Should -BeNullOrEmpty
    }

    It 'complete names, languages and values' {
        function Complete($Typed) { (TabExpansion2 $Typed $Typed.Length).CompletionMatches.CompletionText }
        Complete 'New-WaTemplateMessage ord' | Should -Be order_update
        Complete 'Get-WaTemplate ' | Should -Contain order_update
        Complete 'New-WaTemplateMessage order_update -Language ' | Should -Be en_US
        Complete 'New-WaTemplateMessage order_update -Language en_US -Body ' | Should -Be "'', ''"
        Get-WaProvider | Disconnect-WaProvider
        Complete 'New-WaTemplateMessage ord' | Should -Not -Contain order_update
    }

    It 'are what Test-WaMessage -Template checks a message against' {
        ($lacks | Test-WaMessage).Rule | Should -BeNullOrEmpty
        ($lacks | Test-WaMessage -Template $held).Rule | Should -Be definition.missing
        $lacks | Test-WaMessage -Template $held -Quiet | Should -BeFalse
        $fits | Test-WaMessage -Template $held -Quiet | Should -BeTrue
        New-WaTextMessage Hi | Test-WaMessage -Template $held -ErrorVariable fault -ErrorAction SilentlyContinue
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
    }

    It 'find fifty faults of every kind among a thousand rows before anything is sent, and the others are sent' {
        $held = Get-WaTemplate -Path (New-Item $TestDrive/named.json -Value (@{
                    name = 'visit'; language = 'en'; status = 'APPROVED'; parameter_format = 'NAMED'; components = @(
                        @{ type = 'BODY'; text = 'Hi {{first}}, see you on {{day}}. Your code is {{code}}.' }
                        @{ type = 'BUTTONS'; buttons = @(@{ type = 'URL'; text = 'See'; url = 'https://example.com/{{1}}' }) })
                } | ConvertTo-Json -Depth 9))
        $wrong = @(
            @{ Column = 'First'; Cell = ''; Rule = 'template.text' }
            @{ Column = 'First'; Cell = ' '; Rule = 'template.text' }
            @{ Column = 'Day'; Cell = "Mon`nday"; Rule = 'template.text.line' }
            @{ Column = 'Day'; Cell = "Mon`tday"; Rule = 'template.text.line' }
            @{ Column = 'Day'; Cell = 'Mon     day'; Rule = 'template.text.line' }
            @{ Column = 'Code'; Cell = 'c' * 1000; Rule = 'definition.length' }
            @{ Column = 'Page'; Cell = ''; Rule = 'template.text' }
            @{ Column = 'Page'; Cell = 'p' * 2001; Rule = 'template.url.length' }
            @{ Column = 'Page'; Cell = 'p' * 1990; Rule = 'definition.length' }
            @{ Column = 'To'; Cell = '5550100'; Rule = 'RecipientInvalid' }
        )
        $rows = foreach ($number in 1..1000) {
            $row = [ordered]@{ To = "+1202555$('{0:0000}' -f $number)"; First = "Ada $number"; Day = 'Monday'; Code = "C$number"; Page = "a b/$number" }
            if ($number % 20 -eq 0) { $row[$wrong[$number / 20 % 10].Column] = $wrong[$number / 20 % 10].Cell }
            [pscustomobject]$row
        }
        $rows | Export-Csv $TestDrive/visits.csv -Encoding utf8
        $expected = foreach ($number in 1..50) { "$($number * 20) $($wrong[$number % 10].Rule)" }
        Connect-WaProvider MetaCloud -Sandbox ($visits = Start-WaSandbox -Template $held) -RatePerSecond 0
        $draft = New-WaTemplateMessage visit -Language en -Body @{ first = '{{First}}'; day = '{{Day}}'; code = '{{Code}}' } -Button @{ 0 = @{ Url = '{{Page}}' } }
        $foreseen = Import-Csv $TestDrive/visits.csv | Send-WaMessage -Message $draft -WhatIf -ErrorAction Ignore 6> $null
        $foreseen | Where-Object Status -EQ Invalid | ForEach-Object { "$($_.RowNumber) $($_.ErrorCode)" } | Should -Be $expected
        $visits.Accepted | Should -Be 0
        $sent = Import-Csv $TestDrive/visits.csv | Send-WaMessage -Message $draft -ErrorAction Ignore
        $sent | Where-Object Status -EQ Invalid | Sort-Object RowNumber | ForEach-Object { "$($_.RowNumber) $($_.ErrorCode)" } | Should -Be $expected
        ($sent | Where-Object Status -EQ Accepted).Count | Should -Be 950
        $visits.Accepted, $visits.Refused | Should -Be 950, 0
    }
}

Describe 'New-WaTemplateMessage' {
    It 'puts <Name> where WhatsApp looks for it' -ForEach @(
        @{ Name = 'a text header'; Given = { @{ Header = 'Northwind' } }; Is = @{ type = 'header'; parameters = @(@{ type = 'text'; text = 'Northwind' }) } }
        @{ Name = 'a picture'; Given = { @{ Header = $picture } }; Is = @{ type = 'header'; parameters = @(@{ type = 'image'; image = @{ link = 'https://example.com/a.jpg' } }) } }
        @{ Name = 'a place'; Given = { @{ Header = @{ Latitude = 45.5; Longitude = 9.25; Name = 'Shop'; Address = 'Street 1' } } }
            Is = @{ type = 'header'; parameters = @(@{ type = 'location'; location = @{ latitude = '45.5'; longitude = '9.25'; name = 'Shop'; address = 'Street 1' } }) } }
        @{ Name = 'a product'; Given = { @{ Header = @{ CatalogId = 1; ProductId = 'a' } } }; Is = @{ type = 'header'; parameters = @(@{ type = 'product'; product = @{ product_retailer_id = 'a'; catalog_id = '1' } }) } }
        @{ Name = 'values in their order'; Given = { @{ Body = 'Ada', 17, [datetime] '2026-03-09 14:30' } }
            Is = @{ type = 'body'; parameters = @(@{ type = 'text'; text = 'Ada' }, @{ type = 'text'; text = '17' }, @{ type = 'text'; text = '2026-03-09 14:30' }) } }
        @{ Name = 'values by their names'; Given = { @{ Body = @{ name = 'Ada' } } }; Is = @{ type = 'body'; parameters = @(@{ type = 'text'; parameter_name = 'name'; text = 'Ada' }) } }
        @{ Name = 'a payload'; Given = { @{ Button = @{ 0 = @{ Payload = 'p' } } } }; Is = @{ type = 'button'; sub_type = 'quick_reply'; index = '0'; parameters = @(@{ type = 'payload'; payload = 'p' }) } }
        @{ Name = 'what stands in an address'; Given = { @{ Button = @{ 1 = @{ Url = 'a b/ü' } } } }; Is = @{ type = 'button'; sub_type = 'url'; index = '1'; parameters = @(@{ type = 'text'; text = 'a%20b/%C3%BC' }) } }
        @{ Name = 'a coupon'; Given = { @{ Button = @{ 0 = @{ CouponCode = 'SPRING' } } } }; Is = @{ type = 'button'; sub_type = 'copy_code'; index = '0'; parameters = @(@{ type = 'coupon_code'; coupon_code = 'SPRING' }) } }
        @{ Name = 'a flow'; Given = { @{ Button = @{ 0 = @{ FlowToken = 't'; FlowData = @{ n = 1 } } } } }
            Is = @{ type = 'button'; sub_type = 'flow'; index = '0'; parameters = @(@{ type = 'action'; action = @{ flow_token = 't'; flow_action_data = @{ n = 1 } } }) } }
        @{ Name = 'a catalog'; Given = { @{ Button = @{ 0 = @{ Thumbnail = 'a' } } } }
            Is = @{ type = 'button'; sub_type = 'catalog'; index = '0'; parameters = @(@{ type = 'action'; action = @{ thumbnail_product_retailer_id = 'a' } }) } }
        @{ Name = 'the end of an offer'; Given = { @{ OfferExpires = '2030-01-01T00:00:00Z' } }
            Is = @{ type = 'limited_time_offer'; parameters = @(@{ type = 'limited_time_offer'; limited_time_offer = @{ expiration_time_ms = 1893456000000 } }) } }
    ) {
        $parameters = & $Given
        $message = New-WaTemplateMessage a -Language en @parameters
        (Json $message | ConvertTo-Json -Depth 9 -Compress) | ConvertTo-OneSpelling | Should -Be ($Is | ConvertTo-Json -Depth 9 -Compress | ConvertTo-OneSpelling)
        $message | Test-WaMessage | Should -BeNullOrEmpty
    }

    It 'gives a code twice, and a carousel its cards' {
        $code = Json (New-WaTemplateMessage login -Language en -Code 123456)
        $code.type | Should -Be 'body', 'button'
        $code.parameters.text | Should -Be '123456', '123456'
        $cards = foreach ($color in 'red', 'blue') { @{ Header = $picture; Body = $color; Button = @{ 0 = @{ Payload = $color } } } }
        $carousel = (Json (New-WaTemplateMessage colors -Language en -Body Ada -Card $cards))[1]
        $carousel.cards.card_index | Should -Be 0, 1
        $carousel.cards[1].components[2].parameters[0].payload | Should -Be blue
    }

    It 'takes components as JSON, and keeps what it has no name for' {
        $json = '[{"type":"button","sub_type":"url","index":0,"more":1,"parameters":[{"type":"text","text":"a"}]}]'
        $message = New-WaTemplateMessage a -Language en -Component $json
        Json $message | ConvertTo-Json -Depth 9 -Compress | ConvertTo-OneSpelling | Should -Be ($json.Trim('[', ']') | ConvertTo-OneSpelling)
        Json (New-WaTemplateMessage a -Language en -Component ($json | ConvertFrom-Json)) | ConvertTo-Json -Depth 9 -Compress | ConvertTo-OneSpelling | Should -Be ($json.Trim('[', ']') | ConvertTo-OneSpelling)
    }

    It 'is varied part by part' {
        $message = New-WaTemplateMessage a -Language en -Header One -Body Ada -Button @{ 0 = @{ Payload = 'p' }; 1 = @{ Url = 'u' } }
        $varied = $message | New-WaTemplateMessage -Language es -Body Bob -Button @{ 1 = @{ Url = 'other' } }
        $varied.Language | Should -Be es
        (Json $varied).type | Should -Be header, body, button, button
        (Json $varied).parameters.text | Should -Be One, Bob, other
        ($message | New-WaTemplateMessage) -eq $message | Should -BeTrue
    }

    It 'refuses <Name> with an error that says what to write, and emits nothing' -ForEach @(
        @{ Name = 'no name'; Given = { @{ Language = 'en' } }; Says = '-Name is missing*' }
        @{ Name = 'no language'; Given = { @{ Name = 'a' } }; Says = '-Language is missing*' }
        @{ Name = 'an empty code'; Given = { @{ Name = 'a'; Language = 'en'; Code = $null } }; Says = '-Code is missing*' }
        @{ Name = 'no component'; Given = { @{ Name = 'a'; Language = 'en'; Component = $null } }; Says = '-Component is empty*' }
        @{ Name = 'broken JSON'; Given = { @{ Name = 'a'; Language = 'en'; Component = '{oops' } }; Says = 'This is not JSON*'; Id = 'BadJson' }
        @{ Name = 'a button that does not say what it is'; Given = { @{ Name = 'a'; Language = 'en'; Button = @{ 0 = 'yes' } } }; Says = 'Button 0 does not say*' }
        @{ Name = 'a button with a slip'; Given = { @{ Name = 'a'; Language = 'en'; Button = @{ 0 = @{ Payloud = 'yes' } } } }; Says = 'Button 0 has no Payloud*' }
        @{ Name = 'a header of nothing known'; Given = { @{ Name = 'a'; Language = 'en'; Header = @{ X = 1 } } }; Says = 'The header is neither*' }
        @{ Name = 'a card with a slip'; Given = { @{ Name = 'a'; Language = 'en'; Card = @{ Boddy = 'x' } } }; Says = 'A card has no Boddy*' }
    ) {
        $parameters = & $Given
        $message = New-WaTemplateMessage @parameters -ErrorAction SilentlyContinue -ErrorVariable fault
        $message | Should -BeNullOrEmpty
        "$fault" | Should -BeLike $Says
        $fault[0].FullyQualifiedErrorId | Should -BeLike "$($Id ?? 'BadInput'),*"
    }

    It 'is checked with every fault at once' {
        $message = New-WaTemplateMessage 'Order Update' -Language english -Body "a`nb", '', ('x' * 1025), 'a     b' -Button @{ 0 = @{ CouponCode = 'A B' }; 1 = @{ Url = 'x' * 2001 } }
        ($message | Test-WaMessage).Rule | Sort-Object | Should -Be @(
            'template.body.length', 'template.coupon.form', 'template.language.form', 'template.name.form', 'template.text', 'template.text.line', 'template.text.line', 'template.url.length')
    }

    It 'reaches people through <_>, filled from the row' -ForEach 'MetaCloud', '360dialog', 'Kaleyra', 'AiSoule', 'PingUp', 'Octopods' {
        $sandbox = Start-WaSandbox
        Connect-WaProvider $_ -Sandbox $sandbox -RatePerSecond 0
        $name = @{}
        if ($_ -eq 'PingUp') { $name.ClientName = 'a person' }
        $message = New-WaTemplateMessage 539 -Language en -Body '{{FirstName}}', '{{OrderId}}'
        $rows = [pscustomobject]@{ Phone = '+12025550101'; FirstName = 'Zoë'; OrderId = 17 }, [pscustomobject]@{ Phone = '+12025550102'; FirstName = ''; OrderId = 18 }
        $results = $rows | Send-WaMessage -Message $message @name -ErrorAction SilentlyContinue | Sort-Object RowNumber
        $results.Status | Should -Be 'Accepted', 'Invalid'
        $results[1].ErrorCode | Should -Be 'template.text'
        $taken = Get-WaSandboxMessage
        ($taken.Type, $taken.To) | Should -Be 'template', '+12025550101'
        $taken.Json | Should -BeLike '*Zoë*17*'
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }
}

Describe 'Get-WaTemplate' {
    BeforeAll {
        $script:file = Join-Path (Split-Path (Split-Path $PSScriptRoot)) help/Files/templates.json
        $script:template = Get-WaTemplate -Path $file
    }

    It 'says what a message must give' {
        $template.Name, $template.Language, $template.Status | Should -Be 'order_update', 'en_US', 'APPROVED'
        $template.Values | Should -Be 'header {{1}}', 'body {{1}}', 'body {{2}}', 'button 0: quick_reply (optional)', 'button 1: url'
    }

    It 'shows one that is asked for by its name with its example, its values and the command that gives them' {
        $lines = (Get-WaTemplate order_update -Path $file | Out-String) -split '\r?\n'
        $lines | Should -Contain 'order_update (en_US): APPROVED, UTILITY'
        $lines -match '│ Hi Ada, your order comes on Monday\. +│' | Should -HaveCount 1
        $lines -match '^body \{\{2\}\} +Monday$' | Should -HaveCount 1
        $lines -match '^button 0: quick_reply \(optional\) +none$' | Should -HaveCount 1
        $command = $lines[([array]::FindIndex($lines, [Predicate[string]] { "$args" -like 'New-WaTemplateMessage *' }))..($lines.Count - 1)]
        $made = & ([scriptblock]::Create($command -join "`n"))
        ($made | Test-WaMessage -Template $template).Rule | Should -BeNullOrEmpty
        $made | ConvertTo-WaJson | Should -Be ($template.Example | ConvertTo-WaJson)
        Get-WaTemplate order_* -Path $file | Out-String | Should -Match 'Name +Language +Status +Category +Values'
    }

    It 'writes a command that cannot do anything else, whatever the definition says' {
        $evil = "x'; throw 'no'; '"
        $path = New-Item $TestDrive/evil.json -Value (@{ name = 'evil'; language = 'en'; components = @(
            @{ type = 'BODY'; text = 'Hi {{1}}'; example = @{ body_text = , @("$evil`u{2019}; throw 'no'") } }) } | ConvertTo-Json -Depth 9)
        $command = (Get-WaTemplate evil -Path $path).ToPage() -split "`n" | Select-Object -Last 2
        (& ([scriptblock]::Create($command -join "`n"))).Components[0].Parameters[0].Text | Should -Be "$evil`u{2019}; throw 'no'"
    }

    It 'finds by <Name>' -ForEach @(
        @{ Name = 'name'; Given = @{ Name = 'ORDER*' }; Count = 1 }, @{ Name = 'another name'; Given = @{ Name = 'x*' }; Count = 0 }
        @{ Name = 'language'; Given = @{ Language = 'EN_us' }; Count = 1 }, @{ Name = 'another language'; Given = @{ Language = 'en' }; Count = 0 }
        @{ Name = 'status'; Given = @{ Status = 'approved' }; Count = 1 }, @{ Name = 'category'; Given = @{ Category = 'MARKETING' }; Count = 0 }
    ) {
        Get-WaTemplate -Path $file @Given | Should -HaveCount $Count
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a file that is not there'; Text = $null; Id = 'FileNotFound' }
        @{ Name = 'a file that is cut'; Text = '{"data":[{"name":"a"'; Id = 'BadJson' }
        @{ Name = 'a file of another shape'; Text = '{"a":1}'; Id = 'BadJson' }
    ) {
        $path = Join-Path $TestDrive "$([guid]::NewGuid()).json"
        if ($Text) { Set-Content $path $Text }
        Get-WaTemplate -Path $path -ErrorAction SilentlyContinue -ErrorVariable fault | Should -BeNullOrEmpty
        $fault[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
    }

    It 'reads the other entries of a file where one is broken, and says which and where' {
        $path = Join-Path $TestDrive broken.json
        $good = '{"name":"good","language":"en","components":[{"type":"BODY","text":"Hi {{1}}"}]}'
        Set-Content $path "[$good,{`"name`":`"cut`",`"components`":[{`"type`":`"BODY`",`"text`":5}]},$($good.Replace('good', 'better'))]"
        (Get-WaTemplate -Path $path -ErrorAction SilentlyContinue -ErrorVariable fault).Name | Should -Be 'good', 'better'
        $fault | Should -HaveCount 1
        "$fault" | Should -BeLike '*Entry 2 of 3 (cut): /components/0/text is a number; it should be a text.'
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'BadJson,*'
    }

    It 'makes messages whose faults all come at once, each with what is asked for and what stands there' {
        $message = New-WaTemplateMessage -Template $template -Header ('x' * 55) -Body Ada -Button @{ 0 = @{ CouponCode = 'A1' } }
        $message | Test-WaMessage | ForEach-Object { "$($_.Rule) $($_.Path) $($_.Limit) $($_.Actual)" } | Should -Be @(
            'definition.length /template/components/0 60 61'
            'definition.missing /template/components/1 {{1}}, {{2}} missing'
            'definition.button /template/components/2/sub_type quick_reply copy_code'
            'definition.missing /template/components url missing')
    }

    It 'makes messages that are checked, row by row, before anything is sent' {
        $sandbox = Start-WaSandbox
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0
        $whole = New-WaTemplateMessage -Template $template -Header '{{Order}}' -Body '{{Name}}', 'Monday' -Button @{ 1 = @{ Url = '{{Order}}' } }
        $whole | Test-WaMessage | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        $rows = [pscustomobject]@{ Phone = '+12025550101'; Name = 'Ada'; Order = '17' }, [pscustomobject]@{ Phone = '+12025550102'; Name = 'x' * 1000; Order = '18' }
        $results = $rows | Send-WaMessage -Message $whole -ErrorAction SilentlyContinue | Sort-Object RowNumber
        $results.Status | Should -Be 'Accepted', 'Invalid'
        $results[1].ErrorCode | Should -Be 'definition.length'
        (New-WaTemplateMessage -Template $template -Body Ada | Test-WaMessage).Rule | Should -Be 'definition.missing', 'definition.missing', 'definition.missing'
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'makes messages that are drawn filled' {
        $drawn = New-WaTemplateMessage -Template $template -Header 17 -Body Ada, Monday -Button @{ 1 = @{ Url = '17' } } | Show-WaMessage -PlainText
        foreach ($said in 'Order 17', 'Hi Ada, your order comes on Monday.', 'Northwind', 'Another day', 'Track') { $drawn | Should -BeLike "*$said*" }
    }
}
