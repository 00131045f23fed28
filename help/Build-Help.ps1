<#
.SYNOPSIS
    Writes the help file of the module, and the pages under docs/ that come from the same source.
.DESCRIPTION
    What a cmdlet and its parameters are is said in the comments of their classes; description, examples, notes and links stand in
    the pages of this folder. Which provider takes a parameter, and with which values, comes from the catalog of providers. A cmdlet
    without a page or with fewer than two examples fails the build, and so does a parameter without a comment, each with its name.
.PARAMETER Module
    The folder of the built module.
.PARAMETER Comments
    The folder with the XML files that the compiler writes of the comments.
.PARAMETER HelpFile
    Where to write the help file; none is written without it.
.PARAMETER Docs
    The folder for docs/errors.md and docs/cmdlets/; none are written without it.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Comments,
    [string] $HelpFile,
    [string] $Docs
)
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot Page.ps1)
$Module = (Resolve-Path $Module).ProviderPath
Import-Module $Module
$providers = [InteractiveMessaging.ProviderCatalog]::All
$manifest = Import-PowerShellDataFile (Join-Path $Module InteractiveMessaging.psd1)
# The pages of this version, and the day on which it was released.
$source = "$($manifest.PrivateData.PSData.ProjectUri)/blob/v$($manifest.ModuleVersion)"
$dated = Select-String -Path (Join-Path $Module CHANGELOG.md) -Pattern '^## \[[\d.]+\] - (\d{4})-(\d\d)-(\d\d)' | Select-Object -First 1
$released = $dated.Matches[0].Result('$2/$3/$1')
$faults = [Collections.Generic.List[string]]::new()

# ---- What there is to say

$commentOf = @{}
foreach ($file in Get-ChildItem $Comments -Filter InteractiveMessaging*.xml) {
    foreach ($member in ([xml] [IO.File]::ReadAllText($file.FullName)).doc.members.member) {
        $summary = $member.SelectSingleNode('summary')
        if (-not $summary) { continue }
        $text = $summary.InnerXml -replace '<see cref="\w:[\w.]*?(\w+)"\s*/>', '$1' -replace '</?c>', '`'
        $commentOf[$member.name] = [Net.WebUtility]::HtmlDecode(($text -replace '\s+', ' ')).Trim()
    }
}

# What may differ from row to row has a type of ours; a person gives a value or a script block. No blanks: PlatyPS ends a type at one.
$typeNames = @{ RowValue = 'String|ScriptBlock'; 'RowValue[]' = 'String[]|ScriptBlock'; RowMessage = 'Message|ScriptBlock' }

function Get-TypeName([type] $Type) {
    $inner = [Nullable]::GetUnderlyingType($Type)
    $name = $(if ($inner) { $inner } else { $Type }).Name
    $typeNames[$name] ?? $name
}

# What the catalog knows of a parameter: who takes it, its values, and what holds without it.
function Get-CatalogText([string] $Command, [string] $Parameter) {
    switch ($Command) {
        'Connect-WaProvider' {
            if ($Parameter -eq 'Provider') { "One of $($providers.Name -join ', ')." }
            $settings = @($providers.Settings | Where-Object Name -EQ $Parameter)
            foreach ($setting in $settings | Select-Object -First 1) {
                if ($setting.Choices.Count) { "One of $($setting.Choices -join ', ')." } else { "For example $($setting.Example)." }
                $owners = $providers | Where-Object { $_.Settings.Name -contains $Parameter }
                "Only $(Join-Name $owners.Name)."
                if ($setting.Default) { "Default: $($setting.Default)." } elseif ($setting.Optional) { 'Default: none is sent.' }
            }
        }
        'Send-WaMessage' {
            if ($Parameter -in [enum]::GetNames([InteractiveMessaging.SendOption])) {
                $able = foreach ($one in $providers | Where-Object { $_.Options.HasFlag([InteractiveMessaging.SendOption] $Parameter) }) {
                    $Parameter -eq 'Reference' ? "$($one.Name) ($($one.ReferenceLimit))" : $one.Name
                }
                "Only $(Join-Name $able)."
            }
        }
    }
}

# The default stands last.
function Add-Sentence([string] $Text, [string] $Sentence) {
    $at = $Text.IndexOf(' Default: ')
    $Text.Insert($at -lt 0 ? $Text.Length : $at, " $Sentence")
}

function Join-Name([string[]] $Names) {
    if ($Names.Count -lt 2) { $Names } else { "$($Names[0..($Names.Count - 2)] -join ', ') and $($Names[-1])" }
}

function Get-ParameterHelp($Command, $Parameter) {
    $member = "P:$($Command.ImplementingType.FullName).$($Parameter.Name)"
    $text = switch ($Parameter.Name) {
        'WhatIf' { 'Shows what would happen, and does not do it.' }
        'Confirm' { 'Asks before it is done.' }
        default { $commentOf[$member] }
    }
    $isSwitch = $Parameter.ParameterType -eq [switch]
    # A parameter that the cmdlet has no property for is a provider's setting.
    if (-not $text -and -not $Command.ImplementingType.GetProperty($Parameter.Name)) {
        $text = $providers.Settings | Where-Object Name -EQ $Parameter.Name | Select-Object -First 1 | ForEach-Object { "$($_.WhereFound)." }
    }
    if (-not $text) { $faults.Add("$($Command.Name) -$($Parameter.Name) has no help") }
    foreach ($fact in Get-CatalogText $Command.Name $Parameter.Name) { $text = Add-Sentence $text $fact }

    $default = if ($text -match 'Default: (.+?)\.(?: |$)') { $Matches[1] }
    $inner = [Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
    $sets = @($Parameter.Attributes | Where-Object { $_ -is [Parameter] })
    if (-not $default -and -not $isSwitch -and -not $sets[0].Mandatory -and ($inner.IsEnum -or $inner.IsPrimitive)) {
        $faults.Add("$($Command.Name) -$($Parameter.Name) does not say its default")
    }
    $range = $Parameter.Attributes | Where-Object { $_ -is [ValidateRange] }
    if ($range -and $range.MaxRange -lt [int]::MaxValue) {
        $text = Add-Sentence $text "From $($range.MinRange) to $($range.MaxRange)."
    }

    $pipeline = @(
        if ($sets.ValueFromPipeline -contains $true) { 'ByValue' }
        if ($sets.ValueFromPipelineByPropertyName -contains $true) { 'ByPropertyName' }
    )
    [pscustomobject]@{
        Name     = $Parameter.Name
        Text     = $text
        Type     = Get-TypeName $Parameter.ParameterType
        FullType = $inner.ToString()
        Values   = @(if ($inner.IsEnum) { [enum]::GetNames($inner) })
        IsSwitch = $isSwitch
        Default  = $default ?? $(if ($isSwitch) { 'False' } else { 'None' })
        Pipeline = if ($pipeline) { "True ($($pipeline -join ', '))" } else { 'False' }
        Wildcard = [bool] ($Parameter.Attributes | Where-Object { $_ -is [SupportsWildcards] })
        Aliases  = @($Parameter.Aliases | Where-Object { $_ -notin 'wi', 'cf' })
        Sets     = $sets
        Hidden   = $sets.DontShow -contains $true
        Required = -not ($sets.Mandatory -contains $false)
        Position = "$(($sets.Position | Where-Object { $_ -ge 0 } | Select-Object -First 1) ?? 'Named')"
    }
}

function Get-CommandHelp($Command) {
    $path = Join-Path $PSScriptRoot "$($Command.Name).md"
    if (-not (Test-Path $path)) { $faults.Add("help/$($Command.Name).md is missing"); return }
    $page = Read-HelpPage $path
    if ($page.Examples.Count -lt 2) { $faults.Add("help/$($Command.Name).md has fewer than two examples") }

    $common = [Management.Automation.PSCmdlet]::CommonParameters
    $parameters = @($Command.Parameters.Values | Where-Object Name -NotIn $common | ForEach-Object { Get-ParameterHelp $Command $_ })
    $byName = @{}
    foreach ($parameter in $parameters) { $byName[$parameter.Name] = $parameter }
    [pscustomobject]@{
        Name       = $Command.Name
        Verb       = $Command.Verb
        Noun       = $Command.Noun
        Synopsis   = $commentOf["T:$($Command.ImplementingType.FullName)"]
        Page       = $page
        Parameters = @($parameters | Sort-Object { $_.Name -in 'WhatIf', 'Confirm' }, Name)
        # Parameters in the order in which people would type them: by position, then what is needed, then as they are declared.
        Syntax     = @(foreach ($set in $Command.ParameterSets) {
            [pscustomobject]@{
                Name      = $set.Name
                IsDefault = $set.IsDefault
                Uses      = @($set.Parameters | Where-Object { $byName.ContainsKey($_.Name) -and -not $byName[$_.Name].Hidden } |
                    Sort-Object -Stable { $_.Position -lt 0 }, Position, { -not $_.IsMandatory }, { $_.Name -in 'WhatIf', 'Confirm' } |
                    ForEach-Object { [pscustomobject]@{ Of = $byName[$_.Name]; Required = $_.IsMandatory; Position = $_.Position } })
            }
        })
        Online     = "$source/docs/cmdlets/$($Command.Name).md"
        Released   = $released
        Inputs     = @($parameters | Where-Object Pipeline -Like '*ByValue*' | Sort-Object Name)
        Outputs    = @($Command.OutputType.Type | Where-Object { $_ } | ForEach-Object FullName | Select-Object -Unique)
    }
}

$commands = @(Get-Command -Module InteractiveMessaging | Sort-Object Noun, Verb | ForEach-Object { Get-CommandHelp $_ })
foreach ($page in Get-ChildItem $PSScriptRoot -Filter *-*.md) {
    if ($page.BaseName -notin $commands.Name) { $faults.Add("help/$($page.Name) is about no cmdlet") }
}
if ($faults) { throw "The help is not whole:`n  $($faults -join "`n  ")" }

# As a person types it: values by the names of their types. PlatyPS reads it as well, so no blank stands in a value.
function Get-SyntaxLine($Help, $Set) {
    $words = foreach ($use in $Set.Uses) {
        $name = $use.Position -ge 0 ? "[-$($use.Of.Name)]" : "-$($use.Of.Name)"
        $value = $use.Of.IsSwitch ? '' : " <$($use.Of.Type)>"
        $use.Required ? "$name$value" : "[$name$value]"
    }
    $line = $Help.Name
    foreach ($word in @($words) + '[<CommonParameters>]') {
        if ($line.Length + $word.Length -gt 110) { $line; $line = '   ' }
        $line += " $word"
    }
    $line
}

. (Join-Path $PSScriptRoot Maml.ps1)
. (Join-Path $PSScriptRoot Markdown.ps1)
if ($HelpFile) { Write-Maml $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($HelpFile) $commands }
if ($Docs) {
    $Docs = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Docs)
    foreach ($help in $commands) { Write-Page "cmdlets/$($help.Name).md" (Get-Page $help) }
    Write-Page cmdlets/README.md (Get-Index)
    Write-Page errors.md (Get-ErrorPage)
}
