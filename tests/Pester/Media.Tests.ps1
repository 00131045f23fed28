# Files of this machine: uploaded by hand and by runs, checked first, and never named by a row.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:before = @{ XDG_STATE_HOME = $env:XDG_STATE_HOME }
    $env:XDG_STATE_HOME = Join-Path $TestDrive state
    Push-Location (New-Item -ItemType Directory $TestDrive/files)
    Copy-Item $PSScriptRoot/../../help/Files/logo.png .
    Set-Content menu.pdf "%PDF-1.4`n%%EOF"
    [IO.File]::WriteAllBytes("$PWD/clip.mp4", [byte[]] (0, 0, 0, 12, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d))
    Set-Content hours.txt 'Open 9 to 5'
    Set-Content odd.dat ([byte[]] (0..255)) -AsByteStream
    $null = New-Item empty.png
    Set-Content notapicture.png '<html>Not found</html>'
    $script:question = 'Yes' | New-WaButton
    $script:people = 1..3 | ForEach-Object { [pscustomobject]@{ Name = "Person $_"; Phone = "+1202555010$_" } }
    function Sent { Get-WaSandboxMessage | ForEach-Object Json | ConvertFrom-Json -Depth 30 }
}

AfterAll {
    Pop-Location
    $before.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
}

Describe 'Files of this machine' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name meta
    }

    AfterEach {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    Context 'Publish-WaMedia' {
        It 'returns what it uploaded' {
            $found = Publish-WaMedia ./logo.png
            $found | Should -BeOfType InteractiveMessaging.UploadedMedia
            $found.Path | Should -Be (Get-Item logo.png).FullName
            $found.Id | Should -Match '^\d{16}$'
            $found.Type | Should -Be image/png
            $found.Size | Should -Be (Get-Item logo.png).Length
            ($found.Expires - [DateTimeOffset]::Now).TotalDays | Should -BeGreaterThan 28.9
            $found.Connection | Should -Be meta
            "$found" | Should -BeLike "$($found.Id) (logo.png, image/png, * bytes)"
        }

        It 'takes files from the pipeline, wildcards and names with brackets' {
            (Get-Item logo.png, menu.pdf | Publish-WaMedia).Type | Should -Be image/png, application/pdf
            ('./logo.png', './hours.txt' | Publish-WaMedia).Type | Should -Be image/png, text/plain
            (Publish-WaMedia *.mp4).Type | Should -Be video/mp4
            Copy-Item logo.png 'a[1].png'
            (Publish-WaMedia -LiteralPath 'a[1].png').Type | Should -Be image/png
            Remove-Item -LiteralPath 'a[1].png'
        }

        It 'uploads the same content once, and again with -Force' {
            $first = Publish-WaMedia ./logo.png
            Copy-Item logo.png copy.png
            (Publish-WaMedia ./copy.png, ./logo.png).Id | Should -Be $first.Id, $first.Id
            $sandbox.Uploads | Should -Be 1
            (Publish-WaMedia ./logo.png -Force).Id | Should -Not -Be $first.Id
            $sandbox.Uploads | Should -Be 2
            Remove-Item copy.png
        }

        It 'uploads again to another account, and when it is forgotten' {
            $null = Publish-WaMedia ./logo.png
            Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name other -PhoneNumberId 106540352242999
            $null = Publish-WaMedia ./logo.png
            $sandbox.Uploads | Should -Be 2
            Remove-Item $env:XDG_STATE_HOME -Recurse
            $null = Publish-WaMedia ./logo.png
            $sandbox.Uploads | Should -Be 3
        }

        It 'remembers it for its owner alone, and nothing of the account' -Skip:$IsWindows {
            $null = Publish-WaMedia ./logo.png
            $folder = Join-Path $env:XDG_STATE_HOME InteractiveMessaging media
            (Get-Item $folder).UnixFileMode | Should -Be 'UserExecute, UserWrite, UserRead'
            $file = Get-ChildItem $folder | Select-Object -Last 1
            $file.UnixFileMode | Should -Be 'UserWrite, UserRead'
            Get-Content $file | Should -Match '^\{"id":"\d+","expires":"[^"]+"\}$'
        }

        It 'names what is wrong with each file, and the others go on' {
            $found = Publish-WaMedia ./none.png, ./empty.png, ./odd.dat, ./notapicture.png, ., ./logo.png -ErrorVariable faults -ErrorAction SilentlyContinue
            $found.Type | Should -Be image/png
            ($faults.FullyQualifiedErrorId -replace ',.*') | Should -Be FileNotFound, MediaInvalid, MediaInvalid, MediaInvalid, FileNotRead
            "$($faults[1])" | Should -BeLike "*'empty.png' is empty*"
            "$($faults[2])" | Should -BeLike "*'odd.dat' is not of a kind that WhatsApp takes*"
            "$($faults[3])" | Should -BeLike "*'notapicture.png' is text (text/plain), and its name says otherwise*"
            $faults | ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
            $sandbox.Uploads | Should -Be 1
        }

        It 'uploads nothing with -WhatIf' {
            Publish-WaMedia ./logo.png -WhatIf | Should -BeNullOrEmpty
            $sandbox.Requests | Should -Be 0
        }

        It 'says that <_> takes no uploads' -ForEach 'PingUp', 'Kaleyra', 'Octopods', 'AiSoule' {
            Connect-WaProvider $_ -Sandbox $sandbox
            $fault = { Publish-WaMedia ./logo.png } | Should -Throw -ErrorId 'NoUpload,*' -PassThru
            "$fault" | Should -Be "$_ takes no uploads."
            $fault.ErrorDetails.RecommendedAction | Should -Be 'Give the address that the file can be fetched from, or use MetaCloud or 360dialog.'
        }

        It 'tells of a refused account once, with what the provider said' {
            Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox -Fault @{ Unauthorized = 1 })
            $fault = { Publish-WaMedia ./logo.png, ./menu.pdf } | Should -Throw -ErrorId 'RunStopped,*' -PassThru
            "$fault" | Should -BeLike 'MetaCloud refuses the account: (#190)*'
            $fault.ErrorDetails.RecommendedAction | Should -BeLike '*Connect-WaProvider*'
        }

        It 'tries again what breaks off: <_>' -ForEach 'Drop', 'DropBefore', 'ServerError', 'Unavailable', 'Throttle' {
            Connect-WaProvider 360dialog -Sandbox (Start-WaSandbox -Seed 7 -Fault @{ $_ = 0.6; RetryAfter = 0 })
            $found = 1..3 | ForEach-Object { Publish-WaMedia ./logo.png -Force -Verbose 4>&1 }
            ($found | Where-Object { $_ -is [InteractiveMessaging.UploadedMedia] }).Count | Should -Be 3
            "$found" | Should -BeLike '*attempt 1 failed*'
        }
    }

    Context 'A message that names a file' {
        It 'sends the id of one upload to everybody: <Name>' -ForEach @(
            @{ Name = 'a header'; Make = { $question | New-WaInteractiveMessage -Header (New-WaHeader -Image ./logo.png) -Body 'Hi {{Name}}' }; Find = { $_.interactive.header.image.id } }
            @{ Name = 'a document, under its own name'; Make = { $question | New-WaInteractiveMessage -Header (New-WaHeader -Document ./menu.pdf) -Body 'Hi {{Name}}' }; Find = { $_.interactive.header.document.filename | Should -Be menu.pdf; $_.interactive.header.document.id } }
            @{ Name = 'a picture'; Make = { New-WaMediaMessage ./logo.png -Caption 'Hi {{Name}}' }; Find = { $_.image.id } }
            @{ Name = 'a video'; Make = { New-WaMediaMessage -Video ./clip.mp4 }; Find = { $_.video.id } }
            @{ Name = 'a card'; Make = { New-WaInteractiveMessage -Body 'Hi {{Name}}' -Card ('a', 'b' | ForEach-Object { New-WaCarouselCard $_ -Image ./logo.png -Url https://a.example -UrlText Go }) }; Find = { $_.interactive.action.cards.header.image.id | Select-Object -Unique } }
            @{ Name = 'the header of a template'; Make = { New-WaTemplateMessage a -Language en -Header (New-WaHeader -Image ./logo.png) -Body '{{Name}}' }; Find = { $_.template.components[0].parameters[0].image.id } }
            @{ Name = 'a card of a template'; Make = { New-WaTemplateMessage a -Language en -Card (1..2 | ForEach-Object { @{ Header = (New-WaHeader -Image ./logo.png); Body = '{{Name}}' } }) }; Find = { $_.template.components[0].cards.components.parameters.image.id | Select-Object -Unique } }
        ) {
            foreach ($provider in 'MetaCloud', '360dialog') {
                Connect-WaProvider $provider -Sandbox ($sandbox = Start-WaSandbox) -RatePerSecond 0
                $message = & $Make
                $message | Test-WaMessage -Provider $provider | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
                ($people | Send-WaMessage -Message $message).Status | Should -Be Accepted, Accepted, Accepted
                $sandbox.Uploads | Should -Be 1
                $ids = Sent | ForEach-Object $Find
                $ids | Should -HaveCount 3
                $ids | Select-Object -Unique | Should -Match '^\d{16}$'
            }
        }

        It 'is shown with its name, and with an example id as a request' {
            $message = $question | New-WaInteractiveMessage -Header (New-WaHeader -Image ./logo.png) -Body Hi
            ($message | ConvertTo-WaJson | ConvertFrom-Json).header.image.link | Should -BeLike 'file:///*/files/logo.png'
            $request = $message | ConvertTo-WaJson -Connection meta -To '+12025550101' -WarningVariable warned -WarningAction SilentlyContinue | ConvertFrom-Json
            $request.interactive.header.image.id | Should -Be 1013859600285441
            "$warned" | Should -BeLike 'A run would upload logo.png (image/png, *; the example id 1013859600285441 stands for its id.'
            $request.interactive.header.image.PSObject.Properties.Name | Should -Be id
            $shown = $message | Show-WaMessage -PlainText | Out-String
            $shown | Should -BeLike '*logo.png*'
            $shown | Should -Not -BeLike '*file:*'
            $null = Export-WaPreview page.html $message -PassThru
            Get-Content page.html -Raw | Should -Not -BeLike '*files/logo.png*'
            Get-Content page.html -Raw | Should -BeLike '*logo.png*'
            $sandbox.Requests | Should -Be 0
        }

        It 'is checked, and not uploaded, by -WhatIf' {
            $good = New-WaMediaMessage ./logo.png
            $bad = New-WaMediaMessage -Audio ./logo.png
            ($people | Send-WaMessage -Message $good -WhatIf).Status | Should -Be NotSent, NotSent, NotSent
            ($people[0] | Send-WaMessage -Message $bad -WhatIf -ErrorAction SilentlyContinue).ErrorCode | Should -Be media.kind
            $sandbox.Accepted + $sandbox.Uploads | Should -Be 0
        }

        It 'is invalid where <Name>, and says what to do' -ForEach @(
            @{ Name = 'a video belongs'; Make = { New-WaMediaMessage -Video ./logo.png }; Rule = 'media.kind' }
            @{ Name = 'the name says otherwise'; Make = { New-WaMediaMessage ./notapicture.png }; Rule = 'media.name' }
            @{ Name = 'it is empty'; Make = { New-WaMediaMessage ./empty.png }; Rule = 'media.empty' }
            @{ Name = 'it is of no kind'; Make = { New-WaMediaMessage -Document ./odd.dat }; Rule = 'media.type' }
            @{ Name = 'a template wants a PDF'; Make = { New-WaTemplateMessage a -Language en -Header (New-WaHeader -Document ./hours.txt) }; Rule = 'media.template' }
            @{ Name = 'it has gone since'; Make = { Copy-Item logo.png gone.png; New-WaMediaMessage ./gone.png; Remove-Item gone.png }; Rule = 'media.file' }
        ) {
            $message = & $Make
            $violation = $message | Test-WaMessage | Where-Object Severity -EQ Error
            $violation.Rule | Should -Be $Rule
            $violation.Path | Should -BeLike '*/link'
            $violation.Recommendation | Should -Not -BeNullOrEmpty
            $result = $people | Send-WaMessage -Message $message -ErrorAction SilentlyContinue
            $result.Status | Should -Be Invalid, Invalid, Invalid
            $result.ErrorCode | Should -Be $Rule, $Rule, $Rule
            $sandbox.Accepted + $sandbox.Uploads | Should -Be 0
        }

        It 'cannot go to <_>, which takes no uploads' -ForEach 'PingUp', 'Kaleyra', 'Octopods', 'AiSoule' {
            Connect-WaProvider $_ -Sandbox $sandbox -RatePerSecond 0
            $message = $question | New-WaInteractiveMessage -Header (New-WaHeader -Image ./logo.png) -Body Hi
            $violation = $message | Test-WaMessage -Provider $_ | Where-Object Severity -EQ Error
            $violation.Rule | Should -Contain media.provider
            ($violation | Where-Object Rule -EQ media.provider).Recommendation | Should -BeLike 'Give the address that the file can be fetched from*'
            ($message | Send-WaMessage -To '+12025550101' -ErrorAction SilentlyContinue).Status | Should -Be Invalid
            $sandbox.Requests | Should -Be 0
        }

        It 'ends the run where the account is refused' {
            Connect-WaProvider MetaCloud -Sandbox ($refusing = Start-WaSandbox -Fault @{ Unauthorized = 1 }) -RatePerSecond 0
            $results = [Collections.ArrayList]::new()
            { $people | Send-WaMessage -Message (New-WaMediaMessage ./logo.png) -OutVariable +results } | Should -Throw -ErrorId 'RunStopped,*'
            $results.Status | Should -Be NotSent, NotSent, NotSent
            $refusing.Accepted | Should -Be 0
        }

        It 'does not get a second message to anybody after another upload' {
            $message = New-WaMediaMessage ./logo.png
            $null = $people[0..1] | Send-WaMessage -Message $message -Journal run.journal
            $null = Publish-WaMedia ./logo.png -Force
            ($people | Send-WaMessage -Message $message -Journal run.journal).Status | Sort-Object | Should -Be Accepted, Skipped, Skipped
            $sandbox.Accepted | Should -Be 3
            (Sent).image.id | Select-Object -Unique | Should -HaveCount 2
        }

        It 'comes back from Export-Clixml and jobs, and is not taken from JSON' {
            $message = New-WaMediaMessage ./logo.png
            $message | Export-Clixml message.xml
            $again = Import-Clixml message.xml
            ($people[0] | Send-WaMessage -Message $again).Status | Should -Be Accepted
            $json = $message | ConvertTo-WaJson
            $fault = $json | ConvertFrom-WaJson 2>&1
            $fault.FullyQualifiedErrorId | Should -BeLike 'BadJson,*'
            "$fault" | Should -BeLike "/image/link names a file of this machine, 'logo.png', and JSON must not."
            $picture = '"type":"image","image":' + (ConvertTo-Json ($json | ConvertFrom-Json).image -Compress)
            $header = '[{"type":"header","parameters":[{' + $picture + '}]}]'
            "$(New-WaTemplateMessage a -Language en -Component $header 2>&1)" | Should -BeLike '*JSON must not.'
            $button = '{"type":"button","header":{' + $picture + '},"action":{"buttons":[]}}'
            "$(New-WaInteractiveMessage -Json $button 2>&1)" | Should -BeLike '*JSON must not.'
        }
    }

    Context 'A row' {
        It 'cannot name a file: <_>' -ForEach 'the link itself', 'a path', 'a path with file in front' {
            $link = (New-WaMediaMessage ./logo.png).Link
            $cell = switch ($_) { 'the link itself' { $link } 'a path' { $link.Substring(7) } default { "file://$($link.Substring(7))" } }
            $row = [pscustomobject]@{ Picture = $cell; Phone = '+12025550101' }
            foreach ($message in (New-WaMediaMessage '{{Picture}}'), (New-WaMediaMessage 'file://{{Picture}}' 2>$null), (New-WaTemplateMessage a -Language en -Header (New-WaHeader -Image '{{Picture}}'))) {
                if ($message) {
                    $result = $row | Send-WaMessage -Message $message -ErrorAction SilentlyContinue
                    $result.Status | Should -Be Invalid
                    $result.ErrorCode | Should -BeLike '*.link'
                    $message | Test-WaMessage -Row $row | Where-Object Severity -EQ Error | ForEach-Object Rule | Should -BeLike '*.link'
                }
            }
            $sandbox.Accepted + $sandbox.Uploads | Should -Be 0
        }

        It 'of cards cannot name a file either' {
            $rows = [pscustomobject]@{ Image = './logo.png'; Url = 'https://a.example'; UrlText = 'Go' }
            $fault = $rows | New-WaCarouselCard 2>&1
            "$fault" | Should -Be "'./logo.png' names a file of this machine, and stands in a row: a row cannot choose which file is sent."
            ($rows | New-WaCarouselCard -Image ./logo.png).Header.Link | Should -BeLike 'file://*/logo.png'
        }

        It 'can be given its file by a block of your own' {
            $results = $people | Send-WaMessage -Message { New-WaMediaMessage $($_.Phone -eq '+12025550101' ? './logo.png' : 'https://example.com/a.png') }
            $results.Status | Should -Be Accepted, Accepted, Accepted
            $sandbox.Uploads | Should -Be 1
        }
    }
}
