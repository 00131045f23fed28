# Modules that only developers need. The build takes an installed one of at least this version, else installs it under output/tools.
@{
    Pester                         = '5.7.1'
    PSScriptAnalyzer               = '1.24.0'
    'Microsoft.PowerShell.PlatyPS' = '1.0.3'
}
