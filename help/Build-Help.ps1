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
$source = "$($manifest.PrivateData.PSData.ProjectUri)/blob/main/docs/cmdlets"
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

# What may differ from row to row has a type of ours; a person gives a value or a script block.
$typeNames = @{ RowValue = 'String or ScriptBlock'; 'RowValue[]' = 'String[] or ScriptBlock'; RowMessage = 'Message or ScriptBlock' }

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
        Values   = @(if ($inner.IsEnum) { [enum]::GetNames($inner) })
        IsSwitch = $isSwitch
        Default  = $default ?? $(if ($isSwitch) { 'False' } else { 'None' })
        Pipeline = if ($pipeline) { "True ($($pipeline -join ', '))" } else { 'False' }
        Wildcard = [bool] ($Parameter.Attributes | Where-Object { $_ -is [SupportsWildcards] })
        Aliases  = @($Parameter.Aliases | Where-Object { $_ -notin 'wi', 'cf' })
        Sets     = @($sets.ParameterSetName | Where-Object { $_ -ne '__AllParameterSets' })
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
    $hidden = @($Command.Parameters.Values | Where-Object { $_.Attributes.DontShow -contains $true } | ForEach-Object Name)
    [pscustomobject]@{
        Name       = $Command.Name
        Verb       = $Command.Verb
        Noun       = $Command.Noun
        Synopsis   = $commentOf["T:$($Command.ImplementingType.FullName)"]
        Page       = $page
        Parameters = @($parameters | Sort-Object { $_.Name -in 'WhatIf', 'Confirm' }, Name)
        # Parameters in the order in which people would type them: by position, then what is needed, then as they are declared.
        Syntax     = @(foreach ($set in $Command.ParameterSets) {
            , @($set.Parameters | Where-Object { $byName.ContainsKey($_.Name) -and $_.Name -notin $hidden } |
                Sort-Object -Stable { $_.Position -lt 0 }, Position, { -not $_.IsMandatory }, { $_.Name -in 'WhatIf', 'Confirm' } |
                ForEach-Object { [pscustomobject]@{ Of = $byName[$_.Name]; Required = $_.IsMandatory; Position = $_.Position } })
        })
        Outputs    = @($Command.OutputType.Type | Where-Object { $_ } | Select-Object -Unique)
    }
}

$commands = @(Get-Command -Module InteractiveMessaging | Sort-Object Noun, Verb | ForEach-Object { Get-CommandHelp $_ })
foreach ($page in Get-ChildItem $PSScriptRoot -Filter *-*.md) {
    if ($page.BaseName -notin $commands.Name) { $faults.Add("help/$($page.Name) is about no cmdlet") }
}
if ($faults) { throw "The help is not whole:`n  $($faults -join "`n  ")" }

function Get-SyntaxLine($Help, $Set) {
    $words = foreach ($use in $Set) {
        $name = $use.Position -ge 0 ? "[-$($use.Of.Name)]" : "-$($use.Of.Name)"
        $value = $use.Of.IsSwitch ? '' : $use.Of.Values ? " {$($use.Of.Values -join ' | ')}" : " <$($use.Of.Type)>"
        $use.Required ? "$name$value" : "[$name$value]"
    }
    $line = $Help.Name
    foreach ($word in @($words) + '[<CommonParameters>]') {
        if ($line.Length + $word.Length -gt 110) { $line; $line = '   ' }
        $line += " $word"
    }
    $line
}

# ---- The help file

function X([string] $Text) { [Security.SecurityElement]::Escape($Text) }

# Marks of Markdown mean nothing in a terminal. Lines of one paragraph are joined; items of a list stay lines.
function Get-Paragraph([string] $Markdown) {
    foreach ($block in $Markdown -split '\n\s*\n') {
        $plain = $block.Trim() -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`|\*\*' -replace '\n(?!- )\s*', ' '
        foreach ($line in $plain -split '\n') { if ($line) { "<maml:para>$(X $line)</maml:para>" } }
    }
}

function Get-MamlParameter($Parameter, [bool] $Required, [string] $Position, [switch] $Brief) {
    $aliases = if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' }
    "<command:parameter required='$("$Required".ToLowerInvariant())' globbing='$("$($Parameter.Wildcard)".ToLowerInvariant())' pipelineInput='$($Parameter.Pipeline)' position='$($Position.ToLowerInvariant())' aliases='$aliases'>"
    "<maml:name>$($Parameter.Name)</maml:name>"
    if (-not $Brief) { "<maml:description>$(Get-Paragraph $Parameter.Text)</maml:description>" }
    if ($Brief -and $Parameter.Values) {
        $values = $Parameter.Values | ForEach-Object { "<command:parameterValue required='false'>$_</command:parameterValue>" }
        "<command:parameterValueGroup>$values</command:parameterValueGroup>"
    } elseif (-not $Parameter.IsSwitch) {
        "<command:parameterValue required='true'>$($Parameter.Type)</command:parameterValue>"
    }
    if (-not $Brief) { "<dev:type><maml:name>$($Parameter.Type)</maml:name></dev:type><dev:defaultValue>$(X $Parameter.Default)</dev:defaultValue>" }
    '</command:parameter>'
}

function Get-Maml($Help) {
    '<command:command>'
    "<command:details><command:name>$($Help.Name)</command:name><command:verb>$($Help.Verb)</command:verb><command:noun>$($Help.Noun)</command:noun><maml:description>$(Get-Paragraph $Help.Synopsis)</maml:description></command:details>"
    "<maml:description>$(Get-Paragraph $Help.Page.Description)</maml:description>"
    '<command:syntax>'
    $lines = [System.Collections.Generic.HashSet[string]]::new()
    foreach ($set in $Help.Syntax) {
        # Two sets that are typed alike are one syntax.
        if (-not $lines.Add((Get-SyntaxLine $Help $set) -join ' ')) { continue }
        "<command:syntaxItem><maml:name>$($Help.Name)</maml:name>"
        foreach ($use in $set) { Get-MamlParameter $use.Of $use.Required $(if ($use.Position -ge 0) { $use.Position } else { 'named' }) -Brief }
        '</command:syntaxItem>'
    }
    '</command:syntax><command:parameters>'
    foreach ($parameter in $Help.Parameters) { Get-MamlParameter $parameter $parameter.Required $parameter.Position }
    '</command:parameters><command:inputTypes>'
    foreach ($parameter in $Help.Parameters | Where-Object Pipeline -Like '*ByValue*') {
        "<command:inputType><dev:type><maml:name>$($parameter.Type)</maml:name></dev:type><maml:description>$(Get-Paragraph $parameter.Text)</maml:description></command:inputType>"
    }
    '</command:inputTypes><command:returnValues>'
    foreach ($type in $Help.Outputs) {
        "<command:returnValue><dev:type><maml:name>$(Get-TypeName $type)</maml:name></dev:type><maml:description>$(Get-Paragraph $commentOf["T:$($type.FullName)"])</maml:description></command:returnValue>"
    }
    "</command:returnValues><maml:alertSet><maml:alert>$(Get-Paragraph $Help.Page.Notes)</maml:alert></maml:alertSet><command:examples>"
    foreach ($example in $Help.Page.Examples) {
        $number++
        "<command:example><maml:title>------------ Example $number`: $(X $example.Title) ------------</maml:title><dev:code>$(X $example.Code)</dev:code><dev:remarks>$(Get-Paragraph $example.Remarks)<maml:para></maml:para></dev:remarks></command:example>"
    }
    "</command:examples><command:relatedLinks><maml:navigationLink><maml:linkText>Online:</maml:linkText><maml:uri>$source/$($Help.Name).md</maml:uri></maml:navigationLink>"
    foreach ($link in $Help.Page.Related) { "<maml:navigationLink><maml:linkText>$(X $link)</maml:linkText><maml:uri></maml:uri></maml:navigationLink>" }
    '</command:relatedLinks></command:command>'
}

if ($HelpFile) {
    $maml = @(
        '<?xml version="1.0" encoding="utf-8"?>'
        '<helpItems schema="maml" xmlns="http://msh" xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">'
        $commands | ForEach-Object { Get-Maml $_ }
        '</helpItems>'
    ) -join "`n"
    $null = [xml] $maml
    $null = New-Item -ItemType Directory -Force (Split-Path $HelpFile)
    [IO.File]::WriteAllText($HelpFile, "$maml`n")
}

# ---- The pages under docs/

# A cmdlet's name leads to its page, the name of a page of docs/ to that page; an about topic has none.
function Get-Link([string] $Name) {
    if ($Name -in $commands.Name) { "[$Name]($Name.md)" } elseif ($Name -like 'docs/*') { "[$Name](../$($Name.Substring(5)))" } else { "``$Name``" }
}

function Get-Page($Help) {
    "<!-- Made by help/Build-Help.ps1 from help/$($Help.Name).md and the cmdlet's comments; edit those. -->"
    "# $($Help.Name)", '', $Help.Synopsis, '', '```text'
    $Help.Syntax | ForEach-Object { (Get-SyntaxLine $Help $_) -join "`n" } | Select-Object -Unique
    '```', '', $Help.Page.Description, '', '## Examples'
    foreach ($example in $Help.Page.Examples) {
        '', "### $($example.Title)", '', '```powershell', $example.Code, '```'
        if ($example.Remarks) { '', $example.Remarks }
    }
    '', '## Parameters'
    foreach ($parameter in $Help.Parameters) {
        $facts = @(
            "type ``$($parameter.Type)``"
            if ($parameter.Required) { 'required' } elseif ($parameter.Default -ne 'None' -and -not $parameter.IsSwitch) { "default $($parameter.Default)" }
            if ($parameter.Position -ne 'Named') { "position $($parameter.Position)" }
            if ($parameter.Pipeline -ne 'False') { 'from the pipeline: ' + ($parameter.Pipeline -replace 'True \((.+)\)', '$1' -replace 'ByValue', 'what comes' -replace 'ByPropertyName', 'its column of this name' -replace ', ', ', or ') }
            if ($parameter.Wildcard) { 'wildcards' }
            if ($parameter.Aliases) { 'aliases ' + ($parameter.Aliases -replace '^|$', '`' -join ', ') }
            if ($parameter.Sets -and $parameter.Sets.Count -lt $Help.Syntax.Count) { "in $($parameter.Sets -join ', ')" }
        )
        '', "### -$($parameter.Name)", '', $parameter.Text, '', "$($facts -join ' · ')"
    }
    '', '## Output', ''
    if (-not $Help.Outputs) { 'None.' }
    foreach ($type in $Help.Outputs) {
        $comment = $commentOf["T:$($type.FullName)"]
        "- ``$(Get-TypeName $type)``$(if ($comment) { ": $comment" })"
    }
    if ($Help.Page.Notes) { '', '## Notes', '', $Help.Page.Notes }
    '', '## Related', ''
    foreach ($link in $Help.Page.Related) { "- $(Get-Link $link)" }
}

function Get-Index {
    '<!-- Made by help/Build-Help.ps1; edit the pages in help/ and the comments of the cmdlets. -->'
    '# Cmdlets', ''
    'The same as `Get-Help <name> -Full` says. The examples use the connection that is open, and two files such as these:', ''
    '```text', 'people.csv', (Get-Content $PSScriptRoot/Files/people.csv -TotalCount 2), '', 'menu.csv', (Get-Content $PSScriptRoot/Files/menu.csv -TotalCount 2), '```', ''
    '| cmdlet | what it does |', '|---|---|'
    foreach ($help in $commands) { "| [$($help.Name)]($($help.Name).md) | $($help.Synopsis) |" }
}

function Get-ErrorPage {
    $kinds = [InteractiveMessaging.Cmdlets.ModuleHooks].Assembly.GetType('InteractiveMessaging.Cmdlets.Errors').GetProperty('All').GetValue($null)
    '<!-- Made by help/Build-Help.ps1 from Shared/Errors.cs; edit that. -->'
    '# Errors', ''
    'Every error the module writes has one of these ids at the head of its `FullyQualifiedErrorId`, a category that is true, what it is'
    'about as `TargetObject` (a row, where there are rows), and what to do as `ErrorDetails.RecommendedAction`. Ids stay as they are from'
    'one version to the next; sentences may not. The recommendation below is the usual one: an error that knows a better one says that.', ''
    '```powershell'
    'try { … } catch [InteractiveMessaging.WaException] { if ($_.Exception.Cause -eq ''JournalBusy'') { … } }'
    'try { … } catch { if ($_.FullyQualifiedErrorId -like ''JournalBusy,*'') { … } }'
    '```', '', '| id | category | what it means | recommendation |', '|---|---|---|---|'
    foreach ($kind in $kinds | Sort-Object Id) { "| ``$($kind.Id)`` | $($kind.Category) | $($kind.Meaning) | $($kind.Recommendation) |" -replace '<', '\<' }
}

function Write-Page([string] $Name, [object[]] $Lines) {
    $path = Join-Path $Docs $Name
    $null = New-Item -ItemType Directory -Force (Split-Path $path)
    [IO.File]::WriteAllText($path, (@($Lines | ForEach-Object { $_ }) -join "`n") + "`n")
}

if ($Docs) {
    $Docs = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Docs)
    foreach ($help in $commands) { Write-Page "cmdlets/$($help.Name).md" (Get-Page $help) }
    Write-Page cmdlets/README.md (Get-Index)
    Write-Page errors.md (Get-ErrorPage)
}
