# The pages under docs/. Dot-sourced by Build-Help.ps1. The pages of the cmdlets have the front matter and the headings of
# PlatyPS (schema 2024-05-01), so that its commands read them.

# A cmdlet's name leads to its page, the name of a page of docs/ to that page, an about topic to its text.
function Get-Link([string] $Name) {
    $target = if ($Name -in $commands.Name) { "$Name.md" } elseif ($Name -like 'docs/*') { "../$($Name.Substring(5))" } else { "../../module/en-US/$Name.help.txt" }
    "- [$Name]($target)"
}

function Get-YamlText([string] $Text) { "'$($Text.Replace("'", "''"))'" }

function Get-YamlList([string] $Name, [string[]] $Values) {
    if ($Values) { "${Name}:"; $Values | ForEach-Object { "- $(Get-YamlText $_)" } } else { "${Name}: []" }
}

function Get-ParameterYaml($Parameter) {
    '```yaml'
    "Type: $($Parameter.FullType)"
    "DefaultValue: $(Get-YamlText $Parameter.Default)"
    "SupportsWildcards: $("$($Parameter.Wildcard)".ToLowerInvariant())"
    Get-YamlList Aliases $Parameter.Aliases
    'ParameterSets:'
    foreach ($set in $Parameter.Sets) {
        "- Name: $($set.ParameterSetName -eq '__AllParameterSets' ? '(All)' : $set.ParameterSetName)"
        "  Position: $($set.Position -ge 0 ? $set.Position : 'Named')"
        foreach ($fact in @{ IsRequired = $set.Mandatory }, @{ ValueFromPipeline = $set.ValueFromPipeline },
            @{ ValueFromPipelineByPropertyName = $set.ValueFromPipelineByPropertyName },
            @{ ValueFromRemainingArguments = $set.ValueFromRemainingArguments }) {
            "  $($fact.Keys): $("$($fact.Values)".ToLowerInvariant())"
        }
    }
    "DontShow: $("$($Parameter.Hidden)".ToLowerInvariant())"
    Get-YamlList AcceptedValues $Parameter.Values
    "HelpMessage: ''"
    '```'
}

function Get-Page($Help) {
    '---'
    'document type: cmdlet'
    'external help file: InteractiveMessaging.Cmdlets.dll-Help.xml'
    "HelpUri: $($Help.Online)"
    'Locale: en-US'
    'Module Name: InteractiveMessaging'
    "ms.date: $($Help.Released)"
    'PlatyPS schema version: 2024-05-01'
    "title: $($Help.Name)"
    '---', ''
    "<!-- Made by help/Build-Help.ps1 from help/$($Help.Name).md and the cmdlet's comments; edit those. -->", ''
    "# $($Help.Name)", '', '## SYNOPSIS', '', $Help.Synopsis, '', '## SYNTAX'
    foreach ($set in $Help.Syntax) {
        $name = $set.Name -eq '__AllParameterSets' ? '(All)' : $set.IsDefault ? "$($set.Name) (Default)" : $set.Name
        '', "### $name", '', '```text', (Get-SyntaxLine $Help $set), '```'
    }
    '', '## ALIASES', '', '## DESCRIPTION', '', $Help.Page.Description, '', '## EXAMPLES'
    foreach ($example in $Help.Page.Examples) {
        $number++
        '', "### Example ${number}: $($example.Title)", '', '```powershell', $example.Code, '```'
        if ($example.Remarks) { '', $example.Remarks }
    }
    '', '## PARAMETERS'
    foreach ($parameter in $Help.Parameters) { '', "### -$($parameter.Name)", '', $parameter.Text, '', (Get-ParameterYaml $parameter) }
    '', '### CommonParameters', ''
    'This cmdlet takes the common parameters, such as -Verbose, -ErrorAction and -OutVariable. See'
    '[about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).'
    '', '## INPUTS', ''
    if (-not $Help.Inputs) { 'None.', '' }
    foreach ($parameter in $Help.Inputs) { "### $($parameter.FullType)", '', $parameter.Text, '' }
    '## OUTPUTS', ''
    if (-not $Help.Outputs) { 'None.', '' }
    foreach ($type in $Help.Outputs) {
        "### $type", ''
        $comment = $commentOf["T:$type"]
        if ($comment) { $comment, '' }
    }
    '## NOTES', ''
    if ($Help.Page.Notes) { $Help.Page.Notes, '' }
    '## RELATED LINKS', ''
    "- [Online Version:]($($Help.Online))"
    $Help.Page.Related | ForEach-Object { Get-Link $_ }
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
