<#
.SYNOPSIS
    Writes the software bill of materials of a module, as JSON of SPDX 2.2: its files, the packages some of them come from, and
    which package needs which.
.DESCRIPTION
    Packages come from the restore graph, and each is named only if the file in deps/ has the very bytes that were restored. It stops
    at a file in deps/ that no package brought. Nothing in it depends on the machine or the clock, so the same module gives the
    same text. SPDX asks for SHA-1 sums and for a verification code made of them; what proves a file is its SHA-256.
.OUTPUTS
    The text.
#>
[CmdletBinding()]
param(
    # Path in the package, with slashes, and content of every file that the bill lists.
    [Parameter(Mandatory)]
    [Collections.Generic.SortedDictionary[string, byte[]]] $Parts,

    # The module's manifest, as data.
    [Parameter(Mandatory)]
    [hashtable] $Manifest,

    # The project.assets.json of each project whose packages ship.
    [Parameter(Mandatory)]
    [string[]] $Assets,

    # The day of the release, such as 2026-11-20.
    [Parameter(Mandatory)]
    [string] $Released,

    # Files that are made after the bill, which therefore does not list them.
    [string[]] $Excluded
)
$ErrorActionPreference = 'Stop'
$name = 'InteractiveMessaging'
$none = 'NOASSERTION'
$project = $Manifest.PrivateData.PSData.ProjectUri
$version = $Manifest.ModuleVersion
$copyright = $Manifest.Copyright

function Get-Sum([string] $Algorithm, [byte[]] $Bytes) {
    $hash = if ($Algorithm -eq 'SHA1') { [Security.Cryptography.SHA1]::HashData($Bytes) } else { [Security.Cryptography.SHA256]::HashData($Bytes) }
    [Convert]::ToHexString($hash).ToLowerInvariant()
}
function Get-Id([string] $Kind, [string] $Text) { "SPDXRef-$Kind-$($Text -replace '[^A-Za-z0-9.]+', '-')" }
function Get-Relation([string] $From, [string] $Type, [string] $To) {
    [ordered]@{ spdxElementId = $From; relationshipType = $Type; relatedSpdxElement = $To }
}

# ---- The packages of which a file ships: what was restored, and what each needs

$packages = [Collections.Generic.SortedDictionary[string, object]]::new([StringComparer]::Ordinal)
$direct = [Collections.Generic.SortedSet[string]]::new([StringComparer]::Ordinal)
$packageOf = @{}
foreach ($path in $Assets) {
    $restored = Get-Content $path -Raw | ConvertFrom-Json -AsHashtable
    foreach ($key in $restored.libraries.Keys) {
        $library = $restored.libraries[$key]
        if ($library.type -ne 'package') { continue }
        $folder = $restored.packageFolders.Keys | ForEach-Object { Join-Path $_ $library.path } | Where-Object { Test-Path $_ } | Select-Object -First 1
        $shipped = foreach ($file in $restored.targets.Values | ForEach-Object { $_[$key].runtime.Keys } | Where-Object { $_ -like '*.dll' }) {
            $part = "deps/$(Split-Path $file -Leaf)"
            if ($Parts.ContainsKey($part) -and [Linq.Enumerable]::SequenceEqual($Parts[$part], [IO.File]::ReadAllBytes((Join-Path $folder $file)))) { $part }
        }
        if (-not $shipped) { continue }
        foreach ($part in $shipped) { $packageOf[$part] = $key }
        $packages[$key] = @{
            Library = $library
            About   = ([xml] (Get-Content (Join-Path $folder *.nuspec) -Raw)).package.metadata
            Needs   = @($restored.targets.Values | ForEach-Object { $_[$key].dependencies.Keys } | Sort-Object -Unique -Culture '')
        }
    }
    foreach ($framework in $restored.project.frameworks.Values) { $framework.dependencies.Keys | ForEach-Object { $null = $direct.Add($_) } }
}
$unknown = $Parts.Keys | Where-Object { $_ -like 'deps/*.dll' -and $_ -notlike "deps/$name.*" -and -not $packageOf.ContainsKey($_) }
if ($unknown) { throw "packaging/sbom.ps1: no restored package brought $($unknown -join ', ')." }
$idOf = @{}
foreach ($key in $packages.Keys) { $idOf[$packages[$key].About.id] = Get-Id Package $key }

function Get-License($About) { if ($About.license.type -eq 'expression') { $About.license.InnerText } else { $none } }

# ---- The document

$root = Get-Id Package "$name/$version"
$files = foreach ($part in $Parts.GetEnumerator()) {
    $about = if ($packageOf.ContainsKey($part.Key)) { $packages[$packageOf[$part.Key]].About }
    $license = if ($about) { Get-License $about } else { 'MIT' }
    [ordered]@{
        fileName           = "./$($part.Key)"
        SPDXID             = Get-Id File "$($part.Key)-$((Get-Sum SHA1 $part.Value).Substring(0, 12))"
        checksums          = @(
            [ordered]@{ algorithm = 'SHA256'; checksumValue = Get-Sum SHA256 $part.Value }
            [ordered]@{ algorithm = 'SHA1'; checksumValue = Get-Sum SHA1 $part.Value }
        )
        licenseConcluded   = $license
        licenseInfoInFiles = @($none)
        copyrightText      = if ($about.copyright) { $about.copyright } else { $copyright }
    }
}
$sums = [string[]] @($files | ForEach-Object { $_.checksums[1].checksumValue })
[Array]::Sort($sums, [StringComparer]::Ordinal)
$all = Get-Sum SHA256 ([Text.Encoding]::UTF8.GetBytes(-join ($files | ForEach-Object { "$($_.checksums[0].checksumValue)  $($_.fileName)`n" })))

$described = @(
    [ordered]@{
        name                    = $name
        SPDXID                  = $root
        versionInfo             = $version
        supplier                = "Organization: $($Manifest.CompanyName)"
        downloadLocation        = "$project/releases/tag/v$version"
        homepage                = $project
        filesAnalyzed           = $true
        packageVerificationCode = [ordered]@{
            packageVerificationCodeValue         = Get-Sum SHA1 ([Text.Encoding]::ASCII.GetBytes(-join $sums))
            packageVerificationCodeExcludedFiles = @($Excluded | ForEach-Object { "./$_" })
        }
        hasFiles                = @($files.SPDXID)
        licenseConcluded        = 'MIT'
        licenseDeclared         = 'MIT'
        licenseInfoFromFiles    = @($none)
        copyrightText           = $copyright
    }
    foreach ($key in $packages.Keys) {
        $about = $packages[$key].About
        [ordered]@{
            name             = $about.id
            SPDXID           = Get-Id Package $key
            versionInfo      = $about.version
            supplier         = "Organization: $($about.authors)"
            downloadLocation = $none
            homepage         = $about.projectUrl ?? 'NONE'
            filesAnalyzed    = $false
            checksums        = @([ordered]@{
                algorithm     = 'SHA512'
                checksumValue = [Convert]::ToHexString([Convert]::FromBase64String($packages[$key].Library.sha512)).ToLowerInvariant()
            })
            licenseConcluded = $none
            licenseDeclared  = Get-License $about
            copyrightText    = if ($about.copyright) { $about.copyright } else { $none }
            externalRefs     = @([ordered]@{ referenceCategory = 'PACKAGE_MANAGER'; referenceType = 'purl'; referenceLocator = "pkg:nuget/$($about.id)@$($about.version)" })
        }
    }
)
$relations = @(
    Get-Relation SPDXRef-DOCUMENT DESCRIBES $root
    foreach ($id in $direct) { if ($idOf.ContainsKey($id)) { Get-Relation $root DEPENDS_ON $idOf[$id] } }
    foreach ($key in $packages.Keys) {
        foreach ($id in $packages[$key].Needs) { if ($idOf.ContainsKey($id)) { Get-Relation (Get-Id Package $key) DEPENDS_ON $idOf[$id] } }
    }
    foreach ($file in $files) {
        $from = $packageOf[$file.fileName.Substring(2)]
        if ($from) { Get-Relation $file.SPDXID EXPANDED_FROM_ARCHIVE (Get-Id Package $from) }
    }
)
$document = [ordered]@{
    spdxVersion       = 'SPDX-2.2'
    dataLicense       = 'CC0-1.0'
    SPDXID            = 'SPDXRef-DOCUMENT'
    name              = "$name $version"
    documentNamespace = "$project/spdx/$version/$all"
    creationInfo      = [ordered]@{
        created  = "${Released}T00:00:00Z"
        creators = @("Organization: $($Manifest.CompanyName)", 'Tool: packaging/sbom.ps1')
    }
    documentDescribes = @($root)
    packages          = $described
    files             = @($files)
    relationships     = $relations
}
($document | ConvertTo-Json -Depth 10).ReplaceLineEndings("`n") + "`n"
