BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:hello = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Hi {{Name}}'
    function People([int] $Count) { 1..$Count | ForEach-Object { [pscustomobject]@{ Name = "P$_"; Phone = '+39333124{0:d4}' -f $_ } } }
    $script:bad = [pscustomobject]@{ Name = 'Bad'; Phone = '333' }
    $script:nameless = [pscustomobject]@{ Phone = '+393331250001' }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'An outage' {
    It 'where <What> ends the run, and every row has its result' -ForEach @(
        @{ What = 'every connection is refused'; Connect = { Connect-WaProvider AiSoule -ApiKey (Start-WaSandbox).GetKey() -BaseUri http://127.0.0.1:1 -RatePerSecond 0 }; Status = 'Failed' }
        @{ What = 'everything is answered with 500'; Connect = { Connect-WaProvider PingUp -Sandbox (Start-WaSandbox -Fault @{ ServerError = 1 }) -RatePerSecond 0 }; Status = 'InDoubt' }
    ) {
        & $Connect
        $fault = try { $null = People 500 | Send-WaMessage -Message $hello -ThrottleLimit 2 -MaxRetryCount 0 -OutVariable results -ErrorAction SilentlyContinue } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'OutageStopped,*'
        $fault.Exception.Message | Should -BeLike '25 messages in a row failed or are in doubt, and none was accepted between.*NotSent*'
        $fault.ErrorDetails.RecommendedAction | Should -BeLike '*Test-WaProvider*Where-Object Status -EQ NotSent*'
        $results | Should -HaveCount 500
        @($results | Where-Object Status -EQ $Status).Count | Should -BeIn 25, 26
        @($results | Where-Object Status -EQ NotSent).Count | Should -BeIn 474, 475
    }

    It 'is borne as long as -StopAfterFailures says' {
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox -Fault @{ ServerError = 1 }) -RatePerSecond 0
        $results = People 60 | Send-WaMessage -Message $hello -StopAfterFailures 0 -ErrorAction SilentlyContinue
        $results | Where-Object Status -EQ InDoubt | Should -HaveCount 60
        { People 60 | Send-WaMessage -Message $hello -StopAfterFailures 3 -ErrorAction SilentlyContinue } | Should -Throw '3 messages in a row *'
    }

    It 'is over when the same command with its journal goes on' {
        $journal = Join-Path $TestDrive outage.journal
        $down = Start-WaSandbox -Fault @{ ServerError = 1 }
        $send = { People 100 | Send-WaMessage -Message $hello -ThrottleLimit 1 -StopAfterFailures 5 -Journal $journal -OutVariable script:results -ErrorAction SilentlyContinue }
        Connect-WaProvider PingUp -Sandbox $down -RatePerSecond 0
        $fault = try { $null = & $send } catch { $_ }
        $fault.ErrorDetails.RecommendedAction | Should -BeLike '*run the same command again: it goes on where this run ended.'
        $port = $down.Port
        $down | Stop-WaSandbox
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox -Port $port) -RatePerSecond 0
        $null = & $send
        $results | Group-Object Status -NoElement | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" } | Should -Be '95 Accepted', '5 InDoubt'
    }
}

Describe 'Errors of single recipients' {
    BeforeEach {
        $script:sandbox = Start-WaSandbox -Seed 7
        Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
    }

    AfterEach {
        $sandbox | Stop-WaSandbox
        Get-WaProvider | Disconnect-WaProvider
    }

    It 'end a script with $ErrorActionPreference = ''Stop'' once everybody has a result' {
        $script = Join-Path $TestDrive send.ps1
        Set-Content $script @'
param($Rows, $Message, $Csv)
$ErrorActionPreference = 'Stop'
$Rows | Send-WaMessage -Message $Message -OutVariable sent | Export-Csv $Csv
'not reached'
'@
        $csv = Join-Path $TestDrive sent.csv
        $rows = @($bad) + @(People 40) + @($nameless, $bad) + @(People 80 | Select-Object -Last 40)
        $output = try { & $script $rows $hello $csv } catch { $fault = $_ }
        $output | Should -BeNullOrEmpty
        $fault.FullyQualifiedErrorId | Should -BeLike 'RowsFailed,*'
        $fault.CategoryInfo.Category | Should -Be InvalidResult
        $fault.Exception.Message | Should -BeLike '3 of 83 messages went wrong: 3 Invalid (2 RecipientInvalid, 1 MissingColumn). The first: Row 1 (333): *'
        $fault.ErrorDetails.RecommendedAction | Should -BeLike '*-OutVariable*'
        $sandbox.Accepted | Should -Be 80
        $written = Import-Csv $csv
        $written | Should -HaveCount 83
        @($written | Where-Object Status -EQ Invalid).RowNumber | Sort-Object { [int] $_ } | Should -Be '1', '42', '43'
        @($written | Where-Object Status -EQ Invalid).Error | Should -Not -Contain ''
    }

    It 'end a command with -ErrorAction Stop at its end, and the results are in -OutVariable' {
        $fault = try { $bad, (People 1) | ForEach-Object { $_ } | Send-WaMessage -Message $hello -ErrorAction Stop -OutVariable results } catch { $_ }
        $fault.FullyQualifiedErrorId | Should -BeLike 'RowsFailed,*'
        $results.Status | Should -Be 'Invalid', 'Accepted'
    }

    It 'are none where everybody got the message' {
        $ErrorActionPreference = 'Stop'
        (People 3 | Send-WaMessage -Message $hello).Status | Should -Be 'Accepted', 'Accepted', 'Accepted'
    }

    It 'give way to what stops the run' {
        $ErrorActionPreference = 'Stop'
        Connect-WaProvider Kaleyra -Name wrong -Sid HXAP16 -Sender '+911140000000' -BaseUri $sandbox.BaseUri -ApiKey (ConvertTo-SecureString not-it -AsPlainText -Force)
        { @($bad) + @(People 3) | Send-WaMessage -Message $hello } | Should -Throw -ErrorId 'RunStopped,*'
    }

    It 'are said ten times for each cause, and counted; each row has its result' {
        $rows = 1..300 | ForEach-Object { [pscustomobject]@{ Name = "P$_"; Phone = "$_" } }
        $rows += 1..12 | ForEach-Object { [pscustomobject]@{ Phone = '+39333124{0:d4}' -f $_ } }
        $rows += $bad | Select-Object Name, @{ n = 'To'; e = { '+393331240001' } }, @{ n = 'Delay'; e = { 'soon' } }
        $results = $rows | Send-WaMessage -Message $hello -ErrorAction SilentlyContinue -ErrorVariable faults
        $results | Where-Object Status -EQ Invalid | Should -HaveCount 313
        $results.Error | Should -Not -Contain $null
        $faults | Should -HaveCount 23
        $faults | Group-Object { $_.FullyQualifiedErrorId.Split(',')[0] } | Sort-Object Name | ForEach-Object { "$($_.Count) $($_.Name)" } | Should -Be '1 BadInput', '11 MissingColumn', '11 RecipientInvalid'
        $faults[-2..-1].Exception.Message | Sort-Object | Should -Be '2 more recipients have this error: MissingColumn.', '290 more recipients have this error: RecipientInvalid.'
    }
}
