BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:message = New-WaButton Yes y | New-WaInteractiveMessage -Body "Say `"yes`"`n`u{1F600} {{Name}}"
}

Describe 'ConvertTo-WaJson and ConvertFrom-WaJson' {
    It 'are inverses' {
        $message | ConvertTo-WaJson | ConvertFrom-WaJson | Should -Be $message
        $message | ConvertTo-WaJson -Compress | ConvertFrom-WaJson | Should -Be $message
    }

    It 'keep fields that have no name here' {
        $json = '{"type":"button","body":{"text":"b","x":1},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A","icon":"star"}}]},"later":[1,null]}'
        $read = $json | ConvertFrom-WaJson
        $read | ConvertTo-WaJson -Compress | ConvertFrom-WaJson | Should -Be $read
        ($read | ConvertTo-WaJson | ConvertFrom-Json).action.buttons[0].reply.icon | Should -Be star
        $read.UnknownFields.Path | Should -Be @('/action/buttons/0/reply/icon', '/body/x', '/later')
    }

    It 'give the whole request of <_>, and read it back' -ForEach PingUp, Kaleyra, Octopods, AiSoule, MetaCloud, 360dialog {
        $request = $message | ConvertTo-WaJson -Provider $_ -To +12025550123
        $request | Should -Match '12025550123'
        $request | ConvertFrom-WaJson | Should -Be $message
    }

    It 'read a file, its lines, and several documents' {
        $file = Join-Path $TestDrive 'menu [1].json'
        $message | ConvertTo-WaJson | Set-Content -LiteralPath $file
        ConvertFrom-WaJson -LiteralPath $file | Should -Be $message
        ConvertFrom-WaJson -Path (Join-Path $TestDrive 'menu*.json') | Should -Be $message
        Get-Content -LiteralPath $file | ConvertFrom-WaJson | Should -Be $message
        $message, $message | ConvertTo-WaJson | ConvertFrom-WaJson | Should -Be @($message, $message)
    }

    It 'say line, column and reason of bad JSON' {
        $fault = '{', '  "type": "button",', '  "body": oops', '}' | ConvertFrom-WaJson 2>&1
        "$fault" | Should -BeLike '*line 3, column 11*'
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadJson,*'
        $fault.CategoryInfo.Category | Should -Be ParserError
    }

    It 'say what is missing' {
        "$(ConvertFrom-WaJson 2>&1)" | Should -BeLike '-Json is missing*'
        "$(ConvertFrom-WaJson -Path (Join-Path $TestDrive none.json) 2>&1)" | Should -BeLike '*none.json*'
        "$($message | ConvertTo-WaJson -Provider Kaleyra 2>&1)" | Should -BeLike '-To is missing*'
        "$($message | ConvertTo-WaJson -To +12025550123 2>&1)" | Should -BeLike '-Provider is missing*'
        "$($message | ConvertTo-WaJson -Provider Kaleyra -To 2025550123 2>&1)" | Should -BeLike '*no country code*'
        "$(New-WaTextMessage a | ConvertTo-WaJson -Provider AiSoule -To +12025550123 2>&1)" | Should -BeLike '*takes no plain texts*'
    }

    It 'make a template of a file' {
        $file = Join-Path $TestDrive template.json
        '{"type":"button","body":{"text":"Hi {{Name}}"},"action":{"buttons":[{"type":"reply","reply":{"id":"{{Id}}","title":"Yes"}}]}}' | Set-Content $file
        (ConvertFrom-WaJson -Path $file | Test-WaMessage).Message | Should -BeLike '*Name, Id*'
    }
}
