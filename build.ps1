#!/usr/bin/env pwsh
#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, demonstrates, measures and packages the InteractiveMessaging module.
.EXAMPLE
    ./build.ps1 test
    Builds, runs xUnit, then Pester and the script analyzer against the built module in a PowerShell of their own.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('build', 'test', 'demo', 'bench', 'package', 'clean')]
    [string] $Task = 'build',

    # build: Debug makes a module for a debugger, with its symbols, in output/debug/InteractiveMessaging.
    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    # test: also the long forms, such as the kill test with hundreds of kills.
    [switch] $Slow,

    # test: runs the engine's tests alone, once, and says how much of its lines and branches they ran.
    [switch] $Coverage,

    # bench: fewer rounds and smaller runs, to see that it works.
    [switch] $Quick
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
Set-Location $PSScriptRoot
$output = Join-Path $PSScriptRoot output
$module = Join-Path $output $(if ($Configuration -eq 'Debug') { 'debug/InteractiveMessaging' } else { 'InteractiveMessaging' })
if ($Configuration -eq 'Debug' -and $Task -ne 'build') { throw "-Configuration Debug is for build alone, not for $Task." }

function Use-Shell {
    # The build and its tests start PowerShells of their own by the name pwsh: this very one, whichever the PATH has. The
    # repository's local tool is run by dotnet and has no program of its own; a script stands in for it.
    $folder = Split-Path ([Environment]::ProcessPath)
    if ((Split-Path ([Environment]::ProcessPath) -LeafBase) -eq 'dotnet') {
        $folder = (New-Item -ItemType Directory -Force (Join-Path $output tools/bin)).FullName
        if ($IsWindows) {
            Set-Content (Join-Path $folder pwsh.cmd) "@dotnet `"$PSHOME\pwsh.dll`" %*"
        } else {
            Set-Content (Join-Path $folder pwsh) '#!/bin/sh', "exec dotnet '$PSHOME/pwsh.dll' `"`$@`""
            chmod +x (Join-Path $folder pwsh)
        }
    }
    $env:PATH = $folder + [IO.Path]::PathSeparator + $env:PATH
}

function Build {
    $made = $Configuration.ToLowerInvariant()
    $kinds = @('.dll'; if ($Configuration -eq 'Debug') { '.pdb' })
    dotnet build Cmdlets.sln --configuration $Configuration --verbosity quiet -nologo
    $packaged = 'InteractiveMessaging.Transport', 'InteractiveMessaging.PostgreSql'
    foreach ($name in $packaged) { dotnet publish src/$name --configuration $Configuration --verbosity quiet -nologo --no-build }

    if (Test-Path $module) { Remove-Item $module -Recurse -Force }
    $deps = (New-Item -ItemType Directory -Force (Join-Path $module deps)).FullName
    Copy-Item module/* $module -Recurse
    Copy-Item InteractiveMessaging.psd1, LICENSE, CHANGELOG.md $module
    packaging/notes.ps1 -Module $module
    foreach ($name in 'InteractiveMessaging', 'InteractiveMessaging.Cmdlets') {
        Get-ChildItem $output/build/bin/$name/$made/$name.* | Where-Object Extension -In $kinds | Copy-Item -Destination $module
    }
    # What uses packages lies under deps/, where its own load context finds it; the engine it shares lies beside the cmdlets.
    foreach ($name in $packaged) {
        Get-ChildItem $output/build/publish/$name/$made |
            Where-Object { $_.Extension -in $kinds -and $_.BaseName -ne 'InteractiveMessaging' } | Copy-Item -Destination $deps
    }
    # In a shell of its own, because it imports the module. WA_UPDATE_DOCS=1 writes the pages under docs/ as well.
    $docs = @(if ($env:WA_UPDATE_DOCS -eq '1') { '-Docs', 'docs' })
    pwsh -NoProfile -NonInteractive -File help/Build-Help.ps1 -Module $module -Comments $output/build/bin/InteractiveMessaging.Cmdlets/$made -HelpFile $module/en-US/InteractiveMessaging.Cmdlets.dll-Help.xml @docs
    packaging/notices.ps1 -Assets $($packaged.ForEach{ "$output/build/obj/$_/project.assets.json" }) -License LICENSE -Destination $module/THIRD-PARTY-NOTICES.txt
    "Built $module"
}

function Install-Tool {
    # Developers' modules from the PowerShell Gallery, kept under output/; without the Gallery the build goes on and says so.
    $tools = Join-Path $output tools
    $env:PSModulePath = $tools + [IO.Path]::PathSeparator + $env:PSModulePath
    $pinned = Import-PowerShellDataFile tools.psd1
    foreach ($name in $pinned.Keys) {
        if (Get-Module $name -ListAvailable | Where-Object Version -GE $pinned[$name]) { continue }
        try {
            $null = New-Item -ItemType Directory -Force $tools
            Save-PSResource $name -Version $pinned[$name] -Path $tools -TrustRepository
        } catch {
            "Skipped ${name}: it is not installed and could not be had from the PowerShell Gallery ($($_.Exception.Message))"
        }
    }
}

# Runs the engine's tests and says how many passed; whether any failed is in $failed.
function Test-Engine([string] $Runtime, [scriptblock] $Run) {
    $lines = & $Run 2>&1 | ForEach-Object { Write-Host $_; "$_" }
    if ($LASTEXITCODE -ne 0) { $script:failed = $true }
    $counts = @(0, 0, 0)
    foreach ($match in $lines | Select-String 'Failed:\s+(\d+), Passed:\s+(\d+), Skipped:\s+(\d+)') {
        0..2 | ForEach-Object { $counts[$_] += [int] $match.Matches[0].Groups[$_ + 1].Value }
    }
    "xUnit: $($counts[1]) passed, $($counts[0]) failed, $($counts[2]) skipped, on $Runtime"
}

# The engine is compiled for .NET 8, on which PowerShell 7.4 runs. The tests run on the newest runtime that is there, and on that one.
function Test-EngineOnBoth {
    Test-Engine 'the newest .NET' { dotnet test Cmdlets.sln --configuration Release --no-build --nologo }
    try {
        $dotnet = tests/Get-Runtime8.ps1 -Destination (Join-Path $output tools/runtime8)
    } catch {
        "Left out: the tests on .NET 8, which is not installed and could not be restored ($($_.Exception.Message))"
        return
    }
    $console = Join-Path (Split-Path (dotnet --list-sdks | Select-Object -Last 1).Split('[')[1].TrimEnd(']')) "sdk/$(dotnet --version)/vstest.console.dll"
    $kept = $env:DOTNET_ROLL_FORWARD, $env:DOTNET_HOST_PATH
    # No newer runtime will do. The programs that the tests start run on the same.
    $env:DOTNET_ROLL_FORWARD, $env:DOTNET_HOST_PATH = 'LatestPatch', $dotnet
    try {
        Test-Engine '.NET 8' { & $dotnet exec $console $output/build/bin/InteractiveMessaging.Tests/release/InteractiveMessaging.Tests.dll }
    } finally {
        $env:DOTNET_ROLL_FORWARD, $env:DOTNET_HOST_PATH = $kept
    }
}

function Test-Coverage {
    $destination = Join-Path $output coverage
    if (Test-Path $destination) { Remove-Item $destination -Recurse -Force }
    Test-Engine 'the newest .NET' {
        dotnet test Cmdlets.sln --configuration Release --no-build --nologo --settings tests/coverage.runsettings --results-directory $destination
    }
    tests/Show-Coverage.ps1 $destination
}

function Test([switch] $Slow, [switch] $Coverage) {
    Build
    if ($Slow) { $env:WA_SLOW = '1' }
    $PSNativeCommandUseErrorActionPreference = $false
    $script:failed = $false
    if ($Coverage) {
        Test-Coverage
        if ($failed) { throw 'Tests failed.' }
        return
    }
    Test-EngineOnBoth

    Install-Tool
    Invoke-Shell -Modules $output tests/Invoke-Tests.ps1
    if ($failed -or $LASTEXITCODE -ne 0) { throw 'Tests failed.' }
}

function Package {
    Build
    $destination = Join-Path $output package
    packaging/package.ps1 -Module $module -Destination $destination
    # What is published is what is tested: the module as it comes out of its package.
    Install-Tool
    Invoke-Shell -Modules $destination tests/Invoke-Tests.ps1
}

function Invoke-Shell([string] $Modules, [string] $Script) {
    # A PowerShell of its own that finds the module in this folder, before any other of that name.
    $env:PSModulePath = $Modules + [IO.Path]::PathSeparator + $env:PSModulePath
    pwsh -NoProfile -NonInteractive -File $Script
}

Use-Shell
switch ($Task) {
    build { Build }
    test { Test -Slow:$Slow -Coverage:$Coverage }
    demo { 'Building the module first; the demo follows.'; Build; Invoke-Shell -Modules $output examples/demo.ps1 }
    bench { Build; dotnet run --project bench/InteractiveMessaging.Bench --configuration Release --no-build -- $(if ($Quick) { '--quick' }) }
    package { Package }
    clean { if (Test-Path $output) { Remove-Item $output -Recurse -Force } }
}
