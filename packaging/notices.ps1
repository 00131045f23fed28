<#
.SYNOPSIS
    Writes THIRD-PARTY-NOTICES.txt: which packages the module ships, and under which licence.
.DESCRIPTION
    Reads what was restored for the projects that use packages, so the list cannot fall behind. It stops at a package it has no notice for.
#>
[CmdletBinding()]
param(
    # The project.assets.json of each project whose packages ship.
    [Parameter(Mandatory)]
    [string[]] $Assets,

    # A file with the MIT licence; only its copyright line is another.
    [Parameter(Mandatory)]
    [string] $License,

    [Parameter(Mandatory)]
    [string] $Destination
)
$ErrorActionPreference = 'Stop'

# Packages that are not .NET's: their licence lies beside this script.
$others = @{ Npgsql = 'Npgsql.LICENSE.txt' }

# .NET's own notices, the same in each of its packages, go in once.
$further = [ordered]@{}
$packages = @{}
foreach ($file in $Assets) {
    $restored = Get-Content $file -Raw | ConvertFrom-Json -AsHashtable
    foreach ($name in $restored.libraries.Keys) {
        $library = $restored.libraries[$name]
        $files = foreach ($target in $restored.targets.Values) { $target[$name].runtime.Keys | Where-Object { $_ -like '*.dll' } | Split-Path -Leaf }
        if ($library.type -ne 'package' -or -not $files) { continue }

        $folder = $restored.packageFolders.Keys | ForEach-Object { Join-Path $_ $library.path } | Where-Object { Test-Path $_ } | Select-Object -First 1
        $packages[$name] = @{ Folder = $folder; Files = $files }
    }
}
$theirLicenses = @()
$rule = '-' * 80
$lines = foreach ($name in $packages.Keys | Sort-Object -CaseSensitive -Culture '') {
    $folder = $packages[$name].Folder
    $metadata = ([xml] (Get-Content (Join-Path $folder *.nuspec) -Raw)).package.metadata
    if ($others.Contains("$($metadata.id)")) {
        $own = (Get-Content (Join-Path $PSScriptRoot $others["$($metadata.id)"]) -Raw).ReplaceLineEndings("`n").Trim()
        $theirLicenses += "$rule`n$($metadata.id) is under this licence instead:`n`n$own"
    } elseif ($metadata.license.InnerText -ne 'MIT' -or $metadata.repository.url -notlike 'https://github.com/dotnet/*') {
        throw "packaging/notices.ps1 has no notice for ${name}: it is not one of .NET's packages under the MIT licence."
    }

    $theirs = Join-Path $folder THIRD-PARTY-NOTICES.TXT
    if (Test-Path $theirs) { $further[(Get-FileHash $theirs).Hash] = (Get-Content $theirs -Raw).ReplaceLineEndings("`n").Trim() }
    '  {0} {1} ({2})' -f $metadata.id, $metadata.version, ($packages[$name].Files -join ', ')
}
$mit = (Get-Content $License -Raw).ReplaceLineEndings("`n").Trim() -replace '(?m)^Copyright .*$', 'Copyright (c) .NET Foundation and Contributors'
$text = @(
    "InteractiveMessaging is under the MIT licence, which stands in LICENSE. Its folder deps holds these packages,`nunchanged. Those of .NET are under the MIT licence that follows:`n"
    $lines
    ''
    $rule
    $mit
    $theirLicenses
    if ($further.Count) { $rule; "The notices that .NET ships with them:`n"; $further.Values }
) -join "`n"
[IO.File]::WriteAllText($Destination, "$text`n")
