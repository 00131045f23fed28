BeforeAll {
    Import-Module InteractiveMessaging -ErrorAction Stop

    function Get-CallbackBody([string] $Value) {
        '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"12025550100"},"contacts":[{"profile":{"name":"Ada"},"wa_id":"12025550101"}],' + $Value + '}}]}]}'
    }

    function Get-Signature([byte[]] $Body, [string] $Secret) {
        'sha256=' + [Convert]::ToHexString([Security.Cryptography.HMACSHA256]::HashData([Text.Encoding]::UTF8.GetBytes($Secret), $Body)).ToLowerInvariant()
    }

    $script:button = Get-CallbackBody '"messages":[{"from":"12025550101","id":"wamid.A","timestamp":"1750857384","context":{"id":"wamid.S"},"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"keep","title":"Behalten \u2713"}}}]'
    $script:read = Get-CallbackBody '"statuses":[{"id":"wamid.S","status":"read","timestamp":"1750857384","recipient_id":"12025550101"}]'
    $script:key = 'app-secret-4711'
    $script:secret = [Net.NetworkCredential]::new('', $key).SecurePassword
    $script:bytes = [Text.Encoding]::UTF8.GetBytes($button)
    $script:signature = Get-Signature $bytes $key
    $script:file = Join-Path $TestDrive callback.json
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
        $reply[0].Kind, $reply[0].Id, $reply[0].Title, $reply[0].ProfileName, $reply[0].AnsweredMessageId -join '|' | Should -Be "Button|keep|Behalten `u{2713}|Ada|wamid.S"
    }

    It 'tells replies from statuses' {
        $found = $button, $read | ConvertFrom-WaCallback
        $found[0] | Should -BeOfType InteractiveMessaging.WaReply
        $found[1] | Should -BeOfType InteractiveMessaging.WaStatus
        $found[1].Status | Should -Be 'Read'
    }

    It 'returns a flow''s answer by name' {
        $flow = Get-CallbackBody '"messages":[{"from":"12025550101","id":"wamid.B","type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","response_json":"{\"day\":\"Monday\",\"people\":3,\"wishes\":[\"window\"]}"}}}]' | ConvertFrom-WaCallback
        $flow.FlowResponse.day | Should -Be 'Monday'
        $flow.FlowResponse.people | Should -Be 3
        $flow.FlowResponse.wishes | Should -Be 'window'
    }

    It 'returns what it does not know as it is' {
        $unknown = '{"entry":[{"changes":[{"field":"account_update","value":{"event":"X"}}]}]}' | ConvertFrom-WaCallback
        $unknown | Should -BeOfType InteractiveMessaging.WaUnknownCallback
        ($unknown.Json | ConvertFrom-Json).entry.changes.value.event | Should -Be 'X'
    }

    It 'keeps the whole JSON of every callback, which is the callback again' {
        $all = $button, $read | ConvertFrom-WaCallback
        $all.Json | Should -Be @($button, $read | ForEach-Object { $_ -replace '\s(?=(?:[^"]*"[^"]*")*[^"]*$)' })
        $again = $all.Json | ConvertFrom-WaCallback
        $again[0] | Should -Be $all[0]
        $again[1] | Should -Be $all[1]
    }

    It 'knows a person without a number, and its objects join with a list' {
        $hidden = '{"contacts":[{"profile":{"name":"Ada","username":"ada.l"},"user_id":"US.1"}],"messages":[{"from_user_id":"US.1","id":"wamid.C","type":"text","text":{"body":"Hi"}}]}' | ConvertFrom-WaCallback
        $hidden.From, $hidden.UserId, $hidden.Username, $hidden.Person -join '|' | Should -Be '|US.1|ada.l|ada.l'
        ($button | ConvertFrom-WaCallback).From | Should -BeIn '+12025550101', '+12025550102'
    }

    It 'gives the products of an order one by one' {
        $order = Get-CallbackBody '"messages":[{"from":"12025550101","id":"wamid.D","type":"order","order":{"catalog_id":"c","product_items":[{"product_retailer_id":"a","quantity":2,"item_price":1.5,"currency":"EUR"},{"product_retailer_id":"b","quantity":1,"item_price":4,"currency":"EUR"}]}}]' | ConvertFrom-WaCallback
        $order.Kind | Should -Be 'Order'
        ($order.Order.Items | ForEach-Object { $_.Quantity * $_.Price } | Measure-Object -Sum).Sum | Should -Be 7
    }

    It 'reads a file in <_>' -ForEach 'utf8', 'utf8BOM', 'unicode', 'bigendianunicode', 'utf32' {
        Set-Content $TestDrive/encoded.json $button -Encoding $_
        (ConvertFrom-WaCallback -Path $TestDrive/encoded.json).Title | Should -Be "Behalten `u{2713}"
    }

    It 'goes on behind a file that is not JSON' {
        Set-Content $TestDrive/a.json 'oops'
        Set-Content $TestDrive/b.json $read
        $found = ConvertFrom-WaCallback -Path $TestDrive/a.json, $TestDrive/b.json -ErrorVariable fault -ErrorAction SilentlyContinue
        $found.Status | Should -Be 'Read'
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'BadJson,*'
        $fault[0].TargetObject | Should -BeLike '*a.json'
    }

    It 'takes wildcards, and names with brackets as they are' {
        $folder = New-Item $TestDrive/inbox -ItemType Directory
        Set-Content -LiteralPath "$folder/a[1].json" $read
        Set-Content -LiteralPath "$folder/b.json" $button
        @(ConvertFrom-WaCallback -Path "$folder/*.json") | Should -HaveCount 2
        (ConvertFrom-WaCallback -LiteralPath "$folder/a[1].json").Status | Should -Be 'Read'
        $null = ConvertFrom-WaCallback -Path "$folder/a[1].json", "$folder/c*" -ErrorVariable fault -ErrorAction SilentlyContinue
        $fault.FullyQualifiedErrorId | Should -Be (@('FileNotFound,InteractiveMessaging.Cmdlets.ConvertFromWaCallbackCommand') * 2)
    }

    Context 'verified' {
        It 'takes the right signature over <Name>' -ForEach @(
            @{ Name = 'a text'; From = { $button | ConvertFrom-WaCallback -AppSecret $secret -Signature $signature } }
            @{ Name = 'bytes'; From = { ConvertFrom-WaCallback $bytes -AppSecret $secret -Signature $signature } }
            @{ Name = 'a file'; From = { ConvertFrom-WaCallback -Path $file -AppSecret $secret -Signature $signature } }
            @{ Name = 'a webhook''s object with its header'; From = { [pscustomobject]@{ RequestBody = $button; RequestHeader = [pscustomobject]@{ 'x-hub-signature-256' = $signature } } | ConvertFrom-WaCallback -AppSecret $secret } }
        ) { (& $From).Id | Should -Be 'keep' }

        It 'refuses <Name> with one terminating error and returns nothing' -ForEach @(
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

        It 'goes on after a list that cannot be read' {
            Add-Type -TypeDefinition @'
using System; using System.Collections; using System.Collections.Generic;
public sealed class NoCallbacks : IEnumerable<object> {
    public IEnumerator<object> GetEnumerator() { throw new NotSupportedException("no list"); }
    IEnumerator IEnumerable.GetEnumerator() { throw new NotSupportedException("no list"); }
}
'@
            ConvertFrom-WaCallback -InputObject ([NoCallbacks]::new()) -ErrorVariable fault -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $fault[0].FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            "$($fault[0])" | Should -Be 'This list cannot be read: no list'
        }

        It 'does not let a signature pass that nobody checks' {
            { $button | ConvertFrom-WaCallback -Signature $signature } | Should -Throw -ErrorId 'BadInput,*'
        }
    }
}

Describe 'Confirm-WaWebhook' {
    BeforeAll {
        $script:token = [Net.NetworkCredential]::new('', 'verify & 4711').SecurePassword
        $script:query = '?hub.mode=subscribe&hub.challenge=1158+201444&hub.verify_token=verify%20%26%204711'
        $script:fields = @{ 'hub.mode' = 'subscribe'; 'hub.challenge' = '1158 201444'; 'hub.verify_token' = 'verify & 4711' }
    }

    It 'takes <Name>' -ForEach @(
        @{ Name = 'a query'; From = { Confirm-WaWebhook $query -VerifyToken $token } }
        @{ Name = 'an address'; From = { [uri] "https://example.com/hook$query#part" | Confirm-WaWebhook -VerifyToken $token } }
        @{ Name = 'a hashtable'; From = { $fields | Confirm-WaWebhook -VerifyToken $token } }
        @{ Name = 'a parsed query'; From = { Confirm-WaWebhook ([Web.HttpUtility]::ParseQueryString($query)) -VerifyToken $token } }
        @{ Name = 'a function''s request'; From = { [pscustomobject]@{ Method = 'GET'; Query = $fields } | Confirm-WaWebhook -VerifyToken $token } }
        @{ Name = 'an object of its fields'; From = { [pscustomobject] $fields | Confirm-WaWebhook -VerifyToken $token } }
    ) { & $From | Should -BeExactly '1158 201444' }

    It 'is asked by a request of a listener' {
        $listener = [Net.HttpListener]::new()
        $port = 0
        foreach ($try in 1..20) {
            $port = Get-Random -Minimum 20000 -Maximum 60000
            $listener = [Net.HttpListener]::new()
            $listener.Prefixes.Add("http://127.0.0.1:$port/")
            try { $listener.Start(); break } catch { $listener.Close() }
        }
        $client = [Net.Http.HttpClient]::new()
        try {
            $asked = $client.GetAsync("http://127.0.0.1:$port/hook$query")
            $context = $listener.GetContext()
            $context.Request | Confirm-WaWebhook -VerifyToken $token | Should -BeExactly '1158 201444'
            $context.Response.Close()
            $null = $asked.GetAwaiter().GetResult()
        } finally {
            $client.Dispose()
            $listener.Close()
        }
    }

    It 'refuses <Name> with one terminating error that holds no token' -ForEach @(
        @{ Name = 'another token'; Id = 'VerifyTokenInvalid'; Query = '?hub.mode=subscribe&hub.challenge=1&hub.verify_token=verify%20%26%204712' }
        @{ Name = 'no token'; Id = 'VerifyTokenInvalid'; Query = '?hub.mode=subscribe&hub.challenge=1' }
        @{ Name = 'another mode'; Id = 'BadInput'; Query = '?hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=verify%20%26%204711' }
        @{ Name = 'no challenge'; Id = 'BadInput'; Query = '?hub.mode=subscribe&hub.verify_token=verify%20%26%204711' }
        @{ Name = 'nothing'; Id = 'BadInput'; Query = $null }
        @{ Name = 'a number'; Id = 'BadInput'; Query = 5 }
        @{ Name = 'an object that holds itself'; Id = 'BadInput'; Query = & { $self = @{}; $self.Query = $self; $self } }
    ) {
        $fault = { Confirm-WaWebhook $Query -VerifyToken $token } | Should -Throw -ErrorId "$Id,*" -PassThru
        ($fault.Exception | Format-List * -Force | Out-String) + $fault.ErrorDetails.RecommendedAction + $fault.TargetObject | Should -Not -Match '471'
    }

    It 'needs the token' {
        { Confirm-WaWebhook $query } | Should -Throw -ErrorId 'BadInput,*'
    }
}

Describe 'Get-WaJournal -Callback' {
    BeforeAll {
        $script:sandbox = Start-WaSandbox -Fault @{ Drop = 1 }
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
        $script:journal = Join-Path $TestDrive run.journal
        $script:sent = @('+12025550101', '+12025550102' | ForEach-Object { [pscustomobject]@{ To = $_ } } |
                Send-WaMessage -Message ('Keep' | New-WaButton | New-WaInteractiveMessage -Body 'Your visit is at 9 am.') -Journal $journal -ErrorAction SilentlyContinue)

        # The gateway took both and hung up; what it says later about the first carries the reference of the request.
        $request = (Get-WaSandboxMessage | Where-Object To -Like '*0101').Json | ConvertFrom-Json
        $about = '{"meta_object":{"field":"messages","value":{"metadata":{"display_phone_number":"12025550100"},' + '{0}}},"extra_info":{"ref":"' + $request.extra_info.ref + '"}}'
        $script:statuses = $about.Replace('{0}', '"statuses":[{"id":"wamid.S","status":"delivered","timestamp":"1750857384","recipient_id":"12025550101"},{"id":"wamid.S","status":"read","timestamp":"1750857390","recipient_id":"12025550101"}]')
        $script:answer = $about.Replace('{0}', '"messages":[{"from":"12025550101","id":"wamid.A","timestamp":"1750857399","context":{"id":"wamid.S"},"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"keep","title":"Keep"}}}]')
    }

    AfterAll {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'ends the doubt of what a callback speaks of, and of nothing else' {
        $sent.Status | Should -Be 'InDoubt', 'InDoubt'
        $followed = @(Get-WaJournal $journal -Callback ($statuses, $answer | ConvertFrom-WaCallback))
        $first, $second = $followed | Sort-Object Recipient
        $first.Status, $first.IsSettled, $first.Progress, $first.MessageId, $first.Answer, $first.AnswerId -join '|' | Should -Be 'Accepted|True|Read|wamid.S|Keep|keep'
        $first.ReadAt | Should -Be ([DateTimeOffset]::FromUnixTimeSeconds(1750857390))
        $second.Status, $second.IsSettled, $second.Progress -join '|' | Should -Be 'InDoubt|False|'
    }

    It 'takes files, and -Status asks for what the callbacks left' {
        Set-Content $TestDrive/1.json $statuses
        Set-Content $TestDrive/2.json $answer
        $doubt = @(Get-WaJournal $journal -Callback (Get-ChildItem $TestDrive/?.json) -Status InDoubt)
        $doubt.Recipient | Should -BeLike '*12025550102'
        (Get-WaJournal $journal -Callback (Join-Path $TestDrive '?.json') -Status Accepted).Replies.Id | Should -Be 'keep'
        Get-WaJournal $journal -Status InDoubt | Should -HaveCount 2 -Because 'the journal itself stays as it is'
    }

    It 'says what is not a callback' {
        $null = Get-WaJournal $journal -Callback 5 -ErrorVariable fault -ErrorAction SilentlyContinue
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
    }
}
