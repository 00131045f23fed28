BeforeAll {
    Import-Module InteractiveMessaging -ErrorAction Stop

    function New-Callback([string] $Value) {
        '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"12025550100"},"contacts":[{"profile":{"name":"Ada"},"wa_id":"12025550101"}],' + $Value + '}}]}]}'
    }

    function Get-Signature([byte[]] $Body, [string] $Secret) {
        'sha256=' + [Convert]::ToHexString([Security.Cryptography.HMACSHA256]::HashData([Text.Encoding]::UTF8.GetBytes($Secret), $Body)).ToLowerInvariant()
    }

    $button = New-Callback '"messages":[{"from":"12025550101","id":"wamid.A","timestamp":"1750857384","context":{"id":"wamid.S"},"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"keep","title":"Behalten ✓"}}}]'
    $read = New-Callback '"statuses":[{"id":"wamid.S","status":"read","timestamp":"1750857384","recipient_id":"12025550101"}]'
    $key = 'app-secret-4711'
    $secret = ConvertTo-SecureString $key -AsPlainText -Force
    $bytes = [Text.Encoding]::UTF8.GetBytes($button)
    $signature = Get-Signature $bytes $key
    $file = Join-Path $TestDrive callback.json
    [IO.File]::WriteAllBytes($file, $bytes)
}

Describe 'ConvertFrom-WaCallback' {
    It 'reads <Name>' -ForEach @(
        @{ Name = 'a text'; From = { $button | ConvertFrom-WaCallback } }
        @{ Name = 'a text as argument'; From = { ConvertFrom-WaCallback $button } }
        @{ Name = 'lines from Get-Content'; From = { $button | ConvertFrom-Json | ConvertTo-Json -Depth 20 | Set-Content $TestDrive/lines.json; Get-Content $TestDrive/lines.json | ConvertFrom-WaCallback } }
        @{ Name = 'a file'; From = { ConvertFrom-WaCallback -Path $file } }
        @{ Name = 'files from Get-ChildItem'; From = { Get-ChildItem $file | ConvertFrom-WaCallback } }
        @{ Name = 'bytes'; From = { ConvertFrom-WaCallback $bytes } }
        @{ Name = 'bytes one by one'; From = { $bytes | ConvertFrom-WaCallback } }
        @{ Name = 'a webhook''s object'; From = { [pscustomobject]@{ WebhookName = 'w'; RequestBody = $button; RequestHeader = @{} } | ConvertFrom-WaCallback } }
        @{ Name = 'a webhook''s object as JSON'; From = { @{ RequestBody = $button } | ConvertTo-Json | ConvertFrom-WaCallback } }
        @{ Name = 'what ConvertFrom-Json made of it'; From = { $button | ConvertFrom-Json | ConvertFrom-WaCallback } }
    ) {
        $reply = @(& $From)
        $reply.Count | Should -Be 1
        $reply[0] | Should -BeOfType InteractiveMessaging.WaReply
        $reply[0].Kind, $reply[0].Id, $reply[0].Title, $reply[0].ProfileName, $reply[0].AnsweredMessageId -join '|' | Should -Be 'Button|keep|Behalten ✓|Ada|wamid.S'
    }

    It 'tells replies from statuses' {
        $found = $button, $read | ConvertFrom-WaCallback
        $found[0] | Should -BeOfType InteractiveMessaging.WaReply
        $found[1] | Should -BeOfType InteractiveMessaging.WaStatus
        $found[1].Status | Should -Be 'Read'
    }

    It 'gives a flow''s answer by name' {
        $flow = New-Callback '"messages":[{"from":"12025550101","id":"wamid.B","type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","response_json":"{\"day\":\"Monday\",\"people\":3,\"wishes\":[\"window\"]}"}}}]' | ConvertFrom-WaCallback
        $flow.FlowResponse.day | Should -Be 'Monday'
        $flow.FlowResponse.people | Should -Be 3
        $flow.FlowResponse.wishes | Should -Be 'window'
    }

    It 'gives what it does not know as it is' {
        $unknown = '{"entry":[{"changes":[{"field":"account_update","value":{"event":"X"}}]}]}' | ConvertFrom-WaCallback
        $unknown | Should -BeOfType InteractiveMessaging.WaUnknownCallback
        ($unknown.Json | ConvertFrom-Json).value.event | Should -Be 'X'
    }

    It 'goes on behind a file that is no JSON' {
        Set-Content $TestDrive/a.json 'oops'
        Set-Content $TestDrive/b.json $read
        $found = ConvertFrom-WaCallback -Path $TestDrive/a.json, $TestDrive/b.json -ErrorVariable fault -ErrorAction SilentlyContinue
        $found.Status | Should -Be 'Read'
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'BadJson,*'
        $fault[0].TargetObject | Should -BeLike '*a.json'
    }

    Context 'verified' {
        It 'takes the right signature over <Name>' -ForEach @(
            @{ Name = 'a text'; From = { $button | ConvertFrom-WaCallback -AppSecret $secret -Signature $signature } }
            @{ Name = 'bytes'; From = { ConvertFrom-WaCallback $bytes -AppSecret $secret -Signature $signature } }
            @{ Name = 'a file'; From = { ConvertFrom-WaCallback -Path $file -AppSecret $secret -Signature $signature } }
            @{ Name = 'a webhook''s object with its header'; From = { [pscustomobject]@{ RequestBody = $button; RequestHeader = [pscustomobject]@{ 'x-hub-signature-256' = $signature } } | ConvertFrom-WaCallback -AppSecret $secret } }
        ) { (& $From).Id | Should -Be 'keep' }

        It 'refuses <Name> with one terminating error and gives nothing' -ForEach @(
            @{ Name = 'another body'; From = { $read | ConvertFrom-WaCallback -AppSecret $secret -Signature $signature } }
            @{ Name = 'JSON that was read and written again'; From = { $button | ConvertFrom-Json | ConvertTo-Json -Depth 20 | ConvertFrom-WaCallback -AppSecret $secret -Signature $signature } }
            @{ Name = 'a signature of another secret'; From = { $button | ConvertFrom-WaCallback -AppSecret $secret -Signature (Get-Signature $bytes 'other') } }
            @{ Name = 'a missing signature'; From = { $button | ConvertFrom-WaCallback -AppSecret $secret } }
            @{ Name = 'a forged body that is no JSON'; From = { 'oops' | ConvertFrom-WaCallback -AppSecret $secret -Signature $signature } }
        ) {
            $found = $null
            $fault = { $script:found = & $From } | Should -Throw -ErrorId 'SignatureInvalid,*' -PassThru
            $script:found | Should -BeNullOrEmpty
            $fault.CategoryInfo.Category | Should -Be 'SecurityError'
            ($fault | Format-List * -Force | Out-String) + ($fault.Exception | Format-List * -Force | Out-String) + $fault.ErrorDetails.RecommendedAction | Should -Not -Match 'app-secret'
        }

        It 'does not let a signature pass that nobody checks' {
            { $button | ConvertFrom-WaCallback -Signature $signature } | Should -Throw -ErrorId 'BadInput,*'
        }
    }
}
