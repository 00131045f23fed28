# What a contributor's editor runs.
BeforeAll {
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    $script:tasks = (Get-Content $root/.vscode/tasks.json -Raw | ConvertFrom-Json).tasks
    $script:launches = (Get-Content $root/.vscode/launch.json -Raw | ConvertFrom-Json).configurations
}

Describe 'The editor' {
    It 'has one key to build and one to test' {
        $tasks | Where-Object { $_.group.isDefault } | ForEach-Object { "$($_.group.kind): $($_.args[-1])" } | Should -Be 'build: build', 'test: test'
    }

    It 'runs build.ps1 as it is meant to be run' {
        $parameters = (Get-Command $root/build.ps1).Parameters
        $builds = @($tasks | Where-Object { $_.args -contains 'build.ps1' })
        $builds.Count | Should -Be 3
        foreach ($task in $builds) {
            $rest = @($task.args | Select-Object -Skip ($task.args.IndexOf('build.ps1') + 1))
            $rest[0] | Should -BeIn $parameters.Task.Attributes.ValidValues
            if ($rest.Count -gt 1) { $rest[1..2] | Should -Be '-Configuration', 'Debug' }
        }
    }

    It 'builds before it debugs, and debugs what was built' {
        $launches.preLaunchTask | Sort-Object -Unique | Should -Be 'build for the debugger'
        $tasks.label | Should -Contain 'build for the debugger'
        foreach ($launch in $launches) {
            $errors = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($launch.args[-1], [ref] $null, [ref] $errors)
            $errors | Should -BeNullOrEmpty
            $launch.args[-1] | Should -BeLike 'Import-Module ./output/debug/InteractiveMessaging;*'
        }
        Get-Content $root/build.ps1 -Raw | Should -BeLike '*debug/InteractiveMessaging*'
    }

    It 'ends in a prompt that sends to a sandbox' {
        Import-Module InteractiveMessaging
        & ([scriptblock]::Create(($launches[0].args[-1] -replace '^Import-Module \S+; ')))
        try {
            (New-WaTextMessage hi | Send-WaMessage -To '+12025550101').Status | Should -Be Accepted
        } finally {
            Get-WaProvider | Disconnect-WaProvider
            Stop-WaSandbox
        }
    }
}

Describe 'build.ps1' {
    It 'makes what ships of a release build alone' {
        $said = pwsh -NoProfile -NonInteractive -File $root/build.ps1 package -Configuration Debug 2>&1
        $LASTEXITCODE | Should -Not -Be 0
        "$said" | Should -BeLike '*-Configuration Debug is for build alone, not for package.*'
    }
}
