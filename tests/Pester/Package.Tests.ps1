BeforeDiscovery {
    $script:dotnet = Get-Command dotnet -CommandType Application -ErrorAction Ignore
}

BeforeAll {
    Import-Module InteractiveMessaging -ErrorAction Stop
    $script:root = Split-Path (Split-Path $PSScriptRoot)
    $script:module = (Get-Module InteractiveMessaging).ModuleBase
    $script:manifest = Import-PowerShellDataFile (Join-Path $module InteractiveMessaging.psd1)
    $script:version = $manifest.ModuleVersion

    function New-Package([string] $Module, [string] $Destination) {
        $null = & (Join-Path $root packaging/package.ps1) -Module $Module -Destination $Destination
        Get-Item (Join-Path $Destination *.nupkg)
    }

    # File by file: the path from the folder, with slashes, and its SHA-256.
    function Get-FileSum([string] $Folder) {
        $hashes = [ordered]@{}
        foreach ($file in Get-ChildItem $Folder -Recurse -File -Force | Sort-Object FullName) {
            $hashes[[IO.Path]::GetRelativePath($Folder, $file.FullName).Replace('\', '/')] = (Get-FileHash -LiteralPath $file.FullName).Hash.ToLowerInvariant()
        }
        $hashes
    }

    $script:output = Join-Path $TestDrive output
    $script:package = New-Package $module $output
    $script:unpacked = Join-Path $output InteractiveMessaging
    $script:parts = Join-Path $TestDrive parts
    [IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $parts)
    $script:nuspec = ([xml] (Get-Content (Join-Path $parts InteractiveMessaging.nuspec) -Raw)).package.metadata
}

Describe 'The package' {
    It 'has the same bytes when it is made again, elsewhere and later' {
        $copy = Join-Path $TestDrive elsewhere/and/deeper
        $null = New-Item -ItemType Directory $copy
        Copy-Item $module/* $copy -Recurse
        Get-ChildItem $copy -Recurse -File | ForEach-Object { $_.LastWriteTime = [datetime] '2001-02-03T04:05:06' }
        (Get-FileHash (New-Package $copy (Join-Path $TestDrive again))).Hash | Should -Be (Get-FileHash $package).Hash
    }

    It 'has the same bytes when it is made of the module it unpacks to' {
        (Get-FileHash (New-Package $unpacked (Join-Path $TestDrive third))).Hash | Should -Be (Get-FileHash $package).Hash
    }

    It 'holds the module''s files as they are, at its root, and what describes them' {
        $expected = Get-FileSum $module
        $found = Get-FileSum $parts
        $made = 'CHECKSUMS.sha256', '_manifest/spdx_2.2/manifest.spdx.json'
        foreach ($name in $expected.Keys | Where-Object { $_ -notin $made }) { $found[$name] | Should -Be $expected[$name] -Because $name }
        $found.Keys | Where-Object { $_ -notin $expected.Keys -and $_ -notin $made } | Sort-Object |
            Should -Be ('[Content_Types].xml', '_rels/.rels', 'InteractiveMessaging.nuspec' | Sort-Object)
    }

    It 'holds no file of a kind that the module does not need' {
        (Get-FileSum $unpacked).Keys | Where-Object { $_ -notmatch '^(deps/)?[\w.]+\.dll$|^InteractiveMessaging\.(psd1|Format\.ps1xml|Types\.ps1xml)$|^en-US/.*(\.help\.txt|\.dll-Help\.xml)$' } |
            Sort-Object | Should -Be @('_manifest/spdx_2.2/manifest.spdx.json', 'CHANGELOG.md', 'CHECKSUMS.sha256', 'LICENSE', 'THIRD-PARTY-NOTICES.txt')
    }

    It 'can be opened as an Open Packaging file, which names its nuspec' {
        if (-not ('System.IO.Packaging.Package' -as [type])) {
            Set-ItResult -Skipped -Because 'this PowerShell has no System.IO.Packaging'
            return
        }
        $opened = [System.IO.Packaging.Package]::Open($package.FullName, 'Open', 'Read')
        try {
            $relation = @($opened.GetRelationshipsByType('http://schemas.microsoft.com/packaging/2010/07/manifest'))
            $relation | Should -HaveCount 1
            $opened.PartExists($relation[0].TargetUri) | Should -BeTrue
            # A part whose kind is not declared does not exist for such a reader.
            foreach ($name in (Get-FileSum $unpacked).Keys) { $opened.PartExists([uri]::new("/$name", [UriKind]::Relative)) | Should -BeTrue -Because $name }
        } finally {
            $opened.Close()
        }
    }

    It 'is taken by NuGet, which leaves the files as their checksums say' -Skip:(-not $dotnet) {
        $project = New-Item -ItemType Directory (Join-Path $TestDrive nuget)
        @"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <RestoreSources>$output</RestoreSources>
    <RestorePackagesPath>$project/taken</RestorePackagesPath>
  </PropertyGroup>
  <ItemGroup><PackageDownload Include="InteractiveMessaging" Version="[$version]" /></ItemGroup>
</Project>
"@ | Set-Content $project/taker.csproj
        dotnet restore $project/taker.csproj --verbosity quiet -nologo | Out-String | Should -BeNullOrEmpty
        $taken = Get-FileSum $project/taken/interactivemessaging/$version
        foreach ($line in Get-Content (Join-Path $unpacked CHECKSUMS.sha256)) { $sum, $name = $line -split '  ', 2; $taken[$name] | Should -Be $sum -Because $name }
    }

    It 'says what the Gallery shows' {
        $nuspec.id, $nuspec.version, $nuspec.authors, $nuspec.projectUrl | Should -Be 'InteractiveMessaging', $version, $manifest.Author, $manifest.PrivateData.PSData.ProjectUri
        $nuspec.description | Should -Be $manifest.Description
        $nuspec.licenseUrl, $nuspec.iconUrl | Should -Be $manifest.PrivateData.PSData.LicenseUri, $manifest.PrivateData.PSData.IconUri
        $nuspec.releaseNotes | Should -Be $manifest.PrivateData.PSData.ReleaseNotes
    }

    It 'is tagged as a module of PowerShell 7 with these cmdlets' {
        $tags = -split $nuspec.tags
        $expected = @('PSModule', 'PSEdition_Core', 'PSIncludes_Cmdlet') + @($manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_", "PSCommand_$_" })
        $expected | Where-Object { $_ -notin $tags } | Should -BeNullOrEmpty
        $tags | Group-Object | Where-Object Count -GT 1 | Should -BeNullOrEmpty
        $nuspec.tags.Length | Should -BeLessThan 4000 -Because 'the Gallery cuts longer ones off'
    }

    It 'unpacks to a module that PowerShell accepts' {
        $accepted = Test-ModuleManifest (Join-Path $unpacked InteractiveMessaging.psd1) -ErrorAction Stop
        "$($accepted.Version)" | Should -Be $version
        $accepted.ExportedCmdlets.Keys | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'comes with checksums of itself and of every file in it' {
        Get-Content (Join-Path $output SHA256SUMS) | Should -Be "$((Get-FileHash $package).Hash.ToLowerInvariant())  InteractiveMessaging.$version.nupkg"
        $hashes = Get-FileSum $unpacked
        $hashes.Remove('CHECKSUMS.sha256')
        $listed = Get-Content (Join-Path $unpacked CHECKSUMS.sha256)
        $listed | Sort-Object | Should -Be @($hashes.GetEnumerator() | ForEach-Object { "$($_.Value)  $($_.Key)" } | Sort-Object)
    }

    It 'is not made of a version that the changelog does not tell of' {
        $copy = Join-Path $TestDrive untold
        $null = New-Item -ItemType Directory $copy
        Copy-Item $module/* $copy -Recurse
        $file = Join-Path $copy InteractiveMessaging.psd1
        (Get-Content $file -Raw).Replace("'$version'", "'99.9.9'") | Set-Content $file
        { New-Package $copy (Join-Path $TestDrive refused) } | Should -Throw '*CHANGELOG.md has no entry for 99.9.9*'
        Join-Path $TestDrive refused/* | Should -Not -Exist
    }
}

Describe 'The bill of materials' {
    BeforeAll {
        $script:text = [IO.File]::ReadAllText((Join-Path $unpacked _manifest/spdx_2.2/manifest.spdx.json))
        $script:bill = $text | ConvertFrom-Json -AsHashtable
        $script:sums = Get-FileSum $unpacked
        $script:packaged = Get-ChildItem (Join-Path $unpacked deps) -Filter InteractiveMessaging.*.dll | ForEach-Object BaseName
        $script:graphs = foreach ($project in $packaged) {
            Get-Content (Join-Path $root output/build/obj $project project.assets.json) -Raw | ConvertFrom-Json -AsHashtable
        }
    }

    # What the specification and its JSON schema ask for; a name that ends with [] is a list with at least one entry.
    It 'has every field that SPDX 2.2 needs: <Of>' -ForEach @(
        @{ Of = 'the document'; In = { $bill }; Needs = 'SPDXID', 'spdxVersion', 'dataLicense', 'name', 'documentNamespace', 'creationInfo', 'documentDescribes[]', 'packages[]', 'files[]', 'relationships[]' }
        @{ Of = 'its making'; In = { $bill.creationInfo }; Needs = 'created', 'creators[]' }
        @{ Of = 'packages'; In = { $bill.packages }; Needs = 'SPDXID', 'name', 'versionInfo', 'downloadLocation', 'licenseConcluded', 'licenseDeclared', 'copyrightText' }
        @{ Of = 'the package of which files are listed'; In = { $bill.packages | Where-Object filesAnalyzed }; Needs = 'packageVerificationCode', 'licenseInfoFromFiles[]', 'hasFiles[]' }
        @{ Of = 'files'; In = { $bill.files }; Needs = 'SPDXID', 'fileName', 'checksums[]', 'licenseConcluded', 'licenseInfoInFiles[]', 'copyrightText' }
        @{ Of = 'checksums'; In = { $bill.files.checksums; $bill.packages.checksums | Where-Object { $_ } }; Needs = 'algorithm', 'checksumValue' }
        @{ Of = 'references'; In = { $bill.packages.externalRefs | Where-Object { $_ } }; Needs = 'referenceCategory', 'referenceType', 'referenceLocator' }
        @{ Of = 'relationships'; In = { $bill.relationships }; Needs = 'spdxElementId', 'relationshipType', 'relatedSpdxElement' }
    ) {
        $things = @(& $In)
        $things | Should -Not -BeNullOrEmpty
        foreach ($thing in $things) {
            foreach ($name in $Needs) {
                $value = $thing[$name.TrimEnd('[', ']')]
                $value | Should -Not -BeNullOrEmpty -Because "$name of $($thing.SPDXID)"
                $value -is [array] | Should -Be $name.EndsWith('[]') -Because $name
            }
        }
    }

    It 'keeps to the values that SPDX 2.2 knows' {
        $bill.spdxVersion, $bill.dataLicense, $bill.SPDXID | Should -Be 'SPDX-2.2', 'CC0-1.0', 'SPDXRef-DOCUMENT'
        $text | Should -Match '"created": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"'
        $bill.creationInfo.creators | Should -Match '^(Person|Organization|Tool): .+'
        ([uri] $bill.documentNamespace).IsAbsoluteUri | Should -BeTrue
        $bill.documentNamespace | Should -Not -BeLike '*#*'
        $bill.relationships.relationshipType | Sort-Object -Unique | Should -Be 'DEPENDS_ON', 'DESCRIBES', 'EXPANDED_FROM_ARCHIVE'
        $bill.packages.externalRefs.referenceCategory | Where-Object { $_ } | Sort-Object -Unique | Should -Be 'PACKAGE_MANAGER'
        $bill.packages.supplier | Should -Match '^Organization: .+'
        $lengths = @{ SHA1 = 40; SHA256 = 64; SHA512 = 128 }
        foreach ($sum in @($bill.files.checksums) + @($bill.packages.checksums | Where-Object { $_ })) {
            $sum.checksumValue | Should -MatchExactly "^[0-9a-f]{$($lengths[$sum.algorithm])}$"
        }
    }

    It 'names each thing once, and speaks only of what it names' {
        $ids = @($bill.SPDXID) + $bill.packages.SPDXID + $bill.files.SPDXID
        $ids | Should -MatchExactly '^SPDXRef-[A-Za-z0-9.-]+$'
        $ids | Group-Object -CaseSensitive | Where-Object Count -GT 1 | Should -BeNullOrEmpty
        @($bill.relationships.spdxElementId) + $bill.relationships.relatedSpdxElement + $bill.documentDescribes + $bill.packages[0].hasFiles |
            Where-Object { $_ -cnotin $ids } | Should -BeNullOrEmpty
        $bill.relationships[0].Values | Should -Be 'SPDXRef-DOCUMENT', 'DESCRIBES', $bill.documentDescribes[0]
    }

    It 'lists every file, with sums that are true' {
        $later = 'CHECKSUMS.sha256', '_manifest/spdx_2.2/manifest.spdx.json'
        $listed = @{}
        foreach ($file in $bill.files) { $listed[$file.fileName.Substring(2)] = $file.checksums }
        $listed.Keys | Sort-Object | Should -Be ($sums.Keys | Where-Object { $_ -notin $later } | Sort-Object)
        foreach ($name in $listed.Keys) {
            ($listed[$name] | Where-Object algorithm -EQ SHA256).checksumValue | Should -Be $sums[$name] -Because $name
            ($listed[$name] | Where-Object algorithm -EQ SHA1).checksumValue | Should -Be ([Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([IO.File]::ReadAllBytes((Join-Path $unpacked $name))))) -Because $name
        }
        # The specification, 3.9: the SHA-1 of all SHA-1 sums, sorted.
        $joined = -join ($bill.files.checksums | Where-Object algorithm -EQ SHA1 | ForEach-Object checksumValue | Sort-Object -Culture '' -CaseSensitive)
        $code = $bill.packages[0].packageVerificationCode
        $code.packageVerificationCodeValue | Should -Be ([Convert]::ToHexString([Security.Cryptography.SHA1]::HashData([Text.Encoding]::ASCII.GetBytes($joined))))
        $code.packageVerificationCodeExcludedFiles | Sort-Object | Should -Be @($later | ForEach-Object { "./$_" } | Sort-Object)
    }

    It 'says of each file in deps/ from which restored package it is, and what that one needs' {
        $byId = @{}
        foreach ($one in @($bill.packages) + $bill.files) { $byId[$one.SPDXID] = $one }
        $from = @{}
        foreach ($relation in $bill.relationships | Where-Object relationshipType -EQ EXPANDED_FROM_ARCHIVE) {
            $from[$byId[$relation.spdxElementId].fileName] = $byId[$relation.relatedSpdxElement]
        }
        $theirs = $bill.files.fileName | Where-Object { $_ -like './deps/*' -and $_ -notlike './deps/InteractiveMessaging.*' }
        $from.Keys | Sort-Object | Should -Be ($theirs | Sort-Object)
        $bill.packages.Count | Should -Be (1 + @($from.Values.SPDXID | Sort-Object -Unique).Count)
        foreach ($file in $theirs) {
            $package = $from[$file]
            $restored = $graphs | ForEach-Object { $_.libraries["$($package.name)/$($package.versionInfo)"] } | Where-Object { $_ } | Select-Object -First 1
            [Convert]::ToBase64String([Convert]::FromHexString($package.checksums[0].checksumValue)) | Should -BeExactly $restored.sha512 -Because $file
            $package.externalRefs.referenceLocator | Should -Be "pkg:nuget/$($package.name)@$($package.versionInfo)"
        }

        # Whatever a shipped package needs and is shipped, the bill says; from the module every one of them is reached.
        $needs = $bill.relationships | Where-Object relationshipType -EQ DEPENDS_ON | ForEach-Object { "$($byId[$_.spdxElementId].name) > $($byId[$_.relatedSpdxElement].name)" }
        $shipped = @{}
        $bill.packages | Select-Object -Skip 1 | ForEach-Object { $shipped["$($_.name)/$($_.versionInfo)"] = $_.name }
        $expected = foreach ($graph in $graphs) {
            foreach ($target in $graph.targets.Values) {
                foreach ($key in $target.Keys | Where-Object { $shipped[$_] }) {
                    $target[$key].dependencies.Keys | Where-Object { $_ -in $shipped.Values } | ForEach-Object { "$($shipped[$key]) > $_" }
                }
            }
        }
        $needs | Where-Object { $_ -notlike 'InteractiveMessaging > *' } | Sort-Object | Should -Be ($expected | Sort-Object -Unique)
        $reached = [Collections.Generic.HashSet[string]] @($needs -like 'InteractiveMessaging > *' -replace '.* > ')
        do { $before = $reached.Count; $needs | Where-Object { $reached.Contains(($_ -split ' > ')[0]) } | ForEach-Object { $null = $reached.Add(($_ -split ' > ')[1]) } } while ($reached.Count -gt $before)
        $reached | Sort-Object | Should -Be ($shipped.Values | Sort-Object)
    }

    It 'is not made if a file in deps/ is from no restored package: <_>' -ForEach 'one more', 'a changed one' {
        $copy = Join-Path $TestDrive $_
        $null = New-Item -ItemType Directory $copy
        Copy-Item $module/* $copy -Recurse
        $file = if ($_ -eq 'one more') { 'Stray.dll' } else { (Get-ChildItem $copy/deps -Filter Microsoft*.dll)[0].Name }
        Add-Content (Join-Path $copy deps $file) 'x'
        { New-Package $copy (Join-Path $TestDrive 'not made') } | Should -Throw "*no restored package brought deps/$file."
        Join-Path $TestDrive 'not made/*' | Should -Not -Exist
    }
}

Describe 'What ships' {
    It 'has one version everywhere' {
        $assemblies = Get-ChildItem $module -Recurse -Filter InteractiveMessaging*.dll
        $assemblies | Should -HaveCount 4
        $assemblies | ForEach-Object { [Reflection.AssemblyName]::GetAssemblyName($_.FullName).Version.ToString(3) } | Sort-Object -Unique | Should -Be $version
        $assemblies.VersionInfo.ProductVersion | Sort-Object -Unique | Should -Be $version
        ([xml] (Get-Content (Join-Path $root Directory.Build.props) -Raw)).Project.PropertyGroup.Version | Should -Be $version
        (Get-Content (Join-Path $root CHANGELOG.md) | Select-String '^## \[(\d.*?)\]' | Select-Object -First 1).Matches[0].Groups[1].Value | Should -Be $version
        $nuspec.version | Should -Be $version
        $package.Name | Should -Be "InteractiveMessaging.$version.nupkg"
    }

    It 'says whose packages it holds and under which licence' {
        $notices = Get-Content (Join-Path $module THIRD-PARTY-NOTICES.txt) -Raw
        $theirs = Get-ChildItem (Join-Path $module deps) | Where-Object Name -NotLike InteractiveMessaging*
        $theirs | Should -Not -BeNullOrEmpty
        foreach ($file in $theirs) {
            # Their product versions carry the commit behind a plus.
            $notices | Should -Match "(?m)^  $($file.BaseName) $($file.VersionInfo.ProductVersion.Split('+')[0]) \(.*$($file.Name)\)$" -Because $file.Name
        }
        $notices | Should -BeLike '*Copyright (c) .NET Foundation and Contributors*Permission is hereby granted*'
    }

    It 'does not tell where it was built' {
        foreach ($file in Get-ChildItem $module -Recurse -Filter InteractiveMessaging*.dll) {
            [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file.FullName)).Contains($root) | Should -BeFalse -Because $file.Name
        }
    }
}
