BeforeDiscovery {
    $root = Split-Path (Split-Path $PSScriptRoot)
    . (Join-Path $root help/Page.ps1)
    $script:pages = Get-ChildItem (Join-Path $root help) -Filter *-*.md | ForEach-Object { Read-HelpPage $_.FullName }
}

BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    . (Join-Path $root help/Page.ps1)
    $script:module = Get-Module InteractiveMessaging
    $script:comments = Join-Path $root output/build/bin/InteractiveMessaging.Cmdlets/release
    $script:helpFile = Join-Path $module.ModuleBase en-US/InteractiveMessaging.Cmdlets.dll-Help.xml
}

Describe 'The help' {
    It 'is there for <_.Name>, whole' -ForEach $pages {
        $name = $_.Name
        $help = Get-Help $name -Full
        $help.Synopsis | Should -Match '\.$'
        $help.description.Text -join ' ' | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
        $help.examples.example.code | Should -Be $_.Examples.Code
        # Get-Help -Online opens the page of this version.
        $help.relatedLinks.navigationLink[0].uri | Should -Be "$($module.PrivateData.PSData.ProjectUri)/blob/v$($module.Version)/docs/cmdlets/$name.md"

        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
        $parameters = (Get-Command $name).Parameters.Values | Where-Object Name -NotIn $common
        $help.parameters.parameter.name | Should -Be ($parameters.Name | Sort-Object { $_ -in 'WhatIf', 'Confirm' }, { $_ })
        $help.parameters.parameter | Where-Object { -not $_.description.Text } | Should -BeNullOrEmpty
        # Two sets that are typed alike are one syntax, and no syntax stands there twice.
        $lines = @(($help.syntax | Out-String -Width 9999) -split "\r?\n" | Where-Object { $_.Trim() })
        $lines | Select-Object -Unique | Should -HaveCount $lines.Count
        $lines.Count | Should -BeLessOrEqual (Get-Command $name).ParameterSets.Count
    }

    It 'says what PowerShell knows of a parameter' {
        $to = Get-Help Send-WaMessage -Parameter To
        $to.parameterValue, $to.type.name, $to.aliases, $to.pipelineInput, $to.required |
            Should -Be @('String[]|ScriptBlock', 'InteractiveMessaging.Cmdlets.RowValue[]', 'Phone, PhoneNumber, Mobile, Recipient', 'False', 'false')
        $retries = Get-Help Send-WaMessage -Parameter MaxRetryCount
        $retries.defaultValue | Should -Be 5
        $retries.description.Text | Should -BeLike '* From 0 to 100.*'
        (Get-Help New-WaButton -Parameter Id).position | Should -Be 1
        (Get-Help Get-WaJournal -Parameter Recipient).globbing | Should -Be true
        (Get-Help Send-WaMessage -Full | Out-String) | Should -BeLike '*-JournalFlush {Process*Disk}*'
    }

    It 'leads only to pages, topics and errors that there are' {
        $pages = Get-ChildItem (Join-Path $root help) -Filter *-*.md | ForEach-Object { Read-HelpPage $_.FullName }
        $kinds = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly.GetType('InteractiveMessaging.Cmdlets.Errors').GetProperty('All').GetValue($null)
        $known = @(
            $module.ExportedCmdlets.Keys
            Get-ChildItem (Join-Path $module.ModuleBase en-US) -Filter *.help.txt | ForEach-Object { $_.Name -replace '\.help\.txt$' }
            Get-ChildItem $root/docs -Filter *.md | ForEach-Object { "docs/$($_.Name)" }
        )
        $pages.Related | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
        $named = @($pages.Notes | ForEach-Object { [regex]::Matches($_, '(?<=`)[A-Z]\w+(?=`)').Value }) + $pages.Examples.Error | Where-Object { $_ }
        $named.Count | Should -BeGreaterThan 30
        $named | Where-Object { $_ -notin $kinds.Id } | Should -BeNullOrEmpty
    }
}

Describe 'The help, for other tools' {
    It 'stands in its file element by element, each type by its full name' {
        # A reader that steps from element to element steps over what stands between two of them.
        [IO.File]::ReadAllText($helpFile) | Should -Not -Match '</[^>]+><[^/]'
        $types = Select-Xml -Path $helpFile -XPath '//dev:type/maml:name' -Namespace @{ dev = 'http://schemas.microsoft.com/maml/dev/2004/10'; maml = 'http://schemas.microsoft.com/maml/2004/10' }
        $types.Count | Should -BeGreaterThan 300
        $types.Node.InnerText | Sort-Object -Unique | Where-Object { -not ($_ -as [type]) } | Should -BeNullOrEmpty
    }

    It 'is read whole by PlatyPS: <_>' -ForEach 'the help file', 'the pages' {
        if (-not (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)) {
            Set-ItResult -Skipped -Because 'Microsoft.PowerShell.PlatyPS is not there'
            return
        }
        # In a shell of its own: PlatyPS brings assemblies, and defines types that other modules define.
        $read = pwsh -NoProfile -NonInteractive -Command {
            param($Kind, $HelpFile, $Pages)
            Import-Module Microsoft.PowerShell.PlatyPS
            $help = if ($Kind -eq 'the help file') { Import-MamlHelp $HelpFile } else { Get-ChildItem $Pages -Filter *-*.md | ForEach-Object { Import-MarkdownCommandHelp $_.FullName } }
            foreach ($one in $help) {
                [pscustomobject]@{
                    Name       = $one.Title
                    Synopsis   = $one.Synopsis
                    Notes      = $one.Notes
                    Online     = $one.RelatedLinks[0].Uri
                    Parameters = @($one.Parameters | Where-Object { $_.Type -and $_.Description } | ForEach-Object Name)
                    Types      = @($one.Parameters.Type)
                    Examples   = @($one.Examples.Title -replace '^Example \d+: ')
                    Typed      = @($one.Syntax.SyntaxParameters | Where-Object ParameterType).Count -eq @($one.Syntax.SyntaxParameters).Count
                    Faults     = @($one.Diagnostics.Messages | Where-Object { "$($_.Severity)" -ne 'Information' })
                }
            }
        } -args $_, $helpFile, (Join-Path $root docs/cmdlets)
        $read | Should -HaveCount $module.ExportedCmdlets.Count
        foreach ($one in $read) {
            $help = Get-Help $one.Name -Full
            $one.Synopsis | Should -Be $help.Synopsis
            $one.Parameters | Sort-Object | Should -Be @($help.parameters.parameter.name | Sort-Object) -Because $one.Name
            $one.Types | Where-Object { -not ($_ -as [type]) } | Should -BeNullOrEmpty
            $one.Examples | Should -Be ($help.examples.example.title -replace '^-+ Example \d+: ' -replace ' -+$')
            $one.Online | Should -Be $help.relatedLinks.navigationLink[0].uri
            $one.Typed | Should -BeTrue
            [string]::IsNullOrWhiteSpace($one.Notes) | Should -Be (-not $help.alertSet) -Because $one.Name
            $one.Faults | Should -BeNullOrEmpty
        }
    }

    It 'has pages with the front matter and the headings of PlatyPS, in its order' {
        foreach ($page in Get-ChildItem (Join-Path $root docs/cmdlets) -Filter *-*.md) {
            $text = [IO.File]::ReadAllText($page.FullName)
            $text | Should -Match '\A---\n([\w .]+: \S.*\n)+---\n' -Because $page.Name
            foreach ($key in 'title', 'Module Name', 'Locale', 'PlatyPS schema version', 'HelpUri', 'ms\.date', 'external help file', 'document type') {
                $text | Should -Match "\A---\n(?:[\w .]+: .*\n)*${key}: \S" -Because "$($page.Name) has $key"
            }
            # What stands in a block of code is no heading.
            ([regex]::Matches(($text -replace '(?ms)^```.*?^```$'), '(?m)^## (.+)$') | ForEach-Object { $_.Groups[1].Value }) -join ', ' |
                Should -Be 'SYNOPSIS, SYNTAX, ALIASES, DESCRIPTION, EXAMPLES, PARAMETERS, INPUTS, OUTPUTS, NOTES, RELATED LINKS' -Because $page.Name
        }
    }
}

Describe 'Making the help' {
    It 'ends with the name of whatever is missing' {
        $pages = Join-Path $TestDrive pages
        Copy-Item (Join-Path $root help) $pages -Recurse
        Remove-Item $pages/New-WaButton.md
        Set-Content $pages/New-WaThing.md "# New-WaThing`n"
        $page = [IO.File]::ReadAllText("$pages/New-WaListRow.md")
        [IO.File]::WriteAllText("$pages/New-WaListRow.md", $page.Substring(0, $page.IndexOf("`n### Make rows of a CSV file")))

        $silent = (New-Item -ItemType Directory (Join-Path $TestDrive comments)).FullName
        foreach ($file in Get-ChildItem $comments -Filter InteractiveMessaging*.xml) {
            $text = [IO.File]::ReadAllText($file.FullName).Replace('P:InteractiveMessaging.Cmdlets.SendWaMessageCommand.Delay"', 'P:Gone"')
            [IO.File]::WriteAllText((Join-Path $silent $file.Name), $text)
        }

        $fault = try { & $pages/Build-Help.ps1 -Module $module.ModuleBase -Comments $silent } catch { $_.Exception.Message }
        $fault -split '\n' | Select-Object -Skip 1 | ForEach-Object Trim | Sort-Object | Should -Be @(
            'help/New-WaButton.md is missing'
            'help/New-WaListRow.md has fewer than two examples'
            'help/New-WaThing.md is about no cmdlet'
            'Send-WaMessage -Delay has no help'
        )
    }

    # WA_UPDATE_DOCS=1 ./build.ps1 build writes the pages anew.
    It 'has the pages that docs/ has' {
        $made = Join-Path $TestDrive docs
        & (Join-Path $root help/Build-Help.ps1) -Module $module.ModuleBase -Comments $comments -Docs $made
        $names = Get-ChildItem $made -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($made, $_.FullName) }
        foreach ($name in $names) {
            [IO.File]::ReadAllText((Join-Path $root docs $name)) | Should -BeExactly ([IO.File]::ReadAllText((Join-Path $made $name))) -Because "docs/$name is made from the comments and from help/"
        }
        Get-ChildItem (Join-Path $root docs/cmdlets) | Where-Object { (Join-Path cmdlets $_.Name) -notin $names } | Should -BeNullOrEmpty
    }
}

Describe 'The examples' {
    BeforeAll {
        . $PSScriptRoot/Postgres.ps1
        $script:database = 'postgresql://campaigns@db.example.com/mail'
        $script:server = $null
        $script:kept = $env:WA_KEY, $env:XDG_CONFIG_HOME, $env:XDG_STATE_HOME
        $env:XDG_CONFIG_HOME = Join-Path $TestDrive config
        $env:XDG_STATE_HOME = Join-Path $TestDrive state
        $script:folder = (Copy-Item (Join-Path $root help/Files) (Join-Path $TestDrive work) -Recurse -PassThru)[0].FullName
    }

    AfterAll {
        if ($server) { Close-DatabaseServer $server }
        $env:WA_KEY, $env:XDG_CONFIG_HOME, $env:XDG_STATE_HOME = $kept
    }

    BeforeEach {
        $sandbox = Start-WaSandbox -Seed 1
        $script:key = $sandbox.GetKey()
        $env:WA_KEY = [Net.NetworkCredential]::new('', $key).Password
        Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0
        Push-Location $folder
    }

    AfterEach {
        Pop-Location
        Get-ChildItem $folder | Where-Object { -not (Test-Path (Join-Path $root help/Files $_.Name)) } | Remove-Item
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'of <_.Page> runs: <_.Title>' -ForEach $pages.Examples {
        # The database of the examples is one of the tests' own; where there is none, these are left out.
        if ($_.Code.Contains($database) -and -not (Find-DatabaseServer)) {
            Set-ItResult -Skipped -Because 'PostgreSQL is not installed'
            return
        }
        if ($_.Code.Contains($database)) { $script:server ??= Open-DatabaseServer }
        $code = [scriptblock]::Create($_.Code.Replace($database, "$($server.Address)").Replace('journal=october', "journal=$(New-Guid)"))
        $expected = $_.Error
        $faults = @(
            try { & $code 2>&1 3>$null 6>$null | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } }
            catch { $_ }
        )
        if ($expected) {
            $faults | Should -Not -BeNullOrEmpty
            $faults.FullyQualifiedErrorId | Should -BeLike "$expected,*"
        } else {
            "$faults" | Should -BeNullOrEmpty
        }
    }
}
