# What differs between systems and between users: cultures, line ends, encodings, paths, time zones. docs/platforms.md lists all of it.
BeforeDiscovery {
    $script:bash = $null -ne (Get-Command bash -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    Import-Module InteractiveMessaging
    $script:sandbox = Start-WaSandbox
    Connect-WaProvider Kaleyra -Sandbox $sandbox
    $script:ask = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Hi {{Name}}, is {{At:yyyy-MM-dd}} fine for {{Price:0.00}}?'
    $script:people = 1..3 | ForEach-Object { [pscustomobject]@{ Phone = "+1202555010$_"; Name = "İlker €$_"; At = [datetime]::new(2026, 3, $_); Price = -1234.5 } }

    # What a run sends and what the cmdlets write, without what differs from run to run.
    function Get-Trace([string] $Name) {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive $Name)).FullName
        $journal = Join-Path $folder run.journal
        $null = $people | Send-WaMessage -Message $ask -Journal $journal -ThrottleLimit 1
        $again = $people | Send-WaMessage -Message $ask -Journal $journal -ThrottleLimit 1
        Export-WaReport $journal "$folder/report.csv"
        Update-WaSuppression "$folder/stop.txt" -Number '+12025550104'
        $differs = '\d{4}-\d\d-\d\d[T ][\d:.]+Z?', '"(?:id|crc)":"[^"]*"', '"(?:ms|process)":\d+', 'sandbox-\w+-\d+', '(?<=,)\d+(?=,)'
        $parts = [ordered]@{
            Status  = "$($again.Status)"
            Sent    = (Get-WaSandboxMessage -Last 3).Body.ForEach{ "$_" } | Sort-Object
            Shape   = $ask | ConvertTo-WaJson
            Journal = [IO.File]::ReadAllText($journal)
            Report  = [IO.File]::ReadAllText("$folder/report.csv")
            Stop    = [IO.File]::ReadAllText("$folder/stop.txt")
        }
        $parts.Keys | ForEach-Object { "${_}: $($parts.$_ -replace ($differs -join '|'))" }
    }
    $script:usual = Get-Trace usual
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'What is sent and written' {
    It 'is what the other tests take it for' {
        $usual[0] | Should -Be 'Status: Skipped Skipped Skipped'
        "$usual" | Should -BeLike '*is 2026-03-02 fine for -1234.50?*'
    }

    # Decimal commas, the dotless i, a minus of its own, other calendars.
    It 'is the same for a user of <_>' -ForEach tr-TR, de-DE, sv-SE, ar-SA, fa-IR, th-TH {
        $kept = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture
        try {
            [cultureinfo]::CurrentCulture = [cultureinfo]::CurrentUICulture = $_
            $there = Get-Trace $_
        } finally {
            [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $kept
        }
        $there | Should -Be $usual
    }

    It 'is the same on a console of another encoding' {
        $kept = [Console]::OutputEncoding, [Console]::InputEncoding, $global:OutputEncoding
        try {
            [Console]::OutputEncoding = [Console]::InputEncoding = $global:OutputEncoding = [Text.Encoding]::GetEncoding(850)
            $there = Get-Trace encoding
        } finally {
            [Console]::OutputEncoding, [Console]::InputEncoding, $global:OutputEncoding = $kept
        }
        $there | Should -Be $usual
    }

    It 'is the same in a folder of any name' {
        Get-Trace "a folder & [1] ünïcode 'x'" | Should -Be $usual
    }
}

Describe 'A file that Windows wrote' {
    BeforeAll {
        function Copy-AsWindows([string] $Text, [string] $Name) {
            $path = Join-Path $TestDrive $Name
            [IO.File]::WriteAllText($path, $Text.ReplaceLineEndings("`r`n"), [Text.UTF8Encoding]::new($true))
            $path
        }
    }

    It 'has the same callbacks' {
        $line = '{"entry":[{"changes":[{"value":{"messages":[{"from":"12025550101","id":"m","timestamp":"1770000000","type":"text","text":{"body":"Hi"}}]}}]}]}'
        $file = Copy-AsWindows "$line`n$line`n" callbacks.jsonl
        (ConvertFrom-WaCallback -Path $file).Count | Should -Be 2
    }

    It 'has the same templates' {
        $text = ([ordered]@{ data = @([ordered]@{ name = 'hello'; language = 'en'; status = 'APPROVED'; category = 'UTILITY'; components = @(@{ type = 'BODY'; text = 'Hello' }) }) } | ConvertTo-Json -Depth 9)
        (Get-WaTemplate hello -Path (Copy-AsWindows $text templates.json)).Language | Should -Be en
    }

    It 'has the same prices' {
        $journal = Join-Path $TestDrive prices.journal
        $null = $people | Send-WaMessage -Message $ask -Journal $journal
        $card = Copy-AsWindows "Market,Currency,Marketing,Utility,Service`nNorth America,USD,0.02,0.01,0.00`n" rates.csv
        { Export-WaReport $journal (Join-Path $TestDrive prices.html) -RateCard $card -ErrorAction Stop } | Should -Not -Throw
    }
}

Describe 'A time zone' {
    It 'has the name of Windows as well as that of IANA' {
        $hours = '00:00-23:59'
        foreach ($zone in 'Europe/Rome', 'W. Europe Standard Time') {
            $result = New-WaTextMessage hi | Send-WaMessage -To '+12025550109' -SendWindow $hours -TimeZone $zone -WhatIf
            $result.Error | Should -BeNullOrEmpty
        }
    }
}

Describe '.ci/run' -Skip:(-not $bash) {
    BeforeAll {
        $script:whole = 'xUnit: 5 passed, 0 failed, 1 skipped, on the newest .NET', 'xUnit: 5 passed, 0 failed, 1 skipped, on .NET 8',
            'Analyzer: 0 findings in 9 scripts', 'Pester: 7 passed, 0 failed, 2 skipped'

        # A copy that runs a build of our own, with the tools of this machine and a server that is only looked for.
        function Invoke-Run([string[]] $Says, [string] $Must, [int] $ExitCode = 0) {
            $folder = (New-Item -ItemType Directory -Force (Join-Path $TestDrive "ci-$(Get-Random)")).FullName
            $null = New-Item -ItemType Directory "$folder/.ci", "$folder/bin"
            Copy-Item $root/.ci/run "$folder/.ci/run"
            Set-Content "$folder/said" $Says
            Set-Content "$folder/build.sh", "$folder/bin/initdb" '#!/usr/bin/env bash', "cat said; exit $ExitCode"
            if (-not $IsWindows) { chmod +x "$folder/build.sh" "$folder/bin/initdb" }
            $kept = $env:WA_ALL_SUITES, $env:PATH
            try {
                $env:WA_ALL_SUITES = $Must
                $env:PATH = "$folder/bin$([IO.Path]::PathSeparator)$env:PATH"
                $lines = bash "$folder/.ci/run"
                [pscustomobject]@{ Last = $lines[-1]; Lines = $lines; ExitCode = $LASTEXITCODE }
            } finally {
                $env:WA_ALL_SUITES, $env:PATH = $kept
            }
        }
    }

    It 'counts every suite' {
        (Invoke-Run $whole '1') | ForEach-Object { $_.Last, $_.ExitCode } | Should -Be '17 passed, 0 failed, 4 skipped', 0
    }

    It 'fails where a suite must run and did not: <_>' -ForEach 0, 1, 2, 3 {
        $missing = $_
        $rest = 0..3 | Where-Object { $_ -ne $missing } | ForEach-Object { $whole[$_] }
        $run = Invoke-Run $rest '1'
        $run.Last | Should -BeLike '*, 1 failed, *'
        $run.ExitCode | Should -Be 1
        @($run.Lines -like 'Did not run, and must here: *').Count | Should -Be 1
        (Invoke-Run $rest '').ExitCode | Should -Be 0
    }

    It 'fails where the build failed, and where nothing was tested' {
        (Invoke-Run $whole '' -ExitCode 1).Last | Should -Be '17 passed, 1 failed, 4 skipped'
        (Invoke-Run 'Nothing' '').Last | Should -Be '0 passed, 1 failed, 0 skipped'
    }

    It 'is told by the workflow that every suite must run' {
        [IO.File]::ReadAllText("$root/.github/workflows/ci.yml") | Should -Match "- run: \.ci/run\n        env:\n(\s+#.*\n)?\s+WA_ALL_SUITES: '1'"
    }
}
