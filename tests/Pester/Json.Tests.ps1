BeforeDiscovery {
    Import-Module InteractiveMessaging
    # Those that carry WhatsApp's own JSON; another shape cannot be read back.
    $script:providers = ([InteractiveMessaging.ProviderCatalog]::All | Where-Object { -not $_.WritableFields.Count }).Name
}

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

    It 'give the whole request of <_>, and read it back' -ForEach $providers {
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
        "$(New-WaTextMessage a | ConvertTo-WaJson -Provider AiSoule -To +12025550123 2>&1)" | Should -BeLike '*takes no text messages*'
    }

    It 'show what a connection sends, byte for byte' {
        $plain = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Will you come? ü 👍'
        $sandbox = Start-WaSandbox
        try {
            foreach ($settings in @{ Provider = 'Kaleyra'; Source = 'zapier' }, @{ Provider = 'PingUp' }, @{ Provider = 'MetaCloud' }) {
                $connection = Connect-WaProvider @settings -Sandbox $sandbox -PassThru
                $shown = $plain | ConvertTo-WaJson -Connection $connection -To +12025550123 -Compress
                $null = $plain | Send-WaMessage -To +12025550123 -Connection $connection
                @(Get-WaSandboxMessage)[-1].Json | Should -BeExactly $shown
            }
            ($plain | ConvertTo-WaJson -Connection Kaleyra -To +12025550123 | ConvertFrom-Json).extra_info.wa_source | Should -Be zapier
        } finally {
            Disconnect-WaProvider Kaleyra, PingUp, MetaCloud
            Stop-WaSandbox $sandbox
        }
    }

    It 'refuse a provider beside a connection' {
        "$($message | ConvertTo-WaJson -Provider PingUp -Connection x -To +12025550123 2>&1)" | Should -BeLike '*contradict*'
    }

    It 'refuse to show what could not be sent, and say why' {
        $long = 'Yes' | New-WaButton | New-WaInteractiveMessage -Body ('b' * 1025)
        $fault = $long | ConvertTo-WaJson -Provider PingUp -To +12025550123 2>&1
        "$fault" | Should -BeLike '*1025 characters*'
        $fault.FullyQualifiedErrorId | Should -BeLike 'MessageInvalid,*'
    }

    It 'refuse what Send-WaMessage would refuse to send, and show it once it could' {
        $template = New-WaTemplateMessage order_update -Language en -Body 'Ada'
        $fault = $template | ConvertTo-WaJson -Provider PingUp -To +12025550123 2>&1
        "$fault" | Should -BeLike '*a name beside the number*'
        $shown = $template | ConvertTo-WaJson -Provider PingUp -To +12025550123 -ClientName Ada -WarningAction Ignore | ConvertFrom-Json
        $shown.client_name | Should -Be Ada
        "$($message | ConvertTo-WaJson -Provider MetaCloud -To +12025550123 -ClientName Ada 2>&1)" | Should -BeLike '*cannot express -ClientName*'
    }

    It 'make a draft of a file' {
        $file = Join-Path $TestDrive draft.json
        '{"type":"button","body":{"text":"Hi {{Name}}"},"action":{"buttons":[{"type":"reply","reply":{"id":"{{Id}}","title":"Yes"}}]}}' | Set-Content $file
        (ConvertFrom-WaJson -Path $file | Test-WaMessage).Message | Should -BeLike '*Name, Id*'
    }
}
