<#
.SYNOPSIS
    Says how much of the engine's code ran in a test run: of each project, and the files with the most that did not.
#>
[CmdletBinding()]
param(
    # The folder with the Cobertura file that the test run wrote.
    [Parameter(Mandatory)]
    [string] $Path,

    # How many files to name, those with the most that did not run.
    [int] $Files = 20
)
$ErrorActionPreference = 'Stop'
$report = Get-ChildItem $Path -Recurse -Filter *.cobertura.xml | Sort-Object LastWriteTime | Select-Object -Last 1
if (-not $report) { throw "No coverage was written to $Path." }

# A line belongs to several classes where it holds a lambda. It is counted once, by the one that ran most of it.
$sources = @{}
foreach ($class in ([xml] (Get-Content $report.FullName -Raw)).SelectNodes('//class')) {
    $name = $class.filename.Replace('\', '/') -replace '^.*/src/', 'src/'
    if (-not $sources.ContainsKey($name)) { $sources[$name] = @{} }
    $lines = $sources[$name]
    foreach ($line in $class.SelectNodes('.//line')) {
        $ran, $branches = if ($line.'condition-coverage' -match '\((\d+)/(\d+)\)') { [int] $Matches[1], [int] $Matches[2] } else { 0, 0 }
        $known = $lines[$line.number]
        if (-not $known) { $lines[$line.number] = @{ Hit = $line.hits -ne '0'; Ran = $ran; Branches = $branches } }
        else {
            $known.Hit = $known.Hit -or $line.hits -ne '0'
            $known.Ran = [Math]::Max($known.Ran, $ran)
            $known.Branches = [Math]::Max($known.Branches, $branches)
        }
    }
}
$rows = foreach ($name in $sources.Keys) {
    $lines = $sources[$name].Values
    $missed = $sources[$name].GetEnumerator().Where{ -not $_.Value.Hit }.ForEach{ [int] $_.Key } | Sort-Object
    [pscustomobject]@{
        Project        = ($name -split '/')[1]
        File           = $name
        Lines          = @($lines).Count
        LinesMissed    = @($missed).Count
        Branches       = ($lines.Branches | Measure-Object -Sum).Sum
        BranchesMissed = ($lines.ForEach{ $_.Branches - $_.Ran } | Measure-Object -Sum).Sum
        Missed         = @($missed) -join ' '
    }
}

function Get-Share($Of) {
    $sum = $Of | Measure-Object Lines, LinesMissed, Branches, BranchesMissed -Sum
    '{0:0.0} % of {1:#,0} lines, {2:0.0} % of {3:#,0} branches' -f (100 - 100 * $sum[1].Sum / $sum[0].Sum), $sum[0].Sum,
        (100 - 100 * $sum[3].Sum / $sum[2].Sum), $sum[2].Sum
}
'Not run:'
foreach ($row in $rows | Sort-Object { $_.LinesMissed + $_.BranchesMissed } -Descending | Select-Object -First $Files) {
    '  {0}: {1} branches, {2} lines {3}' -f $row.File, $row.BranchesMissed, $row.LinesMissed, $row.Missed
}
foreach ($project in $rows | Group-Object Project | Sort-Object Count -Descending) { "$($project.Name): $(Get-Share $project.Group)" }
"Coverage: $(Get-Share $rows)"
