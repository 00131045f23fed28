# What comes in from outside and is not as it should be: tables without an end, half characters, cells of a megabyte, keys as texts.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:half = [string] [char] 0xd83d
    $script:sandbox = Start-WaSandbox
    function Get-Fault([scriptblock] $Script) {
        $null = & $Script -ErrorVariable faults -ErrorAction SilentlyContinue
        $faults | Where-Object { $_ -is [Management.Automation.ErrorRecord] }
    }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'A table that holds itself' {
    It 'is an error that says where, and the shell goes on' {
        $shell = (Get-Process -Id $PID).Path
        $script = {
            $table = @{}
            $table.more = @($table)
            $object = [pscustomobject]@{ a = 1 }
            $object | Add-Member self $object
            $deep = @{}
            1..50000 | ForEach-Object { $deep = @{ a = $deep } }
            foreach ($given in $table, $deep) {
                try { New-WaInteractiveMessage -Body b -FlowId 1 -FlowCta Go -FlowScreen S -FlowData $given -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $_" }
            }
            foreach ($given in $table, $object, $deep) {
                try { ConvertFrom-WaCallback $given -ErrorAction Stop } catch { "$($_.FullyQualifiedErrorId) $_" }
            }
            'alive'
        }
        $said = & $shell -NoProfile -NonInteractive -Command $script
        $said | Should -HaveCount 6
        $said[-1] | Should -Be alive
        $said[0] | Should -BeLike 'BadInput,*-FlowData: More than 48 objects and lists hold each other, at /more/0/more/0/*'
        $said[1, 4] | Should -BeLike 'BadInput,*More than 48 objects and lists hold each other, at /a/a/a/*'
        $said[3] | Should -BeLike 'BadInput,*More than 48*/self/self/*'
    }

    # Four levels of the message stand around its flow data.
    It 'may be <levels> levels deep: <taken>' -ForEach @{ levels = 44; taken = $true }, @{ levels = 45; taken = $false }, @{ levels = 64; taken = $false } {
        $table = 1
        1..$levels | ForEach-Object { $table = @{ a = $table } }
        $flow = @{ Body = 'b'; FlowId = 1; FlowCta = 'Go'; FlowScreen = 'S'; FlowData = $table }
        $message = New-WaInteractiveMessage @flow -ErrorAction SilentlyContinue
        [bool] $message | Should -Be $taken
        if ($taken) {
            foreach ($provider in 'PingUp', 'Kaleyra', 'MetaCloud') {
                Connect-WaProvider $provider -Sandbox $sandbox
                (Send-WaMessage -Message $message -To '+12025550100').Status | Should -Be Accepted -Because $provider
                ConvertTo-WaJson $message -Provider $provider -To '+12025550100' -WarningAction Ignore | ConvertFrom-WaJson | Should -Be $message
            }
            $message | ConvertTo-WaJson | ConvertFrom-WaJson | Should -Be $message
            $message | Export-Clixml $TestDrive/deep.xml
            Import-Clixml $TestDrive/deep.xml | Should -Be $message
        }
    }

    It 'may hold nothing that JSON has no form for: <name>' -ForEach @(
        @{ name = 'a time span'; table = @{ at = @(1, [timespan] 1) }; place = '/at/1' }
        @{ name = 'a script block'; table = @{ at = { 1 } }; place = '/at' }
        @{ name = 'no number'; table = @{ at = [double]::NaN }; place = '/at' }
        @{ name = 'one name twice'; table = @{ at = @{ [object] 1 = 1; '1' = 2 } }; place = '/at' }
    ) {
        $message = { [CmdletBinding()] param() New-WaInteractiveMessage -Body b -FlowId 1 -FlowCta Go -FlowScreen S -FlowData $table }
        foreach ($fault in (Get-Fault $message), (Get-Fault { [CmdletBinding()] param() ConvertFrom-WaCallback $table })) {
            $fault | Should -HaveCount 1
            $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
            "$fault" | Should -BeLike "*$place*"
        }
    }

    It 'may hold a property that cannot be read, which is an error' {
        $object = [pscustomobject]@{}
        $object | Add-Member -MemberType ScriptProperty broken { throw 'no' }
        $fault = Get-Fault { [CmdletBinding()] param() ConvertFrom-WaCallback $object }
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
        "$fault" | Should -BeLike '*value at /broken cannot be read*'
    }
}

Describe 'Half a character' {
    It 'is an error of <name>, which emits nothing' -ForEach @(
        @{ name = 'New-WaButton'; build = { [CmdletBinding()] param() New-WaButton "a$half" } }
        @{ name = 'New-WaButton -Id'; build = { [CmdletBinding()] param() New-WaButton a $half } }
        @{ name = 'New-WaListRow'; build = { [CmdletBinding()] param() New-WaListRow a b -Description $half } }
        @{ name = 'New-WaListSection'; build = { [CmdletBinding()] param() New-WaListRow a | New-WaListSection -Title $half } }
        @{ name = 'New-WaProductSection'; build = { [CmdletBinding()] param() New-WaProductSection -Title t -ProductId $half } }
        @{ name = 'New-WaCarouselCard'; build = { [CmdletBinding()] param() New-WaCarouselCard -Body $half -Image 1 -Url https://a.example -UrlText Go } }
        @{ name = 'New-WaHeader'; build = { [CmdletBinding()] param() New-WaHeader -Document 1 -FileName $half } }
        @{ name = 'New-WaTextMessage'; build = { [CmdletBinding()] param() New-WaTextMessage "Hi $half" } }
        @{ name = 'New-WaInteractiveMessage'; build = { [CmdletBinding()] param() New-WaButton a | New-WaInteractiveMessage -Body "Hi $half" } }
        @{ name = '-FlowData'; build = { [CmdletBinding()] param() New-WaInteractiveMessage -Body b -FlowId 1 -FlowCta Go -FlowScreen S -FlowData @{ a = $half } } }
    ) {
        & $build -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $fault = Get-Fault $build
        $fault | Should -HaveCount 1
        $fault.FullyQualifiedErrorId | Should -BeLike 'BadInput,*'
        "$fault" | Should -BeLike '*holds half a character (U+D83D*'
    }

    It 'in what somebody sent is replaced' {
        $callback = @{ messages = @(@{ type = 'text'; from = '12025550101'; id = 'm'; text = @{ body = "Hi $half" } }) }
        (ConvertFrom-WaCallback $callback).Text | Should -Be "Hi $([char] 0xfffd)"
    }

    It 'in a cell or an option costs that row' {
        Connect-WaProvider Kaleyra -Sandbox $sandbox
        $message = New-WaButton Yes | New-WaInteractiveMessage -Body 'Hi {{Name}}'
        $rows = @(
            [pscustomobject]@{ To = '+12025550101'; Name = "Zo$half"; Reference = 'r' }
            [pscustomobject]@{ To = '+12025550102'; Name = 'Zo'; Reference = $half }
            [pscustomobject]@{ To = '+12025550103'; Name = "Zo$half$([char] 0xde00)"; Reference = 'r' }
        )
        $results = $rows | Send-WaMessage -Message $message -ErrorAction SilentlyContinue | Sort-Object To
        $results.Status | Should -Be Invalid, Invalid, Accepted
        $results.ErrorCode | Should -Be text.half, option.half, $null
        Get-WaSandboxMessage -Last 1 | ForEach-Object Body | Should -Be "Hi Zo$([char]::ConvertFromUtf32(0x1f600))"
    }
}

Describe 'A cell of a megabyte' {
    It 'is quoted in part, without what the terminal would obey' {
        Connect-WaProvider PingUp -Sandbox $sandbox
        $long = "`e[2J" + 'x' * 1MB
        $message = New-WaButton '{{Title}}' '{{Title}} ' | New-WaInteractiveMessage -Body b
        $rows = @(
            [pscustomobject]@{ To = "+39$long"; Title = 'a' }
            [pscustomobject]@{ To = '+12025550101'; Title = $long }
            [pscustomobject]@{ To = '+12025550102'; Title = 'a'; Delay = $long }
            [pscustomobject]@{ $long = '+12025550102' }
        )
        $faults = Get-Fault { [CmdletBinding()] param() $rows | Send-WaMessage -Message $message }
        $faults | Should -HaveCount 4
        foreach ($fault in $faults) {
            "$fault".Length | Should -BeLessThan 800
            "$fault" | Should -Not -BeLike "*`e*"
        }
    }
}

Describe 'A number that is two, or nobody''s' {
    It 'is refused, or sent to with a warning' {
        Connect-WaProvider PingUp -Sandbox $sandbox
        $message = New-WaTextMessage Hello
        $two = $message | Send-WaMessage -To '+1.202.555.0101/2' -ErrorAction SilentlyContinue
        "$($two.Status) $($two.Error)" | Should -BeLike "Invalid *'/2' is too short*"
        $results = $message | Send-WaMessage -To '333-1234569', '39 333 1234567' -International -WarningVariable warnings -WarningAction SilentlyContinue
        $results.Status | Should -Be Accepted, Accepted
        $warnings | Should -HaveCount 1
        "$warnings" | Should -BeLike '*+3331234569*country code 33*9 digits*ITU*'
    }
}

Describe 'A key' {
    It 'that is a text says how to make a SecureString, and is not quoted' {
        $key = 'canary-4711'
        foreach ($call in { Connect-WaProvider AiSoule -ApiKey $key }, { '{}' | ConvertFrom-WaCallback -AppSecret $key }, { Connect-WaProvider AiSoule -ApiKey 4711 }) {
            $fault = try { & $call } catch { $_ }
            "$fault" | Should -BeLike '*must be a SecureString*Read-Host -AsSecureString*ConvertTo-SecureString*'
            $fault | Format-List * -Force | Out-String -Width 400 | Should -Not -BeLike '*4711*'
        }
    }

    It 'with a control character is refused, not cut' {
        foreach ($text in "AB`0CD", "AB`e[2J", "AB`nCD") {
            $key = [securestring]::new()
            $text.ToCharArray() | ForEach-Object { $key.AppendChar($_) }
            { Connect-WaProvider AiSoule -ApiKey $key } | Should -Throw -ErrorId 'KeyUnreadable,*' -ExpectedMessage '*control character*'
        }
    }

    It 'goes to no address that hides a control character: <_>' -ForEach 'https://a.example/b?c=%0d%0aX', 'https://a.example/b?c=%00', 'https://a.example/b?%1b' {
        $key = [securestring]::new()
        $key.AppendChar('k')
        { Connect-WaProvider AiSoule -ApiKey $key -Endpoint $_ } | Should -Throw -ErrorId 'ConnectionRefused,*' -ExpectedMessage '*-Endpoint hides a control character behind a %*'
    }
}
