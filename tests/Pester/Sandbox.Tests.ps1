BeforeDiscovery {
    Import-Module InteractiveMessaging -ErrorAction Stop
    $script:providers = [InteractiveMessaging.ProviderCatalog]::All.Name
}

BeforeAll {
    Import-Module InteractiveMessaging -ErrorAction Stop

    $script:message = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Shall we?'

    function Test-Port([int] $Port) {
        $client = [Net.Sockets.TcpClient]::new()
        try { $client.Connect('127.0.0.1', $Port); $true } catch { $false } finally { $client.Dispose() }
    }
}

Describe 'A sandbox' {
    AfterEach {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
        Remove-Item Env:WA_TEST_KEY -ErrorAction Ignore
    }

    It 'takes what <_> takes' -ForEach $providers {
        $sandbox = Start-WaSandbox
        Connect-WaProvider $_ -Sandbox $sandbox
        $result = $script:message | Send-WaMessage -To '+12025550100'
        $result.Status | Should -Be Accepted
        $taken = Get-WaSandboxMessage
        $taken | Should -HaveCount 1
        $taken | Should -BeOfType InteractiveMessaging.SandboxMessage
        $taken.Provider, $taken.To, $taken.Type, $taken.Body, $taken.MessageId -join '|' | Should -Be "$_|+12025550100|button|Shall we?|$($result.MessageId)"
        $taken.Json | Should -Not -BeNullOrEmpty
    }

    It 'returns its messages by provider, recipient, id, and the last of them' {
        $sandbox = Start-WaSandbox
        $ids = foreach ($provider in 'PingUp', 'Octopods') {
            Connect-WaProvider $provider -Sandbox $sandbox
            ($script:message | Send-WaMessage -To '+12025550100', '+12025550101' | Sort-Object To).MessageId
        }
        @(Get-WaSandboxMessage).Count | Should -Be 4
        @(Get-WaSandboxMessage -Provider octopods).Provider | Should -Be Octopods, Octopods
        @(Get-WaSandboxMessage -To '+12025550101').Count | Should -Be 2
        (Get-WaSandboxMessage -Provider PingUp -To '+12025550101').MessageId | Should -Be $ids[1]
        (Get-WaSandboxMessage -Id $ids[2]).To | Should -Be '+12025550100'
        @(Get-WaSandboxMessage -Last 3 | ForEach-Object Number) | Should -Be 2, 3, 4
        (Get-WaSandboxMessage -Provider PingUp -Last 1).Number | Should -Be 2
        @($sandbox | Get-WaSandboxMessage).Count | Should -Be 4
        @(Get-WaSandboxMessage -To '+12025550199') | Should -HaveCount 0
    }

    It 'refuses every other key, and tells its own on request only' {
        $sandbox = Start-WaSandbox
        $env:WA_TEST_KEY = 'not-it'
        Connect-WaProvider Octopods -BaseUri $sandbox.BaseUri -ApiKeyVariable WA_TEST_KEY
        { $script:message | Send-WaMessage -To '+12025550100' -OutVariable script:refused } | Should -Throw -ErrorId 'RunStopped,*'
        $script:refused.Status | Should -Be NotSent
        $script:refused.HttpStatus | Should -Be 401

        Connect-WaProvider Octopods -BaseUri $sandbox.BaseUri -ApiKey $sandbox.GetKey()
        ($script:message | Send-WaMessage -To '+12025550100').Status | Should -Be Accepted
        $key = ConvertFrom-SecureString $sandbox.GetKey() -AsPlainText
        $sandbox | Format-List * | Out-String | Should -Not -Match $key
        $sandbox | ConvertTo-Json -WarningAction SilentlyContinue | Should -Not -Match $key
        Get-WaSandboxMessage | ConvertTo-Json -Depth 5 | Should -Not -Match $key
    }

    It 'can be asked without the module, in the provider''s words' {
        $sandbox = Start-WaSandbox
        $reply = Invoke-WebRequest "$($sandbox.BaseUri)v2/HX1/whatsapp/+911140000000/messages" -Method Post -SkipHttpErrorCheck -ContentType 'application/json' -Body '{}' -Headers @{ 'api-key' = ConvertFrom-SecureString $sandbox.GetKey() -AsPlainText }
        $reply.StatusCode | Should -Be 400
        ($reply.Content | ConvertFrom-Json).code | Should -Be WA400
        $sandbox.Requests, $sandbox.Accepted, $sandbox.Refused | Should -Be 1, 0, 1
    }

    It 'fails on demand' {
        $sandbox = Start-WaSandbox -Fault @{ LowBalanceAfter = 1 }
        Connect-WaProvider Kaleyra -Sandbox $sandbox
        { $script:message | Send-WaMessage -To '+12025550100', '+12025550101' -ThrottleLimit 1 -OutVariable script:results } | Should -Throw -ErrorId 'RunStopped,*' -ExpectedMessage '*balance*'
        $script:results.Status | Sort-Object | Should -Be Accepted, NotSent
        ($script:results | Where-Object Status -EQ NotSent).ErrorCode | Should -Be E110
    }

    It 'makes the same faults for the same seed' {
        $patterns = foreach ($attempt in 1, 2) {
            $sandbox = Start-WaSandbox -Seed 5 -Fault @{ Reject = 0.5 }
            Connect-WaProvider AiSoule -Sandbox $sandbox -RatePerSecond 0
            (1..40 | ForEach-Object { '+1202555{0:0000}' -f $_ } | Send-WaMessage -Message $script:message -ThrottleLimit 1 -ErrorAction SilentlyContinue | Sort-Object To).Status -join ' '
        }
        $patterns[0] | Should -Match 'Accepted' -Because 'half of them are'
        $patterns[0] | Should -Match 'Rejected'
        $patterns[0] | Should -Be $patterns[1]
    }

    It 'names the faults there are where one is unknown' {
        { Start-WaSandbox -Fault @{ Trottle = 1 } } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '*Trottle*Throttle*RetryAfter*'
        { Start-WaSandbox -Fault @{ Throttle = 2 } } | Should -Throw -ExpectedMessage '*share from 0 to 1*'
    }

    It 'says which port it cannot have' {
        $sandbox = Start-WaSandbox
        { Start-WaSandbox -Port $sandbox.Port } | Should -Throw -ErrorId 'SandboxNotStarted,*' -ExpectedMessage "*$($sandbox.Port)*"
    }

    It 'stops, alone or with the others, and can still be asked what it took' {
        $one = Start-WaSandbox
        $two = Start-WaSandbox
        Connect-WaProvider AiSoule -Sandbox $two
        $null = $script:message | Send-WaMessage -To '+12025550100'
        $one | Stop-WaSandbox
        $one.IsRunning, $two.IsRunning | Should -Be $false, $true
        Test-Port $one.Port | Should -BeFalse
        Test-Port $two.Port | Should -BeTrue
        Stop-WaSandbox
        Test-Port $two.Port | Should -BeFalse
        @(Get-WaSandboxMessage).Count | Should -Be 1
        { Stop-WaSandbox } | Should -Not -Throw
    }

    It 'says that there is none' {
        $shell = [powershell]::Create()
        try {
            $shell.AddScript('Import-Module InteractiveMessaging; try { Get-WaSandboxMessage } catch { $_.FullyQualifiedErrorId }').Invoke() | Should -BeLike 'NoSandbox,*'
        } finally { $shell.Dispose() }
    }

    It 'ends with its runspace, and leaves another''s alone' {
        $mine = Start-WaSandbox
        $shell = [powershell]::Create()
        $theirs = $shell.AddScript('Import-Module InteractiveMessaging; Start-WaSandbox').Invoke()[0]
        Test-Port $theirs.Port | Should -BeTrue
        $shell.Runspace.Close()
        $shell.Dispose()
        Test-Port $theirs.Port | Should -BeFalse
        Test-Port $mine.Port | Should -BeTrue
    }

    It 'ends when the module is removed' {
        $shell = [powershell]::Create()
        try {
            $port, $null = $shell.AddScript('Import-Module InteractiveMessaging; (Start-WaSandbox).Port; Remove-Module InteractiveMessaging').Invoke()
            Test-Port $port | Should -BeFalse
        } finally { $shell.Dispose() }
    }

    It 'does not keep the process alive' {
        $root = (Get-Module InteractiveMessaging).ModuleBase
        $shell = 'pwsh'
        & $shell -NoProfile -NonInteractive -Command "Import-Module '$root'; (Start-WaSandbox -Fault @{ Delay = 60000 }).IsRunning" | Should -Be 'True'
    }
}
