# Reads a page of this folder. README.md says how a page is built.
function Read-HelpPage([string] $Path) {
    $name = [IO.Path]::GetFileNameWithoutExtension($Path)
    $text = [IO.File]::ReadAllText($Path).Replace("`r`n", "`n")
    $parts = $text -split '(?m)^## (.+)\n'
    $sections = @{}
    for ($i = 1; $i -lt $parts.Count; $i += 2) { $sections[$parts[$i].Trim()] = $parts[$i + 1].Trim() }

    $unknown = $sections.Keys | Where-Object { $_ -notin 'Examples', 'Notes', 'Related' }
    if ($unknown) { throw "help/$name.md: unknown section '$unknown'" }
    if ($parts[0] -notmatch "^# $name\n") { throw "help/$name.md does not begin with '# $name'" }

    $examples = foreach ($example in "$($sections.Examples)" -split '(?m)^### ' | Select-Object -Skip 1) {
        if ($example -notmatch '(?s)^(?<title>[^\n]+)\n+```powershell(?: error=(?<error>\w+))?\n(?<code>.+?)\n```\n*(?<remarks>.*)$') {
            throw "help/$name.md: an example is a title, a powershell block, and a remark: $example"
        }
        [pscustomobject]@{
            Page    = $name
            Title   = $Matches.title.Trim()
            Code    = $Matches.code
            Error   = $Matches['error']
            Remarks = $Matches.remarks.Trim()
        }
    }
    [pscustomobject]@{
        Name        = $name
        Description = $parts[0].Substring($parts[0].IndexOf("`n")).Trim()
        Examples    = @($examples)
        Notes       = "$($sections.Notes)"
        Related     = @("$($sections.Related)" -split '\n' -replace '^- ' | Where-Object { $_ })
    }
}
