BeforeDiscovery {
    $script:workflows = Get-ChildItem (Join-Path (Split-Path (Split-Path $PSScriptRoot)) .github/workflows) -Filter *.yml
}

BeforeAll {
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    $script:module = (Get-Module InteractiveMessaging -ListAvailable)[0].ModuleBase
}

Describe 'The workflow <_.Name>' -ForEach $workflows {
    BeforeAll {
        $script:text = [IO.File]::ReadAllText($_.FullName)
        $script:uses = [regex]::Matches($text, '(?m)\buses: *(.+)$') | ForEach-Object { $_.Groups[1].Value }
    }

    It 'runs no action that somebody else could change' {
        $uses | Should -Not -BeNullOrEmpty
        $uses | Where-Object { $_ -notlike './.github/workflows/*.yml' } | Should -MatchExactly '^[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$'
    }

    It 'may only read, unless a job says more' {
        $text | Should -Match '(?m)^permissions:\n  contents: read\n\n'
    }

    It 'takes secrets only in the job that waits for a maintainer' {
        foreach ($job in $text -split '(?m)^  (?=\w+:\n)') {
            if ($job.Contains('secrets.')) { $job | Should -Match '(?m)^    environment: gallery$' }
        }
    }
}

Describe 'The workflows' {
    It 'agree on the commit of each action' {
        $all = Get-ChildItem $root/.github/workflows | ForEach-Object { [regex]::Matches([IO.File]::ReadAllText($_.FullName), '(?m)\buses: *(\w.+)$') } | ForEach-Object { $_.Groups[1].Value }
        @($all | Sort-Object -Unique).Count | Should -Be @($all -replace '@.*' | Sort-Object -Unique).Count
    }

    It 'publish only a tag, after it is attested' {
        $release = [IO.File]::ReadAllText("$root/.github/workflows/release.yml")
        $release | Should -Match "(?m)^on:\n  push:\n    tags: \['v\*'\]\n\n"
        ($release -split '(?m)^  publish:')[1] | Should -Match '^\n    needs: attest\n'
        ($release -split '(?m)^  attest:')[1] | Should -Match '^\n    needs: ci\n'
    }
}

Describe 'SECURITY.md' {
    BeforeAll {
        $page = [IO.File]::ReadAllText((Join-Path $root SECURITY.md)).ReplaceLineEndings("`n")
        $script:commands = [regex]::Match($page, '(?s)```powershell\n(.+?)```').Groups[1].Value
        $null = & (Join-Path $root packaging/package.ps1) -Module $module -Destination $TestDrive
        $script:installed = Join-Path $TestDrive InteractiveMessaging
        # As an installed module lies there.
        Set-Content (Join-Path $installed PSGetModuleInfo.xml) '<Objs/>'

        function Test-Installed {
            $kept = $env:PSModulePath
            $env:PSModulePath = $TestDrive
            try { & ([scriptblock]::Create($commands)) } finally { $env:PSModulePath = $kept }
        }
    }

    It 'has commands that say nothing of a module as it was released' {
        $commands | Should -Not -BeNullOrEmpty
        Test-Installed | Should -BeNullOrEmpty
    }

    It 'has commands that name what was changed, added and taken away' {
        Add-Content (Join-Path $installed LICENSE) 'or not'
        Set-Content (Join-Path $installed deps/Stray.dll) 'x'
        Remove-Item (Join-Path $installed en-US/about_WaTesting.help.txt)
        Test-Installed | Sort-Object | Should -Be 'missing: en-US/about_WaTesting.help.txt', 'not as released: deps/Stray.dll', 'not as released: LICENSE'
    }
}
