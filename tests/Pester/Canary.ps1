# Drives every cmdlet, every provider and every failure with a marked key and a marked message, and leaves everything that could
# show them in a folder. Secrets.Tests.ps1 runs it in a process of its own and looks for the marks. Files that begin with "own-"
# hold what belongs to the user: messages, rows, and what was asked to be shown. What gives a message back by design is left there.
[CmdletBinding()]
param([Parameter(Mandatory)] [string] $Folder)
$ErrorActionPreference = 'Continue'
$VerbosePreference = $InformationPreference = 'Continue'
$ProgressPreference = 'SilentlyContinue'
$null = Start-Transcript (Join-Path $Folder transcript.txt) -IncludeInvocationHeader
Import-Module InteractiveMessaging -Verbose:$false

function Write-Everything([string] $Name, $Objects) {
    $base = Join-Path $Folder $Name
    $Objects | Format-List * -Force | Out-File "$base.list.txt" -Width 4096
    $Objects | Out-File "$base.table.txt" -Width 4096
    $Objects | ForEach-Object { "$_" } | Out-File "$base.text.txt"
    ConvertTo-Json @($Objects) -Depth 2 -WarningAction SilentlyContinue | Out-File "$base.json"
    $Objects | Export-Clixml "$base.xml" -Depth 2
    $Objects | Export-Csv "$base.csv"
}

function Write-EveryError([string] $Name) {
    Write-Everything $Name $Error
    $Error | ForEach-Object { "$($_.Exception)"; "$($_.ErrorDetails)"; $_.ScriptStackTrace; "$($_.TargetObject)" } | Out-File (Join-Path $Folder "$Name.exceptions.txt")
    $Error.Clear()
}

Add-Type -TypeDefinition @'
using System; using System.Net; using System.Net.Sockets; using System.Text; using System.Threading.Tasks;
// Answers every request with the key in some form, wherever a reply has room for one, and with orders to the terminal.
public sealed class EchoServer
{
    readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
    public volatile int Status = 200;
    public volatile string Echo = "";     // in the status line and the header
    public volatile string JsonEcho = ""; // in the texts of the body
    public EchoServer() { _listener.Start(); Task.Run(Run); }
    public string Address { get { return "http://127.0.0.1:" + ((IPEndPoint)_listener.LocalEndpoint).Port; } }
    async Task Run() { while (true) { var client = await _listener.AcceptTcpClientAsync(); _ = Task.Run(() => Serve(client)); } }
    async Task Serve(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            var head = new StringBuilder(); var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n")) { if (await stream.ReadAsync(one, 0, 1) == 0) return; head.Append((char)one[0]); }
            var text = head.ToString(); int at = text.IndexOf("Content-Length: "), length = 0;
            if (at >= 0) length = int.Parse(text.Substring(at + 16, text.IndexOf('\r', at) - at - 16));
            if (text.Contains("100-continue")) { var go = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n"); await stream.WriteAsync(go, 0, go.Length); }
            for (var rest = length; rest > 0;) { var buffer = new byte[rest]; int read = await stream.ReadAsync(buffer, 0, rest); if (read == 0) return; rest -= read; }
            var k = "\\u001b]0;CANARYTITLE\\u0007\\u001b[2J\\u009b1m\\u202eBearer " + JsonEcho + "\\u202c";
            var body = "{\"success\":" + (Status == 200 ? "true" : "false") + ",\"id\":\"" + k + "\",\"message_id\":\"" + k + "\",\"request_id\":\"" + k + "\",\"code\":\"" + k + "\",\"error_code\":\"" + k
                + "\",\"message\":\"" + new string('x', 480) + k + "\",\"data\":{\"message_id\":\"" + k + "\"},\"messages\":[{\"id\":\"" + k + "\"}],\"error\":{\"code\":\"" + k + "\",\"message\":\"" + k + "\",\"error_data\":{\"details\":\"" + k + "\"}}}";
            var reply = Encoding.ASCII.GetBytes("HTTP/1.1 " + Status + " " + Echo + "\r\nX-Echo: " + Echo + "\r\nRetry-After: " + Echo + "\r\nConnection: close\r\nContent-Length: " + body.Length + "\r\n\r\n" + body);
            await stream.WriteAsync(reply, 0, reply.Length);
        }
    }
}
'@

$key = [securestring]::new()
$env:WA_CANARY_KEY.ToCharArray() | ForEach-Object { $key.AppendChar($_) }
$text = $env:WA_CANARY_MESSAGE
$message = 'Yes', "No" | New-WaButton | New-WaInteractiveMessage -Body $text -Footer $text
$people = '+393331234567', '+393331234568'
Write-Everything own-message $message
$logo = Join-Path $PSScriptRoot ../../help/Files/logo.png

# How a provider may write a key. forms.list keeps them; what comes out is searched for each, and for the first half of each.
$plain = $env:WA_CANARY_KEY
$latin = [Text.Encoding]::Latin1
function ConvertTo-Each([string] $Text, [scriptblock] $Write) { -join ($Text.ToCharArray() | ForEach-Object { & $Write $_ ([int] $_) }) }
$forms = [ordered]@{
    plain       = $plain
    upper       = $plain.ToUpperInvariant()
    percent     = [uri]::EscapeDataString($plain)
    percentAll  = ConvertTo-Each $plain { '%{0:x2}' -f $args[1] }
    percentTwo  = [uri]::EscapeDataString([uri]::EscapeDataString($plain))
    formRead    = $plain.Replace('+', ' ')
    json        = $plain.Replace('/', '\/')
    jsonNumbers = ConvertTo-Each $plain { '\u{0:x4}' -f $args[1] }
    jsonTwo     = (ConvertTo-Each $plain { '\u{0:X4}' -f $args[1] }).Replace('\', '\\')
    html        = ConvertTo-Each $plain { switch ($args[0]) { '+' { '&plus;' } '/' { '&sol;' } '=' { '&equals;' } default { "$_" } } }
    htmlDecimal = ConvertTo-Each $plain { '&#{0};' -f $args[1] }
    htmlHex     = ConvertTo-Each $plain { '&#x{0:x};' -f $args[1] }
    base64      = [Convert]::ToBase64String($latin.GetBytes($plain))
    base64Basic = [Convert]::ToBase64String($latin.GetBytes("user:$plain"))
    base64Url   = [Convert]::ToBase64String($latin.GetBytes("??$plain")).Replace('+', '-').Replace('/', '_')
    cut         = $plain.Substring(0, [math]::Ceiling($plain.Length / 2))
}
$forms.Values | Set-Content (Join-Path $Folder forms.list)

# Every provider against a server that echoes the key, in every kind of reply.
$echo = [EchoServer]::new()
$uploads = @()
$results = foreach ($provider in (Get-WaProvider -ListAvailable).Name) {
    $needs = @{}
    foreach ($setting in (Get-WaProvider -ListAvailable $provider).Settings) {
        if (-not $setting.Optional) { $needs[$setting.Name] = $setting.Example }
    }
    foreach ($first in 0, 1, 6, 11) {
        $some = @($forms.Values)[$first..[math]::Min($first + 4, 5 * $first)]
        $echo.Echo = $some -join ' , '
        $echo.JsonEcho = (ConvertTo-Json $echo.Echo).Trim('"')
        foreach ($status in $(if ($first -eq 0) { 200, 400, 401, 429, 500, 503 } else { 200, 400, 503 })) {
            $echo.Status = $status
            $name = "$provider-$status$(if ($first -gt 0) { "-$first" })"
            Connect-WaProvider $provider @needs -ApiKey $key -BaseUri $echo.Address -Name $name -RatePerSecond 0
            try { Send-WaMessage -Message $message -To $people -MaxRetryCount 0 -Journal (Join-Path $Folder "$name.journal") } catch { $_ | Out-Host }
            # What -Debug shows holds the message, and never the key.
            try { Send-WaMessage -Message $message -To $people -MaxRetryCount 0 -Debug 5>> (Join-Path $Folder own-debug.txt) } catch { $_ | Out-Host }
            try { Test-WaProvider } catch { $_ | Out-Host }
            if ($first -gt 0 -or $status -le 401) { try { $uploads += @(Publish-WaMedia $logo -Force) } catch { $_ | Out-Host } }
        }
    }
}
Write-Everything uploads-echo $uploads
Write-Everything results-echo $results
Write-Everything connections (Get-WaProvider)
Write-EveryError errors-echo
Get-WaProvider | Disconnect-WaProvider

# Every provider against the sandbox's faults; its key is another mark.
$results = foreach ($fault in 'Unauthorized', 'Throttle', 'Unavailable', 'ServerError', 'DropBefore', 'Reject', 'Drop', 'None') {
    $sandbox = if ($fault -eq 'None') { Start-WaSandbox } else { Start-WaSandbox -Fault @{ $fault = 1; RetryAfter = 0 } }
    [Net.NetworkCredential]::new('', $sandbox.GetKey()).Password | Add-Content (Join-Path $Folder keys.list)
    foreach ($provider in (Get-WaProvider -ListAvailable).Name) {
        Connect-WaProvider $provider -Sandbox $sandbox -Name $provider -RatePerSecond 0
        try { Send-WaMessage -Message $message -To $people[0] -MaxRetryCount ([int] ($provider -eq 'Kaleyra')) -TimeoutSec 60 -Journal (Join-Path $Folder "$provider-$fault.journal") } catch { $_ | Out-Host }
        try { Test-WaProvider } catch { $_ | Out-Host }
    }
    try { Publish-WaMedia $logo -Connection MetaCloud -Verbose } catch { $_ | Out-Host }
    Write-Everything "sandbox-$fault" $sandbox
}
Write-Everything results-sandbox $results
Write-Everything own-sandbox-messages (Get-WaSandboxMessage)
Write-Everything own-sandbox-callbacks (Get-WaSandboxMessage | Get-WaSandboxCallback -Answer $text)
Write-EveryError errors-sandbox

# Nothing answers; a connection that was closed; -WhatIf; messages and rows that are refused.
Connect-WaProvider AiSoule -ApiKey $key -BaseUri http://127.0.0.1:1 -RatePerSecond 0
$results = @(
    Send-WaMessage -Message $message -To $people -MaxRetryCount 0
    Send-WaMessage -Message $message -To $people -WhatIf
    Send-WaMessage -Message $message -To '333', ''
    'Yes', ($text * 3) | New-WaButton | New-WaInteractiveMessage -Body ($text * 40) | Send-WaMessage -To $people
    New-WaTextMessage -Body $text | Send-WaMessage -To $people
    New-WaMediaMessage https://example.com/a.jpg -Caption $text | Send-WaMessage -To $people
    $null = Get-WaTemplate -Path (Join-Path $PSScriptRoot ../../help/Files/templates.json)
    New-WaTemplateMessage canary -Language en -Body $text | Send-WaMessage -To $people -ClientName $text
    Send-WaMessage -Message $message -To $people -Delay soon
)
$results += Test-WaProvider
Write-Everything results-refused $results
Disconnect-WaProvider
try { Send-WaMessage -Message $message -To $people } catch { $_ | Out-Host }
Write-EveryError errors-refused

# Rows hold their own texts; results and errors point back at them, and at nothing else.
Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
$template = 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Body 'Hi {{Text}}'
$rows = [pscustomobject]@{ To = $people[0]; Text = $text }, [pscustomobject]@{ To = '333'; Text = $text }
$results = $rows | Send-WaMessage -Message $template -Journal (Join-Path $Folder rows.journal)
Write-Everything results-rows ($results | Select-Object * -ExcludeProperty Row)
Write-Everything own-rows $results.Row
Write-EveryError own-errors-rows

# Saved connections, and keys that are refused.
Connect-WaProvider AiSoule -ApiKeyVariable WA_CANARY_KEY -Name saved -Save
Connect-WaProvider -Name saved
try { Connect-WaProvider AiSoule -ApiKey $key -Save } catch { $_ | Out-Host }
if (Get-Module Microsoft.PowerShell.SecretManagement -ListAvailable) {
    Register-SecretVault -Name Tests -ModuleName (Join-Path $PSScriptRoot TestVault) -Verbose:$false -Debug:$false
    Connect-WaProvider AiSoule -ApiKey $key -Name vaulted -Save -VaultName Tests
    Connect-WaProvider -Name vaulted
    Connect-WaProvider Octopods -SecretName vaulted
    try { Connect-WaProvider Octopods -SecretName nothing } catch { $_ | Out-Host }
    try { Connect-WaProvider AiSoule -ApiKey $key -Name talkative -Save -VaultName Tests } catch { $_ | Out-Host }
}
Write-Everything listed (Get-WaProvider -ListAvailable)
Write-Everything connections-saved (Get-WaProvider)
Disconnect-WaProvider saved -Forget
Connect-WaProvider AiSoule -ApiKeyVariable WA_CANARY_KEY -Name kept -Save
foreach ($bad in "$env:WA_CANARY_KEY`r`nX: 1", "$env:WA_CANARY_KEY $env:WA_CANARY_KEY", "$env:WA_CANARY_KEY`0x", "$env:WA_CANARY_KEY`e[2J") {
    $wrong = [securestring]::new()
    $bad.ToCharArray() | ForEach-Object { $wrong.AppendChar($_) }
    try { Connect-WaProvider AiSoule -ApiKey $wrong } catch { $_ | Out-Host }
}
try { Connect-WaProvider AiSoule -ApiKey $env:WA_CANARY_KEY } catch { $_ | Out-Host }
try { '{}' | ConvertFrom-WaCallback -AppSecret $env:WA_CANARY_KEY } catch { $_ | Out-Host }
try { @{ 'hub.mode' = 'subscribe'; 'hub.challenge' = '1'; 'hub.verify_token' = 'guessed' } | Confirm-WaWebhook -VerifyToken $key } catch { $_ | Out-Host }
Write-EveryError errors-connect

# A journal in a database that is not there, with the key as its password: in the address, and where it belongs.
Connect-WaProvider AiSoule -ApiKey $key -BaseUri http://127.0.0.1:1 -RatePerSecond 0
$login = [pscredential]::new('user', $key)
foreach ($address in "postgresql://user:$([uri]::EscapeDataString($plain))@127.0.0.1:1/mail?journal=canary", 'postgresql://127.0.0.1:1/mail?journal=canary') {
    try { Initialize-WaJournal $address -JournalCredential $login } catch { $_ | Out-Host }
    try { Stop-WaCampaign $address -JournalCredential $login } catch { $_ | Out-Host }
    try { Send-WaMessage -Message $message -To $people -Journal $address -JournalCredential $login } catch { $_ | Out-Host }
    try { Get-WaJournal $address -JournalCredential $login } catch { $_ | Out-Host }
    try { Export-WaReport $address -JournalCredential $login -Path (Join-Path $Folder database.html) } catch { $_ | Out-Host }
}
Write-EveryError errors-database

# The journal and the report tell of results; previews, JSON and callbacks give a message back to who asks.
$journal = Join-Path $Folder MetaCloud-400.journal
Write-Everything journal (Get-WaJournal $journal)
Export-WaReport -Journal $journal -Path (Join-Path $Folder report.html)
Export-WaPreview $message -Path (Join-Path $Folder own-preview.html)
Show-WaMessage $message | Out-File (Join-Path $Folder own-shown.txt)
$json = ConvertTo-WaJson $message
$json | Out-File (Join-Path $Folder own-message-written.json)
Write-Everything own-message-read (ConvertFrom-WaJson $json)
Write-Everything findings (Test-WaMessage $message)
Update-WaSuppression (Join-Path $Folder stop.txt) -StopWord $text -Callback (@{ messages = @(@{ from = '12025550101'; id = 'm'; timestamp = '1750857384'; type = 'text'; text = @{ body = $text } }) } | ConvertTo-Json -Depth 5)
Write-Everything suppression (Get-WaSuppression (Join-Path $Folder stop.txt))
Write-Everything numbers (ConvertTo-WaNumber '+12025550101')
Write-Everything own-callback ('{"object":"whatsapp_business_account","entry":[]}' | ConvertFrom-WaCallback)
Write-Everything own-parts @(
    'Row' | New-WaListRow | New-WaListSection -Title Rows
    New-WaHeader -Text $text
    New-WaProductSection -Title Products -ProductId p1
)
try { New-WaCarouselCard } catch { $null = $_ }
Write-EveryError errors-rest
Get-WaProvider | Disconnect-WaProvider
Stop-WaSandbox
Remove-Module InteractiveMessaging -Verbose:$false
$null = Stop-Transcript
'done' | Out-File (Join-Path $Folder done.txt)
