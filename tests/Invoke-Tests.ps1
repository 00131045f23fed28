# Runs Pester and the script analyzer in this PowerShell against the built module, which the module path must hold.
[CmdletBinding()]
param([string[]] $Path = @((Join-Path $PSScriptRoot Pester), (Join-Path $PSScriptRoot ../examples)))
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$failed = 0
Import-Module InteractiveMessaging
Write-Host "Testing $((Get-Module InteractiveMessaging).ModuleBase)"

if (Get-Module PSScriptAnalyzer -ListAvailable) {
    $scripts = (Get-ChildItem $root -Exclude output | Get-ChildItem -Recurse -File -Include *.ps1, *.psm1).FullName
    # In Pester files variables cross script blocks, helpers change nothing, and keys are made up.
    $ofTests = 'PSUseDeclaredVarsMoreThanAssignments', 'PSUseShouldProcessForStateChangingFunctions', 'PSAvoidUsingConvertToSecureStringWithPlainText'
    $findings = @(
        foreach ($script in $scripts) {
            $more = if ($script -like '*.Tests.ps1') { @{ ExcludeRule = $ofTests } } else { @{} }
            Invoke-ScriptAnalyzer -Path $script -Settings (Join-Path $root PSScriptAnalyzerSettings.psd1) @more
        }
    )
    $findings | Format-Table Severity, RuleName, ScriptName, Line, Message -Wrap | Out-String -Width 200 | Write-Host
    Write-Host "Analyzer: $($findings.Count) findings in $(@($scripts).Count) scripts"
    $failed += $findings.Count
} else {
    Write-Host 'Analyzer: skipped, PSScriptAnalyzer is not there'
}

if (Get-Module Pester -ListAvailable | Where-Object Version -GE '5.0') {
    # The tests see errors as a user does.
    $ErrorActionPreference = 'Continue'
    Import-Module Pester -MinimumVersion 5.0
    $result = Invoke-Pester -Configuration @{
        Run    = @{ Path = $Path; PassThru = $true }
        Output = @{ Verbosity = 'Normal'; CIFormat = 'None' }
    }
    $notRun = $result.FailedBlocksCount + $result.FailedContainersCount
    $failed += $result.FailedCount + $notRun
    Write-Host "Pester: $($result.PassedCount) passed, $($result.FailedCount + $notRun) failed, $($result.SkippedCount) skipped"
} else {
    Write-Host 'Pester: skipped, Pester 5 is not there'
}

exit [int] ($failed -gt 0)
