#!/usr/bin/env pwsh
<#
.SYNOPSIS
    Records a run, its interruption and its resume in a real terminal, and writes them as an animated picture: run.svg.
.DESCRIPTION
    tmux holds the terminal. What stands on it is read ten times a second, with its colours; nothing is drawn by hand. The picture has text
    in place of paths, no script, and one animation of CSS. Everything is sent to a sandbox on this machine, and the numbers are
    reserved ones that belong to nobody.
.EXAMPLE
    ./build.ps1 build && docs/images/Record-Run.ps1
#>
[CmdletBinding()]
param(
    # The folder that holds the module.
    [string] $Modules = (Join-Path $PSScriptRoot ../../output),

    # Where the picture goes.
    [string] $Destination = (Join-Path $PSScriptRoot run.svg)
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$columns, $rows = 94, 18
$server = "record-$PID"
$title = 'A bulk run in PowerShell: progress, an interruption, and the same command again'

function Open-Terminal([string] $ModulePath) {
    $env:PSModulePath = $ModulePath
    $begin = 'function prompt { ''PS> '' }; Import-Module InteractiveMessaging; Clear-Host'
    tmux -L $server -f /dev/null new-session -d -c $folder -x $columns -y $rows pwsh -NoLogo -NoProfile -NoExit -Command $begin
}

# What stands on the terminal, line by line, with the escape sequences of its colours.
function Get-Screen { ,@(tmux -L $server capture-pane -p -e) }

$frames = [Collections.Generic.List[object]]::new()
$clock = [Diagnostics.Stopwatch]::new()
function Watch-Screen([scriptblock] $Until, [int] $Seconds = 60) {
    $end = $clock.Elapsed.TotalSeconds + $Seconds
    do {
        $screen = Get-Screen
        $seen = $screen -join "`n"
        if ($frames.Count -eq 0 -or $frames[-1].Text -cne $seen) {
            $frames.Add([pscustomobject]@{ At = $clock.Elapsed.TotalSeconds; Text = $seen; Lines = $screen })
        }
        Start-Sleep -Milliseconds 100
        if ($clock.Elapsed.TotalSeconds -gt $end) { throw "The terminal shows something else: $seen" }
    } until (& $Until ($seen -replace '\e\[[\d;]*m'))
}

function Send-Text([string] $Line) {
    # In pieces, so that it is seen to be typed.
    foreach ($piece in $Line -split '(?<=[ |])') {
        tmux -L $server send-keys -l -- $piece
        $from = $clock.Elapsed.TotalSeconds
        Watch-Screen { $clock.Elapsed.TotalSeconds -gt $from + 0.1 }
    }
    tmux -L $server send-keys Enter
}
$prompt = { $args[0].TrimEnd() -like '*PS>' }

$folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) $server)).FullName
try {
    # +44 7700 900000 to 900999 are kept for films and examples.
    0..239 | ForEach-Object { [pscustomobject]@{ Phone = '+44770090{0:d4}' -f $_; Visit = ('Tue 14:00', 'Wed 8:15', 'Mon 9:00')[$_ % 3] } } |
        Export-Csv (Join-Path $folder people.csv)
    Open-Terminal (Resolve-Path $Modules).Path
    while (-not (& $prompt ((Get-Screen) -join "`n"))) { Start-Sleep -Milliseconds 200 }
    $clock.Start()

    Send-Text 'Connect-WaProvider PingUp -Sandbox (Start-WaSandbox) -RatePerSecond 30'
    Watch-Screen $prompt
    Send-Text '$ask = ''Yes'', ''No'' | New-WaButton | New-WaInteractiveMessage -Body ''Is {{Visit}} fine?'''
    Watch-Screen $prompt
    foreach ($run in 1..2) {
        # The pipe at the end of a line asks for the next one; an empty one ends the command.
        Send-Text 'Import-Csv people.csv | Send-WaMessage -Message $ask -Journal today.journal -Total 240 |'
        Send-Text '    Group-Object Status -NoElement'
        Send-Text ''
        if ($run -eq 1) {
            Watch-Screen { $args[0] -match '\b(9\d|1\d\d) Accepted' }
            tmux -L $server send-keys C-c
            Watch-Screen $prompt
            Send-Text '# Stopped with Ctrl+C. The same command again:'
        }
        Watch-Screen $prompt
    }
} finally {
    tmux -L $server kill-server
    Remove-Item $folder -Recurse -Force
}

# --- The picture ---

# GitHub's dark colours: they are readable on a light page and on a dark one, because the terminal brings its own background.
$colours = '#484f58', '#ff7b72', '#7ee787', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#e6edf3'
$height, $size, $left, $top = 20, 14, 14, 12
$advance = 8.4

# The parts of a line that look alike: text, column, colour, weight, and whether the colours are exchanged.
function Split-Line([string] $Line, [hashtable] $Pen) {
    $column = 0
    foreach ($part in [regex]::Matches($Line, '\e\[(?<codes>[\d;]*)m|(?<text>[^\e]+)')) {
        if ($part.Groups['text'].Success) {
            $text = $part.Value
            [pscustomobject]@{ Text = $text; Column = $column; Colour = $Pen.Colour; Bold = $Pen.Bold; Reverse = $Pen.Reverse }
            $column += $text.Length
            continue
        }
        foreach ($code in $part.Groups['codes'].Value -split ';') {
            switch ([int] ($code ? $code : 0)) {
                0 { $Pen.Colour, $Pen.Bold, $Pen.Reverse = 7, $false, $false }
                1 { $Pen.Bold = $true }
                22 { $Pen.Bold = $false }
                7 { $Pen.Reverse = $true }
                27 { $Pen.Reverse = $false }
                39 { $Pen.Colour = 7 }
                49 { }
                { $_ -in 30..37 } { $Pen.Colour = $_ - 30 }
                { $_ -in 90..97 } { $Pen.Colour = $_ - 90 }
                default { throw "The terminal shows a colour that the picture does not know: $code" }
            }
        }
    }
}

function Format-Number([double] $Value) { $Value.ToString('0.##', [cultureinfo]::InvariantCulture) }

$known = [ordered]@{}
function Get-RowId([string] $Line, [hashtable] $Pen) {
    $parts = @(Split-Line $Line $Pen)
    $drawn = foreach ($part in $parts) {
        if (-not $part.Reverse -and -not $part.Text.Trim()) { continue }
        $x = Format-Number ($left + $part.Column * $advance)
        $width = Format-Number ($part.Text.Length * $advance)
        $text = [Security.SecurityElement]::Escape($part.Text)
        $fill = $part.Reverse ? 'bg' : "c$($part.Colour)"
        if ($part.Reverse) { "<rect class=""c$($part.Colour)"" x=""$x"" y=""-15"" width=""$width"" height=""$height""/>" }
        "<text class=""$fill$($part.Bold ? ' b' : '')"" x=""$x"" textLength=""$width"">$text</text>"
    }
    if (-not $drawn) { return }
    $drawn = -join $drawn
    if (-not $known.Contains($drawn)) { $known[$drawn] = "r$($known.Count)" }
    $known[$drawn]
}

# Nobody wants to watch a terminal that waits: a pause counts for half a second at the most.
$at = 0.0
$times = for ($index = 0; $index -lt $frames.Count; $index++) {
    $at
    $at += $index + 1 -lt $frames.Count ? [Math]::Min(0.5, $frames[$index + 1].At - $frames[$index].At) : 5
}
$step = $rows * $height + 2 * $top
$pictures = for ($index = 0; $index -lt $frames.Count; $index++) {
    $pen = @{ Colour = 7; Bold = $false; Reverse = $false }
    $uses = for ($row = 0; $row -lt $frames[$index].Lines.Count; $row++) {
        if ($id = Get-RowId $frames[$index].Lines[$row] $pen) { "<use href=""#$id"" y=""$($index * $step + $top + $row * $height + 15)""/>" }
    }
    -join $uses
}
$keys = for ($index = 0; $index -lt $frames.Count; $index++) { "$(Format-Number (100 * $times[$index] / $at))%{transform:translateY(-$($index * $step)px)}" }
$width = [int] ($columns * $advance + 2 * $left)
$last = ($frames.Count - 1) * $step
$shades = 0..7 | ForEach-Object { ".c$_{fill:$($colours[$_])}" }
@"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 $width $step" width="$width" height="$step" role="img" aria-labelledby="title">
<title id="title">$title</title>
<style>
text{font:${size}px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
.b{font-weight:700}.bg{fill:#0d1117}$(-join $shades)
#film{transform:translateY(-${last}px);animation:film $(Format-Number $at)s steps(1,end) infinite}
@keyframes film{$(-join $keys)}
@media (prefers-reduced-motion:reduce){#film{animation:none}}
</style>
<defs>
$(($known.Keys | ForEach-Object { "<g id=""$($known[$_])"">$_</g>" }) -join "`n")
</defs>
<rect x="0.5" y="0.5" width="$($width - 1)" height="$($step - 1)" rx="8" fill="#0d1117" stroke="#30363d"/>
<svg width="$width" height="$step"><g id="film">
$($pictures -join "`n")
</g></svg>
</svg>
"@.ReplaceLineEndings("`n") | Set-Content $Destination -NoNewline
'{0}: {1:N0} seconds, {2} frames, {3:N0} KB' -f $Destination, $at, $frames.Count, ((Get-Item $Destination).Length / 1KB)
