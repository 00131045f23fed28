BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:button = New-WaButton Yes
    $script:section = New-WaListRow One | New-WaListSection
}

Describe 'docs/message-types.md' {
    $page = Get-Content (Join-Path $PSScriptRoot ../../docs/message-types.md) -Raw
    $examples = [regex]::Matches($page, '(?s)```powershell\n(?<code>.*?)```\n\n```json\n(?<json>.*?)```') | ForEach-Object {
        @{ Code = $_.Groups['code'].Value; Json = $_.Groups['json'].Value.TrimEnd() }
    }

    It 'has an example of every type' {
        $types = $examples.Json | ForEach-Object { ($_ | ConvertFrom-WaJson).Type } | Sort-Object -Unique
        $types | Should -HaveCount 20
    } -TestCases @{ Examples = $examples }

    It 'composes what it says: <Code>' -ForEach $examples {
        $message = . ([scriptblock]::Create($Code))
        $message | Test-WaMessage | Should -BeNullOrEmpty
        ($message | ConvertTo-WaJson) -replace "`r" | Should -BeExactly $Json
        $Json | ConvertFrom-WaJson | Should -Be $message
    }
}

Describe 'New-WaInteractiveMessage' {
    It 'takes a text for a header, and a header' {
        (New-WaInteractiveMessage -Button $button -Body b -Header Hello).Header.Text | Should -Be Hello
        (New-WaInteractiveMessage -Button $button -Body b -Header (New-WaHeader -Image 17)).Header.MediaId | Should -Be 17
    }

    It 'takes buttons, sections, product sections and cards by name and from the pipeline' {
        $button, $button | New-WaInteractiveMessage -Body b | Should -Be (New-WaInteractiveMessage -Body b -Button $button, $button)
        $section | New-WaInteractiveMessage -Body b -ButtonText c | Should -Be (New-WaInteractiveMessage -Body b -ButtonText c -Section $section)
        $products = New-WaProductSection -ProductId a
        $products | New-WaInteractiveMessage -CatalogId 1 -Body b | Should -Be (New-WaInteractiveMessage -CatalogId 1 -Body b -ProductSection $products)
        $card = New-WaCarouselCard -CatalogId 1 -ProductId a
        $card, $card | New-WaInteractiveMessage -Body b | Should -Be (New-WaInteractiveMessage -Body b -Card $card, $card)
    }

    It 'leaves out what is empty' {
        New-WaInteractiveMessage -Button $button -Body b -Footer $null | ConvertTo-WaJson -Compress |
            Should -BeExactly '{"type":"button","body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"Yes","title":"Yes"}}]}}'
    }

    It 'keeps the order of -FlowData, and takes lists, numbers and objects' {
        $data = [ordered]@{ z = 1; a = @([pscustomobject]@{ n = 2.5 }, $true, $null) }
        New-WaInteractiveMessage -Body b -FlowName f -FlowCta c -FlowData $data | ConvertTo-WaJson -Compress |
            Should -Match ([regex]::Escape('"data":{"z":1,"a":[{"n":2.5},true,null]}'))
    }

    It 'refuses <Name> with an exact error and emits nothing' -ForEach @(
        @{ Name = 'nothing to tap'; Error = '*nothing to tap*'; Do = { New-WaInteractiveMessage -Body b } }
        @{ Name = 'no body'; Error = '-Body is missing: the main text, up to 1024 characters.'; Do = { New-WaInteractiveMessage -RequestLocation } }
        @{ Name = 'a list without its button'; Error = '-ButtonText is missing: what the button that opens the list says, up to 20 characters.'; Do = { $section | New-WaInteractiveMessage -Body b } }
        @{ Name = 'a list without sections'; Error = '-Section is missing*'; Do = { New-WaInteractiveMessage -Body b -ButtonText c } }
        @{ Name = 'a flow with two names'; Error = '*-FlowId or -FlowName*'; Do = { New-WaInteractiveMessage -Body b -FlowId 1 -FlowName n -FlowCta c } }
        @{ Name = 'a flow with no name'; Error = '*-FlowId or -FlowName*'; Do = { New-WaInteractiveMessage -Body b -FlowCta c } }
        @{ Name = 'a link without an address'; Error = '-Url is missing: the page that the button opens*'; Do = { New-WaInteractiveMessage -Body b -UrlText c } }
        @{ Name = 'a catalog without a product'; Error = '*-ProductId or with -ProductSection*'; Do = { New-WaInteractiveMessage -Body b -CatalogId 1 } }
        @{ Name = 'buttons beside sections'; Error = '*cannot stand in a message*'; Do = { $button, $section | New-WaInteractiveMessage -Body b } }
        @{ Name = 'buttons in a link'; Error = '*cannot stand in a message*'; Do = { $button | New-WaInteractiveMessage -Body b -Url https://a.example -UrlText c } }
        @{ Name = 'rows without a section'; Error = 'List rows stand in sections.'; Do = { New-WaListRow a | New-WaInteractiveMessage -Body b -ButtonText c } }
        @{ Name = 'a text down the pipeline'; Error = 'A text alone*'; Do = { 'Yes' | New-WaInteractiveMessage -Body b } }
        @{ Name = 'a sound button beside a number'; Error = 'An object of the type Int32 cannot*'; Do = { $button, 5 | New-WaInteractiveMessage -Body b } }
        @{ Name = 'a text as JSON'; Error = '*text message*'; Do = { New-WaInteractiveMessage -Json '{"type":"text","text":{"body":"b"}}' } }
        @{ Name = 'flow data without a form in JSON'; Error = '-FlowData:*'; Do = { New-WaInteractiveMessage -Body b -FlowId 1 -FlowCta c -FlowData @{ a = [IO.MemoryStream]::new() } } }
    ) {
        $message = & $Do 2>&1
        $records = @($message | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        @($message).Count | Should -Be $records.Count
        $records | Should -Not -BeNullOrEmpty
        "$($records[0])" | Should -BeLike $Error
        $records[0].CategoryInfo.Category | Should -Not -Be NotSpecified
        $records[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'names the two parameters that do not go together: <Name>' -ForEach @(
        @{ Name = '-Url and -FlowId'; Do = { New-WaInteractiveMessage -Body b -FlowId 1 -Url https://a.example } }
        @{ Name = '-RequestLocation and -Header'; Do = { New-WaInteractiveMessage -Body b -Header h -RequestLocation } }
        @{ Name = '-Json and -Body'; Do = { New-WaInteractiveMessage -Body b -Json '{}' } }
    ) {
        $Do | Should -Throw -ErrorId 'ParameterBindingFailed,*' -ExpectedMessage "*$Name belong to different kinds of messages*"
    }

    It 'refuses a -<Name> that is empty, or holds nothing at a place, and emits nothing' -ForEach @(
        @{ Name = 'Button'; Make = { param($given) New-WaInteractiveMessage -Body b -Button $given } }
        @{ Name = 'Section'; Make = { param($given) New-WaInteractiveMessage -Body b -ButtonText c -Section $given } }
        @{ Name = 'Card'; Make = { param($given) New-WaInteractiveMessage -Body b -Card $given } }
        @{ Name = 'ProductSection'; Make = { param($given) New-WaInteractiveMessage -Body b -CatalogId 1 -ProductSection $given } }
        @{ Name = 'Button'; Make = { param($given) New-WaCarouselCard a -Image 1 -Button $given } }
        @{ Name = 'Row'; Make = { param($given) New-WaListSection -Row $given } }
        @{ Name = 'ProductId'; Make = { param($given) New-WaProductSection -ProductId $given } }
    ) {
        $sound = @{ Button = $button; Section = $section; Card = New-WaCarouselCard -CatalogId 1 -ProductId a; ProductSection = New-WaProductSection -ProductId a; Row = New-WaListRow a; ProductId = 'a' }[$Name]
        foreach ($given in $null, @(), @($sound, $null)) {
            $said = @(& $Make $given 2>&1)
            $said | Should -HaveCount 1
            $said[0].FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            "$($said[0])" | Should -BeLike ($given.Count -eq 2 ? "-$Name is empty at place 2 of 2." : "-$Name is empty.")
        }
    }

    It 'takes hashtables and rows where it takes buttons' {
        $message = New-WaInteractiveMessage -Body b -Button @{ Title = 'a'; Id = '1' }, 'b', ([pscustomobject]@{ Title = 'c' })
        $message.Action.Buttons | ForEach-Object { "$($_.Title) $($_.Id)" } | Should -Be 'a 1', 'b b', 'c c'
        { New-WaInteractiveMessage -Body b -Button @{ Tite = 'a' } } | Should -Throw '*This row has no Title column; it has: Tite.*'
        (New-WaListSection -Row @{ Title = 'a'; Description = 'd' }).Rows[0].Description | Should -Be d
    }

    It 'takes a switch that is off for one that is not there: <_>' -ForEach RequestLocation, RequestAddress, RequestCallPermission, VoiceCall, RequestContactInfo {
        $off = @{ $_ = $false }
        "$(New-WaInteractiveMessage -Body b @off 2>&1)" | Should -BeLike 'There is nothing to tap*'
        ($button | New-WaInteractiveMessage -Body b @off).Type | Should -Be button
    }

    It 'takes nothing that goes with a switch that is off' {
        "$($button | New-WaInteractiveMessage -Body b -VoiceCall:$false -Payload p 2>&1)" | Should -Be '-Payload needs -VoiceCall, which is off.'
    }

    It 'leaves it to the rules whether a request to call has a body' {
        $message = New-WaInteractiveMessage -RequestCallPermission
        (Test-WaMessage $message).Severity | Should -Be Warning
    }

    It 'drops no body where a message is varied' {
        $message = $button | New-WaInteractiveMessage -Body b
        "$($message | New-WaInteractiveMessage -Body $null 2>&1)" | Should -Be '-Body is missing: the main text, up to 1024 characters.'
    }

    It 'offers with Tab only what goes together' {
        $offered = (TabExpansion2 'New-WaInteractiveMessage -FlowId 1 -').CompletionMatches.CompletionText
        $offered | Should -Contain '-FlowScreen'
        $offered | Should -Not -Contain '-Url'
        (TabExpansion2 'New-WaInteractiveMessage -FlowId 1 -FlowMode ').CompletionMatches.CompletionText | Should -Be @('draft', 'published')
    }

    It 'never prompts' {
        (Get-Command New-WaInteractiveMessage, New-WaCarouselCard, New-WaProductSection, Test-WaMessage, ConvertTo-WaJson, ConvertFrom-WaJson).ParameterSets.Parameters |
            Where-Object IsMandatory | Should -BeNullOrEmpty
    }
}

Describe 'New-WaCarouselCard' {
    It 'needs exactly one picture or video' {
        $none = New-WaCarouselCard a -Url https://a.example -UrlText b 2>&1
        "$none" | Should -BeLike '*a picture or a video*'
        $both = New-WaCarouselCard a -Image 1 -Video 2 -Url https://a.example -UrlText b 2>&1
        "$both" | Should -BeLike '*a picture or a video*'
    }

    It 'takes rows and hashtables, of links and of products' {
        $link = @{ Body = 'One'; Image = 'https://a.example/a.png'; Url = 'https://a.example'; UrlText = 'Go' }
        $cards = [pscustomobject] $link, $link, @{ CatalogId = 1; ProductId = 'p' }, [pscustomobject]@{ CatalogId = 1; ProductId = 'q'; Url = '' } | New-WaCarouselCard
        $cards[0] | Should -Be (New-WaCarouselCard One -Image https://a.example/a.png -Url https://a.example -UrlText Go)
        $cards[1] | Should -Be $cards[0]
        $cards[2, 3] | Should -Be (New-WaCarouselCard -CatalogId 1 -ProductId p), (New-WaCarouselCard -CatalogId 1 -ProductId q)
        'p' | ForEach-Object { [pscustomobject]@{ ProductId = $_ } } | New-WaCarouselCard -CatalogId 1 | Should -Be $cards[2]
    }

    It 'goes on after a bad row' {
        $cards = [pscustomobject]@{ Image = 'https://a.example'; Url = 'https://a.example' },
                 [pscustomobject]@{ Image = 'https://a.example'; Url = 'https://a.example'; UrlText = 'See' } | New-WaCarouselCard -ErrorVariable faults -ErrorAction SilentlyContinue
        $cards | Should -HaveCount 1
        "$($faults[0])" | Should -Be '-UrlText is missing: what the card''s button says, up to 20 characters.'
    }
}

Describe 'New-WaButton' {
    It 'takes each row by itself, whatever stood in the one before' {
        $rows = [pscustomobject]@{ Title = 'a'; Id = '1'; Description = 'x' }, @{ Title = 'b' }, [pscustomobject]@{ Title = 'c' }
        $rows | New-WaButton | ForEach-Object { "$($_.Title) $($_.Id)" } | Should -Be 'a 1', 'b b', 'c c'
        $rows | New-WaListRow | ForEach-Object { "$($_.Title) $($_.Id) $($_.Description)" } | Should -Be 'a 1 x', 'b b ', 'c c '
    }

    It 'goes on after a title that throws, or is no text' {
        $self = @{}
        $self.Title = $self
        $broken = [pscustomobject]@{} | Add-Member -MemberType ScriptProperty Title { throw 'no title' } -PassThru
        $buttons = $broken, $self, [pscustomobject]@{ Title = { 1 } }, 'Yes' | New-WaButton -ErrorVariable faults -ErrorAction SilentlyContinue
        $buttons.Title | Should -Be Yes
        $faults.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
        "$($faults[0])" | Should -Be 'The column Title of this row cannot be read: no title'
        "$($faults[1])" | Should -Be 'The column Title of this row is an object of the type Hashtable, and a text is needed.'
    }
}

Describe 'New-WaProductSection' {
    It 'takes ids, rows and hashtables' {
        $section = 'a', [pscustomobject]@{ ProductId = 'b' }, @{ productid = 'c' } | New-WaProductSection T
        $section.ProductIds | Should -Be @('a', 'b', 'c')
    }

    It 'emits nothing after a row without a ProductId, or with no products' {
        $section = 'a', [pscustomobject]@{ Sku = 'b' } | New-WaProductSection -ErrorVariable faults -ErrorAction SilentlyContinue
        $section | Should -BeNullOrEmpty
        "$($faults[0])" | Should -Be 'This row has no ProductId column; it has: Sku.'
        "$(New-WaProductSection T 2>&1)" | Should -BeLike '-ProductId is missing*'
    }
}
