<#
.SYNOPSIS
    Writes the notes of a built module's version into its manifest, where the Gallery and Find-PSResource show them.
.DESCRIPTION
    They are that version's entry of CHANGELOG.md, as plain text: whole lines, and no marks that a page of plain text would show.
#>
[CmdletBinding()]
param(
    # The folder of the built module.
    [Parameter(Mandatory)]
    [string] $Module
)
$ErrorActionPreference = 'Stop'
$path = Join-Path $Module InteractiveMessaging.psd1
$version = (Import-PowerShellDataFile $path).ModuleVersion
$log = (Get-Content (Join-Path $Module CHANGELOG.md) -Raw).ReplaceLineEndings("`n")
$entry = [regex]::Match($log, "(?ms)^## \[$([regex]::Escape($version))\][^\n]*\n(.*?)(?=^## |^\[[^\]]+\]: |\z)").Groups[1].Value.Trim()
if (-not $entry) { throw "CHANGELOG.md has no entry for $version." }

$notes = $entry -replace '\n +(?=\S)', ' ' -replace '(?m)^#+ (.+)$', '$1:' -replace '\*\*'
$place = "ReleaseNotes = 'See CHANGELOG.md.'"
$manifest = [IO.File]::ReadAllText($path)
if (-not $manifest.Contains($place)) { throw "InteractiveMessaging.psd1 does not hold: $place" }
[IO.File]::WriteAllText($path, $manifest.Replace($place, "ReleaseNotes = '$($notes.Replace("'", "''"))'"))
