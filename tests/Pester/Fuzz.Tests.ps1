# Whatever comes in, what comes out has one of our ids: every cmdlet is called with values of the right and of the wrong kind, and each
# error must carry an ErrorCause or be PowerShell's own refusal to bind a value. Seeded: the same calls in every run. The long form
# (WA_SLOW=1) makes 100,000 calls, the usual one some thousands.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    Add-Type -TypeDefinition @'
using System; using System.Collections;
public sealed class ThrowsAsText { public override string ToString() { throw new InvalidOperationException("no text"); } }
public sealed class ThrowsAsList : IEnumerable { public IEnumerator GetEnumerator() { throw new NotSupportedException("no list"); } }
public sealed class ThrowsInside { public string Title { get { throw new ApplicationException("no title"); } } public string To { get { throw new ApplicationException("no number"); } } }
'@
    $script:calls = $env:WA_SLOW -eq '1' ? 100000 : 4000
    $script:seed = 20260117
    $script:random = [Random]::new($seed)
    $script:before = @{ XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME; XDG_STATE_HOME = $env:XDG_STATE_HOME; WA_TEST_KEY = $env:WA_TEST_KEY }
    $env:XDG_CONFIG_HOME = Join-Path $TestDrive config
    $env:XDG_STATE_HOME = Join-Path $TestDrive state
    $env:WA_TEST_KEY = 'key-of-the-tests'
    $null = New-Item -ItemType Directory $TestDrive/here, $TestDrive/there
    Push-Location $TestDrive/here

    # ---- What goes in

    $script:texts = @(
        '', ' ', "`0", "a`0b", [string] [char] 0xD800, "x$([char] 0xDC00)y", "`e]0;title`a", "`r`n", "`u{202E}abc", "e`u{301}", '👩‍👩‍👧‍👦', ('x' * 5000)
        '{{', '}}', '{{}}', '{{Name', '{{Name}}', '{{{{', '{{Name|you}}', '{{ | }}', '{{Title}}{{To}}'
        '[', '[a', '[a-z]', '*', '?', '**', '\', '/', '.', '..', '~', 'a/b', 'a\b', 'Env:\PATH', 'Variable:\x', 'Function:', 'nope:\x', 'Registry::x', 'none.json', 'good.json', 'good.journal', 'out.html', 'out.csv', 'stop.txt'
        '+393331234567', '00393331234567', '3331234567', '+', '00', '+1', '+99999999999999999', '+１２０２５５５０１０１', '3.93E+11', '+1 202 555 0101', '@user.name'
        'https://api.example.com', 'http://127.0.0.1:1/', 'https://user:word@a.example/', 'http://[::1', 'ftp://a', '//a', 'https://a.example/%0d%0a', 'javascript:x', 'mailto:a@b.example'
        '{', '[]', '{}', 'null', '"x"', '1e999', '{"type":"button"}', '{"type":"text","text":{"body":"x"}}', '{"entry":[]}', ('[' * 100), ('[' * 40 + ']' * 40), ('{"a":' * 70 + '1' + '}' * 70), '{"a":1,"a":2}', '{"a":"\ud800"}'
        'PingUp', 'Kaleyra', 'MetaCloud', 'Nobody', 'main', 'IN', 'v25.0', 'Accepted', 'navigate', '60s', '2w', '-1s', '9999999w', '01:30:00', '39', '0', '-1', '2147483648', 'NaN', 'true', 'Yes', 'Title', 'sha256=00'
    )
    $script:self = @{}
    $self.Self = $self
    $script:deep = @{}
    1..200 | ForEach-Object { $script:deep = @{ a = $script:deep } }
    $script:broken = [pscustomobject]@{ Name = 'Ada' } | Add-Member -MemberType ScriptProperty -Name Title -Value { throw 'no title' } -PassThru | Add-Member -MemberType ScriptProperty -Name To -Value { throw 'no number' } -PassThru
    $script:loop = [pscustomobject]@{ To = '+12025550101'; Self = $null }
    $loop.Self = $loop
    $ring = [Collections.ArrayList]::new()
    $null = $ring.Add($ring)
    $twins = @{ 1 = 'a' }
    $twins['1'] = 'b'
    $generic = [Collections.Generic.Dictionary[string, object]]::new()
    $generic['a'] = 1
    $sorted = [Collections.SortedList]::new()
    $sorted.Add(1, 'a')
    $script:tables = @(
        @{}, @{ Title = 'Yes'; Id = 'y' }, $twins, @{ To = '+12025550101'; Name = 'Ada' }, @{ To = $null }, @{ a = [double]::NaN }, @{ a = { throw 'x' } }, @{ a = [timespan]::MaxValue }
        @{ a = @(1, @{ b = $null }) }, @{ RequestBody = '{}' }, @{ RequestBody = 5; RequestHeader = 5 }, @{ RequestBody = $null }, @{ ([ThrowsAsText]::new()) = 1 }, @{ a = [ThrowsAsText]::new() }, @{ a = [ThrowsAsList]::new() }
        @{ [char] 0xD800 = [string] [char] 0xD800 }, [ordered]@{ b = 1; a = 2 }, $sorted, $generic, $self, $deep, @{ Throttle = 2 }, @{ Throttle = 0.1 }, @{ Throttle = 'x' }, @{ Delay = [double]::NaN }, @{ id = 'x'; value = @{ name = 'x' } }
    )
    $script:things = @(
        0, -1, 1, 42, [int]::MaxValue, [long]::MinValue, [ulong]::MaxValue, 0.5, [double]::NaN, [double]::PositiveInfinity, [decimal]::MaxValue, [bigint]::Pow(10, 40), $true, $false, [char] 0xD800, [char] 'a'
        [datetime]::MinValue, [datetime]::MaxValue, [datetimeoffset]::UnixEpoch, [timespan]::FromMinutes(5), [timespan]::MinValue, [guid]::Empty, [uri] 'a/b', [uri] 'https://a.example', [version] '1.2', { throw 'x' }, { 1 }, { $_.To }, [int], [DayOfWeek]::Monday
        [byte[]] (0..255), [byte[]] @(), @(), @($null), @(1, 'a', $null), @(, @(1)), $ring, [IO.FileInfo] "$TestDrive/here/good.json", [IO.FileInfo] "$TestDrive/here/none", [IO.DirectoryInfo] "$TestDrive", [DBNull]::Value, [System.Management.Automation.Internal.AutomationNull]::Value
        $broken, $loop, [ThrowsAsText]::new(), [ThrowsAsList]::new(), [ThrowsInside]::new(), [securestring]::new(), [Exception]::new('x'), [xml] '<a><b/></a>', [IntPtr]::Zero, [Text.StringBuilder]::new('x')
        [pscustomobject]@{ To = '+12025550101'; Name = 'Ada'; Title = 'Yes' }, [pscustomobject]@{}, [pscustomobject]@{ RequestBody = '{}'; RequestHeader = @{ 'X-Hub-Signature-256' = 5 } }, [pscustomobject]@{ a = [double]::NaN; b = { } }
    )

    $script:sandbox = Start-WaSandbox -Seed 1
    $script:stopped = Start-WaSandbox -Seed 1
    $stopped | Stop-WaSandbox
    Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0 -Name cloud
    $script:cloud = Get-WaProvider cloud
    Connect-WaProvider PingUp -Sandbox $sandbox -RatePerSecond 0 -Name main
    $script:main = Get-WaProvider main
    '{"type":"button","body":{"text":"b"},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}' | Set-Content good.json
    $null = New-WaTextMessage 'Hello' | Send-WaMessage -To '+12025550101' -Journal good.journal -Connection $main
    Update-WaSuppression stop.txt -Number '+12025550102'

    $script:buttons = @(New-WaButton Yes; New-WaButton ('x' * 500) "`0"; New-WaButton ([string] [char] 0xD800))
    $script:rows = @(New-WaListRow Prices p; @{ Title = '' } | New-WaListRow; New-WaListRow "`0" -Description ('y' * 300))
    $script:headers = @(New-WaHeader 'Hi'; New-WaHeader -Image 'https://a.example/a.png'; New-WaHeader -Document "`0" -FileName '..')
    $script:sections = @($rows[0] | New-WaListSection; $rows | New-WaListSection -Title '')
    $script:products = @(New-WaProductSection -ProductId p1; New-WaProductSection -Title '' -ProductId "`0", 'x')
    $script:cards = @(New-WaCarouselCard 'One' -Image 'https://a.example/a.png' -Url 'https://a.example' -UrlText 'Go'; New-WaCarouselCard -CatalogId c -ProductId p)
    $script:messages = @(
        New-WaTextMessage 'Hello'; New-WaTextMessage 'Hi {{Name}}'; New-WaTextMessage '{{'; New-WaTextMessage ''; New-WaTextMessage ('x' * 5000); New-WaTextMessage "a`0b"
        $buttons[0] | New-WaInteractiveMessage -Body 'Shall we, {{Name}}?'; $buttons | New-WaInteractiveMessage -Body ''; $sections | New-WaInteractiveMessage -Body 'b' -ButtonText 'Choose'
        New-WaInteractiveMessage -Body b -FlowId 1 -FlowCta Go -FlowData @{ a = '{{Name}}'; b = @(1, $null) }; New-WaInteractiveMessage -Body b -Url '{{Link}}' -UrlText Go
        $cards | New-WaInteractiveMessage -Body b; New-WaInteractiveMessage -Body b -RequestLocation; $products | New-WaInteractiveMessage -Body b -CatalogId c -Header $headers[0]
        New-WaInteractiveMessage -Json '{"type":"later","action":{"x":[1,{"y":null}]}}'
    )
    $script:bodies = @(
        Get-Content (Join-Path $PSScriptRoot ../../help/Files/callbacks.json)
        Get-Content (Join-Path $PSScriptRoot ../InteractiveMessaging.Tests/Samples/meta/callbacks.json)
        $messages | ForEach-Object { ConvertTo-WaJson $_ -Compress -ErrorAction Ignore }
        ConvertTo-WaJson $messages[6] -Provider Kaleyra -To '+12025550101' -Compress
    )

    function Any($List) { , $List[$random.Next($List.Count)] }
    function AnyThing { switch ($random.Next(10)) { 0 { , $null } { $_ -in 1..3 } { Any $texts } { $_ -in 4..6 } { Any $things } { $_ -in 7..9 } { Any $tables } } }
    function AnyText {
        switch ($random.Next(8)) {
            0 { (Any $texts) + (Any $texts) }
            1 { -join (1..$random.Next(1, 12) | ForEach-Object { [char] $random.Next(0x10000) }) }
            default { Any $texts }
        }
    }
    # Where something may be written: in a folder of this test that nobody reads, or nowhere.
    function AnyTarget {
        if ($random.Next(3)) { "$TestDrive/there/" + ((AnyText) -replace '[/\\]|\.\.', '-') }
        else { Any @('', ' ', "`0", '*.html', 'Env:\x', 'nope:\x', 'Registry::x', "$TestDrive", "$TestDrive/none/x.html", 5, $null, $tables[1], [ThrowsAsText]::new()) }
    }
    function Mutate([string] $Text) {
        $bytes = [Text.Encoding]::UTF8.GetBytes($Text)
        for ($i = $random.Next(6); $i -ge 0 -and $bytes.Length -gt 2; $i--) {
            $at = $random.Next($bytes.Length)
            switch ($random.Next(5)) {
                0 { $bytes[$at] = $random.Next(256) }
                1 { $bytes[$at] = (34, 44, 58, 91, 92, 93, 123, 125, 48, 110)[$random.Next(10)] }
                2 { $bytes = $bytes[0..$at] }
                3 { $to = [Math]::Min($bytes.Length, $at + $random.Next(40)); $bytes = $bytes[0..$at] + $bytes[$to..($bytes.Length - 1)] }
                4 { $to = [Math]::Min($bytes.Length - 1, $at + $random.Next(40)); $bytes = $bytes[0..$to] + $bytes[$at..($bytes.Length - 1)] }
            }
        }
        , [byte[]] $bytes
    }
    function AnySecret {
        $secret = [securestring]::new()
        foreach ($character in (AnyText).ToCharArray()) { $secret.AppendChar($character) }
        $secret
    }

    # Mostly what the parameter takes, sometimes anything.
    function Value([type] $Type) {
        # PowerShell itself does not survive the conversion of a list that holds itself to an enumeration.
        $isEnum = ([Nullable]::GetUnderlyingType($Type) ?? $Type).IsEnum -or ($Type.IsArray -and $Type.GetElementType().IsEnum)
        if ($random.Next(12) -eq 0 -and -not $isEnum) { return , (AnyThing) }
        if ($Type.IsArray) {
            $count = $random.Next(4)
            return , @(for ($i = 0; $i -lt $count; $i++) { Value $Type.GetElementType() })
        }
        $plain = [Nullable]::GetUnderlyingType($Type) ?? $Type
        switch ($plain.Name) {
            'String' { AnyText }
            'Message' { Any $messages }
            'Header' { Any $headers }
            'ReplyButton' { Any $buttons }
            'ListRow' { Any $rows }
            'ListSection' { Any $sections }
            'ProductSection' { Any $products }
            'CarouselCard' { Any $cards }
            'Connection' { Any @($main, $gone) }
            'Sandbox' { $stopped }
            'SecureString' { AnySecret }
            'IDictionary' { Any $tables }
            'Uri' { AnyText }
            default {
                if ($plain.IsEnum) { Any ([enum]::GetNames($plain)) }
                elseif ($plain.IsPrimitive) { Any @(0, 1, -1, 2, 25, 60, 1000, [int]::MaxValue) }
                else { AnyThing }
            }
        }
    }

    Connect-WaProvider AiSoule -Sandbox $sandbox -Name gone
    $script:gone = Get-WaProvider gone
    Disconnect-WaProvider gone
    # Vaults belong to whoever runs the tests, and a journal is written.
    $script:never = 'WhatIf', 'Confirm', 'SecretName', 'VaultName', 'Send-WaMessage Journal'
    $script:commands = @{}
    foreach ($command in Get-Command -Module InteractiveMessaging -CommandType Cmdlet) {
        $commands[$command.Name] = foreach ($set in $command.ParameterSets) {
            $own = @($set.Parameters | Where-Object { $_.Name -notin [System.Management.Automation.PSCmdlet]::CommonParameters -and $_.Name -notin $never -and "$($command.Name) $($_.Name)" -notin $never })
            if ($set.Parameters | Where-Object { $_.IsMandatory -and $_.Name -in $never }) { continue }
            @{ Needed = @($own | Where-Object IsMandatory); Free = @($own | Where-Object { -not $_.IsMandatory }); Piped = @($own | Where-Object ValueFromPipeline)[0] }
        }
    }

    # What every call of a cmdlet gets, so that nothing leaves the machine, waits or ends what the others need.
    $script:always = @{
        'Connect-WaProvider'    = { @{ BaseUri = 'http://127.0.0.1:1' } }
        'Disconnect-WaProvider' = { $random.Next(2) ? @{ Connection = Any @($gone, 5) } : @{ Name = "nobody$(AnyText)" } }
        'Export-WaPreview'      = { @{ Path = AnyTarget } }
        'Export-WaReport'       = { @{ Path = AnyTarget } }
        'Publish-WaMedia'       = { @{ Connection = Any @($cloud, $cloud, $cloud, $main, $gone, 'nowhere', 5, [ThrowsAsText]::new()) } }
        'Send-WaMessage'        = {
            $to = @{ Connection = Any @($main, $main, $main, $gone, 'nowhere', 5, [ThrowsAsText]::new()); MaxRetryCount = 0; TimeoutSec = 5; RatePerSecond = 0 }
            if ($random.Next(4) -eq 0) { $to.Journal = AnyTarget }
            $to
        }
        'Start-WaSandbox'       = { @{ Fault = Any $tables } }
        'Stop-WaSandbox'        = { @{ Sandbox = Any @($stopped, 5, [ThrowsAsText]::new()) } }
        'Update-WaSuppression'  = { @{ Path = AnyTarget } }
        'Test-WaProvider'       = { @{ Connection = Any @($main, $gone, 'nowhere', 5, [ThrowsAsText]::new()); TimeoutSec = 5 } }
    }
    # How often a cmdlet is called, where it is not 20 times; those that need the network or files take longer.
    $script:weights = @{ 'Start-WaSandbox' = 1; 'Test-WaProvider' = 1; 'Export-WaPreview' = 4; 'Export-WaReport' = 4; 'Update-WaSuppression' = 10; 'Connect-WaProvider' = 10; 'ConvertFrom-WaCallback' = 60; 'ConvertFrom-WaJson' = 60; 'New-WaInteractiveMessage' = 60 }
    $script:lottery = foreach ($name in $commands.Keys | Sort-Object) { @($name) * ($weights[$name] ?? 20) }

    function New-Call {
        $name = Any $lottery
        $set = Any @($commands[$name])
        $arguments = @{}
        foreach ($parameter in $set.Needed) { $arguments[$parameter.Name] = Value $parameter.ParameterType }
        for ($i = $random.Next(4); $i -gt 0 -and $set.Free; $i--) {
            $parameter = Any $set.Free
            $arguments[$parameter.Name] = $parameter.ParameterType -eq [switch] ? $true : (Value $parameter.ParameterType)
        }
        $call = @{ Name = $name; Arguments = $arguments; IsPiped = $false; Input = $null }
        if ($set.Piped -and $random.Next(3) -gt 0) {
            $arguments.Remove($set.Piped.Name)
            $call.IsPiped = $true
            $call.Input = $name -in 'ConvertFrom-WaCallback', 'ConvertFrom-WaJson', 'Update-WaSuppression' -and $random.Next(4) -gt 0 ? (Mutate (Any $bodies)) : (Value $set.Piped.ParameterType)
            if ($name -in 'ConvertFrom-WaJson', 'Update-WaSuppression' -and $call.Input -is [byte[]]) { $call.Input = [Text.Encoding]::UTF8.GetString($call.Input) }
        }
        if ($always[$name]) {
            $fixed = & $always[$name]
            foreach ($key in $fixed.Keys) { $arguments[$key] = $fixed[$key] }
        }
        $call
    }

    function Get-Text($Value) { try { ConvertTo-Json $Value -Depth 2 -Compress -WarningAction Ignore } catch { "a $($Value.GetType())" } }

    # ---- What comes out

    $script:ids = [Enum]::GetNames([InteractiveMessaging.ErrorCause])
    function Get-Stranger($Call) {
        $name = $Call.Name
        $arguments = $Call.Arguments
        $said = try { if ($Call.IsPiped) { , $Call.Input | & $name @arguments *>&1 } else { & $name @arguments *>&1 } } catch { $_ }
        if ($name -eq 'Start-WaSandbox') { $said | Where-Object { $_ -is [InteractiveMessaging.Sandbox] } | Stop-WaSandbox }
        foreach ($record in $said | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }) {
            # PowerShell's own, before any of our code: it refuses to bind a value, or trips over it while it says so.
            if ($record.Exception -is [System.Management.Automation.ParameterBindingException] -or $record.FullyQualifiedErrorId -notlike '*,*') { $script:refused++; continue }
            $script:errors++
            $id = ($record.FullyQualifiedErrorId -split ',')[0]
            if ($id -notin $ids -or $record.Exception.Cause -ne $id -or -not $record.ErrorDetails.RecommendedAction) { $record }
        }
    }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
    $before.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
}

Describe 'Whatever comes in' {
    AfterAll {
        Pop-Location
        # Names such as [a are more than Remove-Item can take.
        'here', 'there' | ForEach-Object { [IO.Directory]::Delete("$TestDrive/$_", $true) }
    }

    It 'comes out as a result or as an error with one of our ids' {
        $script:refused = $script:errors = 0
        $strangers = [ordered]@{}
        for ($number = 1; $number -le $calls -and $strangers.Count -lt 30; $number++) {
            $call = New-Call
            foreach ($record in Get-Stranger $call) {
                $kind = "$($call.Name): $($record.FullyQualifiedErrorId): $($record.Exception.GetType().Name)"
                $strangers[$kind] ??= "call $number of seed ${seed}: $record`n    $(Get-Text $call.Arguments)$(if ($call.IsPiped) { "`n    piped: $(Get-Text $call.Input)" })"
            }
            if ($call.Name -eq 'Connect-WaProvider') { Get-WaProvider | Where-Object Name -NotIn main, cloud | Disconnect-WaProvider }
        }
        Write-Host "$($number - 1) calls, $errors errors of ours, $refused refused by PowerShell"
        ($strangers.GetEnumerator() | ForEach-Object { "$($_.Key)`n  $($_.Value)" }) -join "`n" | Should -BeNullOrEmpty
        $errors | Should -BeGreaterThan ($calls / 10) -Because 'else too few calls get as far as our code'
    }
}
