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
