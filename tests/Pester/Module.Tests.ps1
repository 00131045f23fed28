BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:module = Get-Module InteractiveMessaging
    $script:manifest = Import-PowerShellDataFile (Join-Path $module.ModuleBase InteractiveMessaging.psd1)
}

Describe 'The module' {
    It 'has a manifest that PowerShell accepts, for PowerShell 7.4 and later' {
        { Test-ModuleManifest (Join-Path $module.ModuleBase InteractiveMessaging.psd1) -ErrorAction Stop } | Should -Not -Throw
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.CompatiblePSEditions | Should -Be @('Core')
        'FunctionsToExport', 'AliasesToExport', 'VariablesToExport' | ForEach-Object { $manifest[$_] | Should -HaveCount 0 }
    }

    It 'exports every cmdlet of its assembly, and lists each in the manifest' {
        $compiled = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly.GetExportedTypes() |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { '{0}-{1}' -f $_.VerbName, $_.NounName } | Sort-Object
        $manifest.CmdletsToExport | Sort-Object | Should -Be $compiled
        $module.ExportedCmdlets.Keys | Sort-Object | Should -Be $compiled
    }

    It 'has every cmdlet in the README' {
        $readme = Get-Content (Join-Path (Split-Path (Split-Path $PSScriptRoot)) README.md) -Raw
        $module.ExportedCmdlets.Keys | Where-Object { -not $readme.Contains("``$_``") } | Should -BeNullOrEmpty
    }

    It 'uses approved verbs' {
        $approved = (Get-Verb).Verb
        $module.ExportedCmdlets.Values.Verb | Where-Object { $_ -notin $approved } | Should -BeNullOrEmpty
    }

    It 'has the version of its assembly' {
        [InteractiveMessaging.SendResult].Assembly.GetName().Version.ToString(3) | Should -Be $manifest.ModuleVersion
    }

    It 'says what is new in its version, as plain text' {
        $notes = $manifest.PrivateData.PSData.ReleaseNotes
        $log = (Get-Content (Join-Path $module.ModuleBase CHANGELOG.md) -Raw).ReplaceLineEndings("`n")
        $entry = ($log -split '(?m)^## ' | Where-Object { $_.StartsWith("[$($module.Version)]") }) -replace '\A.*\n' -replace '(?m)^\[[^\]]+\]: .*$'
        # Word for word the changelog's, without the marks of Markdown; an item is one line, and nothing else begins with a blank.
        $notes -replace '[\s*#:]' | Should -BeExactly ($entry -replace '[\s*#:]')
        $notes | Should -Not -Match '\*\*|(?m:^[# \t])'
        $notes.Length | Should -BeLessThan 10000
    }

    It 'shows the licence and the icon of its version' {
        $data = $manifest.PrivateData.PSData
        $root = Split-Path (Split-Path $PSScriptRoot)
        $data.LicenseUri | Should -Be "$($data.ProjectUri)/blob/v$($module.Version)/LICENSE"
        $data.IconUri | Should -Be "$($data.ProjectUri.Replace('//github.com/', '//raw.githubusercontent.com/'))/v$($module.Version)/docs/images/icon.png"
        Join-Path $root LICENSE | Should -Exist
        $icon = [IO.File]::ReadAllBytes((Join-Path $root docs/images/icon.png))
        [Convert]::ToHexString($icon[0..7]) | Should -Be 89504E470D0A1A0A
        # Width and height stand behind the name of the first chunk.
        [Convert]::ToHexString($icon[16..23]) | Should -Be 0000008000000080
        $icon.Length | Should -BeLessThan 10KB
        ([xml] (Get-Content (Join-Path $root docs/images/icon.svg) -Raw)).svg.viewBox | Should -Be '0 0 128 128'
    }

    It 'ships no more than it needs' {
        $files = Get-ChildItem $module.ModuleBase -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module.ModuleBase, $_.FullName) }
        $files | Where-Object { $_ -match '\.(pdb|xml|json|runtimeconfig)$' -and $_ -notlike '*dll-Help.xml' -and $_ -notlike '_manifest*' } | Should -BeNullOrEmpty
        $files | Should -Not -Contain 'System.Management.Automation.dll'
    }
}
