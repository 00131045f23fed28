# The help file, in the MAML that Get-Help reads. Dot-sourced by Build-Help.ps1.

function X([string] $Text) { [Security.SecurityElement]::Escape($Text) }

# Marks of Markdown mean nothing in a terminal. Lines of one paragraph are joined; items of a list stay lines.
function Get-Paragraph([string] $Markdown) {
    foreach ($block in $Markdown -split '\n\s*\n') {
        $plain = $block.Trim() -replace '\[([^\]]+)\]\([^)]+\)', '$1' -replace '`|\*\*' -replace '\n(?!- )\s*', ' '
        foreach ($line in $plain -split '\n') { if ($line) { "<maml:para>$(X $line)</maml:para>" } }
    }
}

function Get-MamlType([string] $Type) { "<dev:type><maml:name>$(X $Type)</maml:name><maml:uri /></dev:type>" }

# Get-Help shows the value as a person writes it. Other tools go by the full name of the type, which a switch has as well.
function Get-MamlParameter($Parameter, [bool] $Required, [string] $Position) {
    $aliases = if ($Parameter.Aliases) { $Parameter.Aliases -join ', ' } else { 'none' }
    "<command:parameter required='$("$Required".ToLowerInvariant())' variableLength='true' globbing='$("$($Parameter.Wildcard)".ToLowerInvariant())' pipelineInput='$($Parameter.Pipeline)' position='$($Position.ToLowerInvariant())' aliases='$aliases'>"
    "<maml:name>$($Parameter.Name)</maml:name>"
    "<maml:description>$(Get-Paragraph $Parameter.Text)</maml:description>"
    if ($Parameter.Values) {
        $values = $Parameter.Values | ForEach-Object { "<command:parameterValue required='false' variableLength='false'>$_</command:parameterValue>" }
        "<command:parameterValueGroup>$values</command:parameterValueGroup>"
    }
    if (-not $Parameter.IsSwitch) {
        "<command:parameterValue required='true' variableLength='false'>$(X $Parameter.Type)</command:parameterValue>"
    }
    Get-MamlType $Parameter.FullType
    "<dev:defaultValue>$(X $Parameter.Default)</dev:defaultValue>"
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
        foreach ($use in $set.Uses) { Get-MamlParameter $use.Of $use.Required $(if ($use.Position -ge 0) { $use.Position } else { 'named' }) }
        '</command:syntaxItem>'
    }
    '</command:syntax><command:parameters>'
    foreach ($parameter in $Help.Parameters) { Get-MamlParameter $parameter $parameter.Required $parameter.Position }
    '</command:parameters><command:inputTypes>'
    foreach ($parameter in $Help.Inputs) {
        "<command:inputType>$(Get-MamlType $parameter.FullType)<maml:description>$(Get-Paragraph $parameter.Text)</maml:description></command:inputType>"
    }
    '</command:inputTypes><command:returnValues>'
    foreach ($type in $Help.Outputs) {
        "<command:returnValue>$(Get-MamlType $type)<maml:description>$(Get-Paragraph $commentOf["T:$type"])</maml:description></command:returnValue>"
    }
    "</command:returnValues><maml:alertSet><maml:alert>$(Get-Paragraph $Help.Page.Notes)</maml:alert></maml:alertSet><command:examples>"
    foreach ($example in $Help.Page.Examples) {
        $number++
        "<command:example><maml:title>------------ Example $number`: $(X $example.Title) ------------</maml:title><dev:code>$(X $example.Code)</dev:code><dev:remarks>$(Get-Paragraph $example.Remarks)<maml:para></maml:para></dev:remarks></command:example>"
    }
    "</command:examples><command:relatedLinks><maml:navigationLink><maml:linkText>Online Version:</maml:linkText><maml:uri>$($Help.Online)</maml:uri></maml:navigationLink>"
    foreach ($link in $Help.Page.Related) { "<maml:navigationLink><maml:linkText>$(X $link)</maml:linkText><maml:uri></maml:uri></maml:navigationLink>" }
    '</command:relatedLinks></command:command>'
}

# Indented, because readers that go from element to element step over what stands between two of them.
function Write-Maml([string] $Path, [object[]] $Commands) {
    $maml = [xml] (@(
        '<helpItems schema="maml" xmlns="http://msh" xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">'
        $Commands | ForEach-Object { Get-Maml $_ }
        '</helpItems>'
    ) -join "`n")
    $settings = [Xml.XmlWriterSettings] @{ Indent = $true; NewLineChars = "`n"; NewLineHandling = 'None'; Encoding = [Text.UTF8Encoding]::new($false) }
    $null = New-Item -ItemType Directory -Force (Split-Path $Path)
    $writer = [Xml.XmlWriter]::Create($Path, $settings)
    try { $maml.Save($writer) } finally { $writer.Dispose() }
}
