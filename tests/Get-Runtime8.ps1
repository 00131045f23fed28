<#
.SYNOPSIS
    Finds a dotnet that has .NET 8, on which PowerShell 7.4 runs: the installed one, or else one that is put together of links to the
    installed one and of .NET 8's runtime package.
.OUTPUTS
    The path of the program.
#>
[CmdletBinding()]
param(
    # Where to put it together, once.
    [Parameter(Mandatory)]
    [string] $Destination
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$version = '8.0.31'
$program = $IsWindows ? 'dotnet.exe' : 'dotnet'
$frameworks = dotnet --list-runtimes | Where-Object { $_ -match '^Microsoft\.NETCore\.App (\S+) \[(.+)\]$' } | ForEach-Object {
    [pscustomobject]@{ Version = $Matches[1]; Folder = $Matches[2] }
}
$installed = Split-Path (Split-Path $frameworks[0].Folder)
if ($frameworks.Version -like '8.*') { return Join-Path $installed $program }

$Destination = (New-Item -ItemType Directory -Force $Destination).FullName
$made = Join-Path $Destination dotnet8
if (Test-Path (Join-Path $made $program)) { return Join-Path $made $program }

$system = $IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux'
$platform = "$system-$([Runtime.InteropServices.RuntimeInformation]::OSArchitecture)".ToLowerInvariant()
$project = Join-Path $Destination runtime8.csproj
@"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <RestorePackagesPath>$Destination/packages</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageDownload Include="Microsoft.NETCore.App.Runtime.$platform" Version="[$version]" /></ItemGroup>
</Project>
"@ | Set-Content $project
$null = dotnet restore $project --verbosity quiet -nologo -p:ImportDirectoryBuildProps=false -p:ImportDirectoryPackagesProps=false
$package = Join-Path $Destination "packages/microsoft.netcore.app.runtime.$platform/$version/runtimes/$platform"

$shared = (New-Item -ItemType Directory -Force (Join-Path $made shared/Microsoft.NETCore.App)).FullName
$link = $IsWindows ? 'Junction' : 'SymbolicLink'
foreach ($framework in $frameworks) {
    $null = New-Item -ItemType $link -Force (Join-Path $shared $framework.Version) -Value (Join-Path $framework.Folder $framework.Version)
}
$null = New-Item -ItemType $link -Force (Join-Path $made host) -Value (Join-Path $installed host)
$eight = New-Item -ItemType Directory -Force (Join-Path $shared $version)
Copy-Item $package/native/*, $package/lib/net8.0/* $eight
# The program comes last: it says that all of it is there.
Copy-Item (Join-Path $installed $program) $made
Join-Path $made $program
