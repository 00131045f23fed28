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

    It 'ships no more than it needs' {
        $files = Get-ChildItem $module.ModuleBase -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module.ModuleBase, $_.FullName) }
        $files | Where-Object { $_ -match '\.(pdb|xml|json|runtimeconfig)$' -and $_ -notlike '*dll-Help.xml' } | Should -BeNullOrEmpty
        $files | Should -Not -Contain 'System.Management.Automation.dll'
    }
}
