# What the tests of pages need of a browser: the program, and what it makes of a page. Dot-source it in BeforeAll.
$browser = (Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1).Source

function Invoke-Browser([string] $Page, [string[]] $Option) {
    $log = Join-Path $TestDrive browser.log
    $switches = '--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run',
        '--hide-scrollbars', '--enable-logging=stderr', "--user-data-dir=$(Join-Path $TestDrive profile)"
    $dom = & $browser @switches @Option ([uri] "file://$Page").AbsoluteUri 2> $log
    [pscustomobject]@{ Dom = $dom -join "`n"; Console = @(Get-Content $log | Select-String 'CONSOLE') }
}
