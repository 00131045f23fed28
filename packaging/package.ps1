<#
.SYNOPSIS
    Makes the package of a built module as the PowerShell Gallery takes it, and unpacks it again as Save-PSResource would.
.DESCRIPTION
    The same module gives the same bytes: entries are sorted, dated 1980, and stored as they are, because what compression writes
    depends on its version and on the processor. _manifest/spdx_2.2/manifest.spdx.json in the package is its bill of materials, and
    CHECKSUMS.sha256 names every file of the module; SHA256SUMS beside the package names the package. On Windows a file catalog, ready
    to be signed, is made as well.
.EXAMPLE
    packaging/package.ps1 -Module output/InteractiveMessaging -Destination output/package
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [string] $Module,

    [Parameter(Mandatory)]
    [string] $Destination,

    # The folder in which the projects were restored: <project>/project.assets.json says which packages ship.
    [string] $Restored = (Join-Path $PSScriptRoot ../output/build/obj)
)
$ErrorActionPreference = 'Stop'
$id = 'InteractiveMessaging'
$checksums = 'CHECKSUMS.sha256'
$bill = '_manifest/spdx_2.2/manifest.spdx.json'
$Module = (Resolve-Path $Module).ProviderPath
$Destination = (New-Item -ItemType Directory -Force $Destination).FullName
$manifest = Import-PowerShellDataFile (Join-Path $Module "$id.psd1")
$version = $manifest.ModuleVersion
$package = Join-Path $Destination "$id.$version.nupkg"
$unpacked = Join-Path $Destination $id

function ConvertTo-Utf8([string] $Text) { , [Text.UTF8Encoding]::new($false).GetBytes($Text) }
function Format-XmlText([string] $Text) { [Security.SecurityElement]::Escape($Text) }
function Get-Hash([byte[]] $Bytes) { [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($Bytes)).ToLowerInvariant() }

# The day of this version, which its bill of materials bears.
$log = (Get-Content (Join-Path $Module CHANGELOG.md) -Raw).ReplaceLineEndings("`n")
$released = [regex]::Match($log, "(?m)^## \[$([regex]::Escape($version))\] - (\d{4}-\d\d-\d\d)$").Groups[1].Value
if (-not $released) { throw "CHANGELOG.md has no entry for $version." }

# What the Gallery shows and searches.
function Get-Nuspec {
    $data = $manifest.PrivateData.PSData
    $tags = @(
        $data.Tags
        'PSModule', 'PSIncludes_Cmdlet'
        $manifest.CompatiblePSEditions | ForEach-Object { "PSEdition_$_" }
        $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" }
    ) | Select-Object -Unique
    @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>$id</id>
    <version>$version</version>
    <authors>$(Format-XmlText $manifest.Author)</authors>
    <owners>$(Format-XmlText $manifest.CompanyName)</owners>
    <requireLicenseAcceptance>false</requireLicenseAcceptance>
    <licenseUrl>$(Format-XmlText $data.LicenseUri)</licenseUrl>
    <projectUrl>$(Format-XmlText $data.ProjectUri)</projectUrl>
    <iconUrl>$(Format-XmlText $data.IconUri)</iconUrl>
    <description>$(Format-XmlText $manifest.Description)</description>
    <releaseNotes>$(Format-XmlText $data.ReleaseNotes)</releaseNotes>
    <copyright>$(Format-XmlText $manifest.Copyright)</copyright>
    <tags>$(Format-XmlText ($tags -join ' '))</tags>
  </metadata>
</package>

"@
}

# A NuGet package is an Open Packaging file: these two say what its parts are and which of them is the nuspec.
function Get-ContentType([string[]] $Part) {
    $named = $Part | Where-Object { [IO.Path]::GetExtension($_) } | ForEach-Object { [IO.Path]::GetExtension($_).Substring(1) } | Sort-Object -Unique -Culture ''
    $lines = @(
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />'
        $named | ForEach-Object { "<Default Extension=`"$_`" ContentType=`"application/octet`" />" }
        $Part | Where-Object { -not [IO.Path]::GetExtension($_) } | ForEach-Object { "<Override PartName=`"/$_`" ContentType=`"application/octet`" />" }
    )
    @"
<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  $($lines -join "`n  ")
</Types>

"@
}

$relationship = @"
<?xml version="1.0" encoding="utf-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
  <Relationship Id="nuspec" Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/$id.nuspec" />
</Relationships>

"@

$parts = [Collections.Generic.SortedDictionary[string, byte[]]]::new([StringComparer]::Ordinal)
foreach ($file in Get-ChildItem $Module -Recurse -File) {
    $path = [IO.Path]::GetRelativePath($Module, $file.FullName).Replace('\', '/')
    if ($path -notin $checksums, $bill) { $parts[$path] = [IO.File]::ReadAllBytes($file.FullName) }
}
$projects = $parts.Keys | Where-Object { $_ -like "deps/$id.*.dll" } | Split-Path -LeafBase
$parts[$bill] = ConvertTo-Utf8 (& (Join-Path $PSScriptRoot sbom.ps1) -Parts $parts -Manifest $manifest -Released $released -Excluded $bill, $checksums `
        -Assets ($projects | ForEach-Object { Join-Path $Restored $_ project.assets.json }))
$parts[$checksums] = ConvertTo-Utf8 (-join ($parts.GetEnumerator() | ForEach-Object { "$(Get-Hash $_.Value)  $($_.Key)`n" }))
$parts["$id.nuspec"] = ConvertTo-Utf8 (Get-Nuspec)
$parts['[Content_Types].xml'] = ConvertTo-Utf8 (Get-ContentType $parts.Keys)
$parts['_rels/.rels'] = ConvertTo-Utf8 $relationship

$package, $unpacked | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force
$zip = [IO.Compression.ZipFile]::Open($package, 'Create')
try {
    foreach ($part in $parts.GetEnumerator()) {
        $entry = $zip.CreateEntry($part.Key, 'NoCompression')
        $entry.LastWriteTime = [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero)
        $entry.ExternalAttributes = 0x81A40000 # an ordinary file, rw-r--r--, whatever the umask here
        $stream = $entry.Open()
        $stream.Write($part.Value, 0, $part.Value.Length)
        $stream.Dispose()
    }
} finally {
    $zip.Dispose()
}
$hash = (Get-FileHash $package -Algorithm SHA256).Hash.ToLowerInvariant()
[IO.File]::WriteAllText((Join-Path $Destination SHA256SUMS), "$hash  $(Split-Path $package -Leaf)`n")

[IO.Compression.ZipFile]::ExtractToDirectory($package, $unpacked)
'[Content_Types].xml', '_rels', "$id.nuspec" | ForEach-Object { Remove-Item -LiteralPath (Join-Path $unpacked $_) -Recurse -Force }

"Packed $package ($($parts.Count) parts, $([Math]::Ceiling((Get-Item $package).Length / 1KB)) KB, SHA-256 $hash)"
if (Get-Command New-FileCatalog -ErrorAction Ignore) {
    $catalog = New-FileCatalog -Path $unpacked -CatalogFilePath (Join-Path $Destination "$id.cat") -CatalogVersion 2
    "Catalogued $catalog (not signed, and not in the package: it holds the time it was made)"
} else {
    "Left out: the file catalog, which only Windows can make; $checksums lists every file."
}
