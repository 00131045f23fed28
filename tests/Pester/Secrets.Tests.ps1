BeforeDiscovery {
    Import-Module InteractiveMessaging -Force
    $script:cmdlets = (Get-Module InteractiveMessaging).ExportedCmdlets.Keys
}

Describe 'Secrets' {
    BeforeAll {
        $shell = (Get-Process -Id $PID).Path
        $script:drive = Join-Path $PSScriptRoot Canary.ps1
        $script:folder = (New-Item (Join-Path $TestDrive canary) -ItemType Directory).FullName
        $names = 'HOME', 'XDG_CONFIG_HOME', 'XDG_STATE_HOME', 'WA_CANARY_KEY', 'WA_CANARY_MESSAGE'
        $before = $names | ForEach-Object { , @($_, [Environment]::GetEnvironmentVariable($_)) }
        $env:HOME = (New-Item (Join-Path $TestDrive home) -ItemType Directory).FullName
        $env:XDG_CONFIG_HOME = Join-Path $folder config
        $env:XDG_STATE_HOME = Join-Path $folder state
        $env:WA_CANARY_KEY = 'canaryKEY+4711/secret=='
        $env:WA_CANARY_MESSAGE = 'canaryMESSAGE of nobody''s business'
        try {
            & $shell -NoProfile -NonInteractive -File $drive -Folder $folder *> (Join-Path $TestDrive streams.txt)
        } finally {
            $before | ForEach-Object { [Environment]::SetEnvironmentVariable($_[0], $_[1]) }
        }

        Move-Item (Join-Path $TestDrive streams.txt) $folder
        $script:files = Get-ChildItem $folder -Recurse -File -Force | Where-Object Name -NotIn keys.list, forms.list
    }

    It 'were driven to the end, through everything that can fail' {
        Join-Path $folder done.txt | Should -Exist
        $results = Import-Csv (Join-Path $folder results-echo.csv), (Join-Path $folder results-sandbox.csv)
        '', 'Accepted', 'Failed', 'InDoubt', 'NotSent', 'Rejected' | Should -BeIn $results.Status
        Get-ChildItem $folder -Filter *.journal | Measure-Object | ForEach-Object Count | Should -BeGreaterThan 130
        # The keys were repeated, and taken out: without that, nothing below would mean anything.
        ($results.MessageId -match 'Bearer \*\*\*').Count | Should -BeGreaterThan 30
        ($files | Where-Object Name -In transcript.txt, report.html, streams.txt, errors-echo.list.txt, kept.json) | Should -HaveCount 5
    }

    It 'were driven through <_>' -ForEach $cmdlets {
        $drive | Should -FileContentMatchExactly "\b$_\b"
    }

    It 'show the key of nobody in any stream, object, error, journal, report or profile' {
        $forms = Get-Content (Join-Path $folder forms.list)
        $forms | Should -HaveCount 16
        $halves = $forms | ForEach-Object { $_.Substring(0, [math]::Max(9, $_.Length / 2)) }
        $keys = $forms + $halves + (Get-Content (Join-Path $folder keys.list)) | Sort-Object -Unique
        $files | Select-String -SimpleMatch $keys | ForEach-Object { "$($_.Filename): $($_.Line)" } | Should -BeNullOrEmpty
    }

    It 'let no provider give the terminal orders, in no stream, object, error, journal or report' {
        # Debug lines show a reply's JSON as it came, escapes and all; an escape that is written out orders nothing.
        $orders = "`e]0;", "`e[2J", [string] [char] 0x9b, [string] [char] 0x202e
        $files | Select-String -SimpleMatch $orders -Culture Ordinal | ForEach-Object { "$($_.Filename): $($_.Line)" } | Should -BeNullOrEmpty
        $files | Where-Object Name -NE own-debug.txt | Select-String -SimpleMatch '\u001b', '\u202e' | ForEach-Object { "$($_.Filename): $($_.Line)" } | Should -BeNullOrEmpty
        ($files | Select-String -SimpleMatch CANARYTITLE | ForEach-Object Filename) | Should -Contain results-echo.csv
    }

    It 'show the message in its own objects and rows only' {
        $files | Where-Object Name -NotLike own-* | Select-String -SimpleMatch canaryMESSAGE | ForEach-Object { "$($_.Filename): $($_.Line)" } | Should -BeNullOrEmpty
        $files | Where-Object Name -Like own-* | Select-String -SimpleMatch canaryMESSAGE | Should -Not -BeNullOrEmpty
    }
}
