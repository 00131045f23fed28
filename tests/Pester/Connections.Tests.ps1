BeforeDiscovery {
    Import-Module InteractiveMessaging
    $probe = [InteractiveMessaging.Provider].GetProperty('Probe', [System.Reflection.BindingFlags] 'NonPublic, Instance')
    $script:probed = ([InteractiveMessaging.ProviderCatalog]::All | Where-Object { $probe.GetValue($_) }).Name
    $script:notProbed = ([InteractiveMessaging.ProviderCatalog]::All | Where-Object { -not $probe.GetValue($_) }).Name
    $script:vaults = [bool] (Get-Module Microsoft.PowerShell.SecretManagement -ListAvailable)
    $script:threadJobs = [bool] (Get-Command Start-ThreadJob -ErrorAction Ignore)
}

BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:visit = 'Change', 'Cancel' | New-WaButton | New-WaInteractiveMessage -Body 'Your visit is at 9 am.'
    $script:shell = (Get-Process -Id $PID).Path

    function Key([string] $Text) {
        $key = [securestring]::new()
        $Text.ToCharArray() | ForEach-Object { $key.AppendChar($_) }
        $key
    }

    # Saved connections and vaults of whoever runs the tests are left alone.
    $script:before = @{ XDG_CONFIG_HOME = $env:XDG_CONFIG_HOME; HOME = $env:HOME; WA_TEST_KEY = $env:WA_TEST_KEY }
    $env:XDG_CONFIG_HOME = Join-Path $TestDrive config
    $env:WA_TEST_KEY = 'key-of-the-tests'
    $script:profiles = Join-Path $env:XDG_CONFIG_HOME InteractiveMessaging connections
}

AfterAll {
    $before.GetEnumerator() | ForEach-Object { Set-Item "env:$($_.Key)" $_.Value }
}

Describe 'Connect-WaProvider' {
    AfterEach { Disconnect-WaProvider *; Stop-WaSandbox }

    It 'names everything that is missing in one error, the key too, with where it is found' {
        { Connect-WaProvider Kaleyra } | Should -Throw -ErrorId 'ConnectionRefused,*' -ExceptionType ([InteractiveMessaging.WaException]) -PassThru |
            ForEach-Object {
                $_.Exception.Message | Should -BeLike 'Kaleyra: -Sid is missing (*console); -Sender is missing (*number); the key is missing (-ApiKey*-ApiKeyVariable*-SecretName)*'
                $_.CategoryInfo.Category | Should -Be InvalidArgument
                $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            }
        { Connect-WaProvider PingUp -ApiKeyVariable WA_NO_SUCH } | Should -Throw 'PingUp: -Business is missing*environment variable WA_NO_SUCH is not set*'
    }

    It 'says which providers there are' {
        { Connect-WaProvider } | Should -Throw 'No provider is named; it is one of PingUp, Kaleyra,*' -ErrorId 'ProviderMissing,*'
        { Connect-WaProvider Twitter } | Should -Throw "There is no provider 'Twitter'; it is one of PingUp, Kaleyra,*" -ErrorId 'ProviderUnknown,*'
    }

    It 'refuses <Why>' -ForEach @(
        @{ Why = 'plain http beyond this machine'; Options = @{ BaseUri = 'http://api.example.com' }; Message = '*-BaseUri must be https*' }
        @{ Why = 'user info'; Options = @{ Endpoint = 'https://user:word@api.example.com/a' }; Message = '*-Endpoint must not hold a user name or password*' }
        @{ Why = 'an odd scheme'; Options = @{ Endpoint = 'ftp://api.example.com/a' }; Message = '*-Endpoint must be https*' }
        @{ Why = 'a path that climbs'; Options = @{ Endpoint = 'https://api.example.com/a/../b' }; Message = '*-Endpoint holds . or ..*' }
        @{ Why = 'a line break in an address'; Options = @{ Endpoint = "https://api.example.com/a`r`nX: 1" }; Message = '*-Endpoint holds a space, a line break*' }
        @{ Why = 'a look-alike dot'; Options = @{ BaseUri = "https://api$([char]0x3002)example.com" }; Message = '*-BaseUri holds a character beyond ASCII*' }
        @{ Why = 'both -BaseUri and -Endpoint'; Options = @{ BaseUri = 'https://a.example'; Endpoint = 'https://a.example/a' }; Message = '*contradict each other*' }
        @{ Why = 'a proxy with a password'; Options = @{ Proxy = 'http://user:word@proxy:3128' }; Message = '*-Proxy must not hold a user name or password*' }
        @{ Why = 'a name that could not name a file'; Options = @{ Name = '../acme' }; Message = '*-Name must be*' }
    ) {
        { Connect-WaProvider AiSoule -ApiKey (Key abc) @Options } | Should -Throw $Message -ErrorId 'ConnectionRefused,*'
        Get-WaProvider | Should -BeNullOrEmpty
    }

    It 'refuses a vault without a use' {
        { Connect-WaProvider AiSoule -ApiKey (Key abc) -VaultName Store } | Should -Throw '-VaultName goes with*' -ErrorId 'BadInput,*'
        Get-WaProvider | Should -BeNullOrEmpty
    }

    It 'says that the key alone is missing or unreadable' {
        { Connect-WaProvider AiSoule } | Should -Throw 'AiSoule: the key is missing (-ApiKey*' -ErrorId 'KeyMissing,*'
        { Connect-WaProvider AiSoule -ApiKeyVariable WA_NO_SUCH } | Should -Throw 'AiSoule: the environment variable WA_NO_SUCH*' -ErrorId 'KeyMissing,*'
        { Connect-WaProvider AiSoule -ApiKey (Key 'two words') } | Should -Throw 'AiSoule: the key holds a space*' -ErrorId 'KeyUnreadable,*'
        { Connect-WaProvider Kaleyra -ApiKeyVariable WA_NO_SUCH } | Should -Throw '*-Sid is missing*WA_NO_SUCH*' -ErrorId 'ConnectionRefused,*'
    }

    It 'refuses a key that could end its header, and does not quote it' {
        { Connect-WaProvider AiSoule -ApiKey (Key "canary`r`nX-Other: 1") } | Should -Throw '*the key holds a space, a line break*' -PassThru |
            Should -Not -BeLike '*canary*'
    }

    It 'has no parameter that switches a check off' {
        (Get-Command Connect-WaProvider).Parameters.Keys | Should -Not -Contain SkipCertificateCheck
        (Get-Command Connect-WaProvider).Parameters.Keys -match 'Skip|Insecure|Unencrypted|Redirect' | Should -BeNullOrEmpty
    }

    It 'takes the address and the key of a sandbox, and nothing that contradicts it' {
        $sandbox = Start-WaSandbox
        { Connect-WaProvider AiSoule -Sandbox $sandbox -BaseUri https://a.example } | Should -Throw '*-Sandbox*' -ErrorId 'BadInput,*'
        { Connect-WaProvider AiSoule -Sandbox $sandbox -Endpoint https://a.example/a } | Should -Throw '*-Sandbox*'
        { Connect-WaProvider AiSoule -Sandbox $sandbox -Save } | Should -Throw '*-Sandbox*'
        (Connect-WaProvider AiSoule -Sandbox $sandbox -PassThru).Address | Should -BeLike "$($sandbox.BaseUri)*"
    }

    It 'shows the proxy it was given' {
        (Connect-WaProvider AiSoule -ApiKey (Key abc) -Proxy http://proxy.example:3128 -PassThru).Proxy | Should -Be 'http://proxy.example:3128/'
    }
}

Describe 'Connections of one runspace' {
    AfterEach { Disconnect-WaProvider *; Stop-WaSandbox }

    BeforeEach { $script:sandbox = Start-WaSandbox }

    It 'makes the last one the default' {
        Connect-WaProvider Kaleyra -Sandbox $sandbox -Name one
        Connect-WaProvider AiSoule -Sandbox $sandbox -Name two
        (Get-WaProvider).Name | Should -Be one, two
        (Get-WaProvider).IsDefault | Should -Be $false, $true
        ($visit | Send-WaMessage -To '+393331234567').Connection | Should -Be two
        Disconnect-WaProvider
        ($visit | Send-WaMessage -To '+393331234567').Connection | Should -Be one
    }

    It 'takes an object or a name for -Connection' {
        $one = Connect-WaProvider Kaleyra -Sandbox $sandbox -Name one -PassThru
        Connect-WaProvider AiSoule -Sandbox $sandbox -Name two
        ($visit | Send-WaMessage -To '+393331234567' -Connection $one).Provider | Should -Be Kaleyra
        ($visit | Send-WaMessage -To '+393331234567' -Connection ONE).Provider | Should -Be Kaleyra
        { $visit | Send-WaMessage -To '+393331234567' -Connection three } | Should -Throw "No connection named 'three' is open; open are: one, two." -ErrorId 'NotConnected,*'
    }

    It 'closes the earlier one of the same name' {
        $first = Connect-WaProvider Kaleyra -Sandbox $sandbox -Name one -PassThru
        $second = Connect-WaProvider AiSoule -Sandbox $sandbox -Name One -PassThru
        $first.IsClosed, $second.IsClosed | Should -Be $true, $false
        { $visit | Send-WaMessage -To '+393331234567' -Connection $first } | Should -Throw '*has been closed*' -ErrorId 'NotConnected,*'
    }

    It 'disconnects by name, wildcard, object and default' {
        'one', 'two', 'three', 'four' | ForEach-Object { Connect-WaProvider Kaleyra -Sandbox $sandbox -Name $_ }
        Disconnect-WaProvider one
        (Get-WaProvider).Name | Should -Be two, three, four
        Get-WaProvider three | Disconnect-WaProvider
        (Get-WaProvider).Name | Should -Be two, four
        Disconnect-WaProvider
        Disconnect-WaProvider t*
        Get-WaProvider | Should -BeNullOrEmpty
        { Disconnect-WaProvider -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
        { Disconnect-WaProvider one -ErrorAction Stop } | Should -Throw "No connection named 'one' is open." -ErrorId 'NotConnected,*'
        { Get-WaProvider one -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
    }

    It 'completes <Line> with <Word>' -ForEach @(
        @{ Line = 'Connect-WaProvider kal'; Word = 'Kaleyra' }
        @{ Line = 'Connect-WaProvider Kaleyra -Region '; Word = 'EU' }
        @{ Line = 'Connect-WaProvider Kaleyra -Source z'; Word = 'zapier' }
        @{ Line = 'Disconnect-WaProvider '; Word = "'shop one'" }
        @{ Line = 'Send-WaMessage -Connection sh'; Word = "'shop one'" }
        @{ Line = 'Test-WaProvider '; Word = "'shop one'" }
    ) {
        Connect-WaProvider Kaleyra -Sandbox $sandbox -Name 'shop one'
        (TabExpansion2 $Line).CompletionMatches.CompletionText | Should -Contain $Word
    }
}

Describe 'Connections of several runspaces' {
    AfterEach { Disconnect-WaProvider *; Stop-WaSandbox }

    BeforeAll {
        function Start-Runspace([string] $Script, [hashtable] $Values) {
            $ps = [powershell]::Create()
            $null = $ps.AddScript("param(`$v) `$ErrorActionPreference = 'Stop'; Import-Module InteractiveMessaging; $Script").AddArgument($Values)
            [pscustomobject]@{ Shell = $ps; Running = $ps.BeginInvoke() }
        }

        function Receive-Runspace($Started) {
            try { $Started.Shell.EndInvoke($Started.Running) } finally { $Started.Shell.Dispose() }
        }
    }

    It 'gives two runspaces that send at the same time a default of their own' {
        $barrier = [System.Threading.Barrier]::new(2)
        $sandboxes = (Start-WaSandbox), (Start-WaSandbox)
        $runs = foreach ($i in 0, 1) {
            Start-Runspace -Values @{ Sandbox = $sandboxes[$i]; Provider = ('Kaleyra', 'AiSoule')[$i]; Barrier = $barrier; Message = $visit } -Script '
                Connect-WaProvider $v.Provider -Sandbox $v.Sandbox -RatePerSecond 0
                if (-not $v.Barrier.SignalAndWait([timespan]::FromMinutes(2))) { throw "The other runspace did not come." }
                1..40 | ForEach-Object { "+3933312345{0:00}" -f $_ } | Send-WaMessage -Message $v.Message'
        }
        $results = $runs | ForEach-Object { , @(Receive-Runspace $_) }
        ($results[0].Provider | Sort-Object -Unique), ($results[1].Provider | Sort-Object -Unique) | Should -Be Kaleyra, AiSoule
        $sandboxes.Accepted | Should -Be 40, 40
        Get-WaProvider | Should -BeNullOrEmpty
    }

    It 'lets fifty parallel runspaces send over one connection object' {
        $sandbox = Start-WaSandbox
        $connection = Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0 -PassThru
        $message = $visit
        $results = 1..50 | ForEach-Object -ThrottleLimit 50 -Parallel {
            Import-Module InteractiveMessaging
            $using:message | Send-WaMessage -To ('+3933312345{0:00}' -f $_) -Connection $using:connection
        }
        $results.Status | Sort-Object -Unique | Should -Be Accepted
        $sandbox.Accepted | Should -Be 50
        $connection.IsClosed | Should -BeFalse
    }

    It 'finds a name in its own runspace only' {
        Connect-WaProvider Kaleyra -Sandbox (Start-WaSandbox) -Name acme
        $found = Receive-Runspace (Start-Runspace -Script '
            Get-WaProvider
            try { Test-WaProvider acme } catch { $_.FullyQualifiedErrorId }')
        $found | Should -Be 'NotConnected,InteractiveMessaging.Cmdlets.TestWaProviderCommand'
    }

    It 'serves thread jobs' -Skip:(-not $threadJobs) {
        $connection = Connect-WaProvider Kaleyra -Sandbox (Start-WaSandbox) -RatePerSecond 0 -PassThru
        $message = $visit
        $jobs = 1..3 | ForEach-Object {
            $to = "+39333123456$_"
            Start-ThreadJob { $using:message | Send-WaMessage -To $using:to -Connection $using:connection }
        }
        ($jobs | Receive-Job -Wait -AutoRemoveJob).Status | Should -Be Accepted, Accepted, Accepted
    }

    It 'closes what is open when the module is removed, but not what another runspace uses' {
        $sandbox = Start-WaSandbox
        $shared = [hashtable]::Synchronized(@{ Sandbox = $sandbox; Message = $visit; Connected = [System.Threading.ManualResetEventSlim]::new(); Used = [System.Threading.ManualResetEventSlim]::new(); Removed = [System.Threading.ManualResetEventSlim]::new() })
        $owner = Start-Runspace -Values $shared -Script '
            $v.Own = Connect-WaProvider Kaleyra -Sandbox $v.Sandbox -Name own -PassThru
            $v.Shared = Connect-WaProvider AiSoule -Sandbox $v.Sandbox -Name shared -RatePerSecond 0 -PassThru
            $v.Connected.Set()
            $null = $v.Used.Wait([timespan]::FromMinutes(2))
            Remove-Module InteractiveMessaging
            $v.Removed.Set()'
        $user = Start-Runspace -Values $shared -Script '
            $null = $v.Connected.Wait([timespan]::FromMinutes(2))
            Send-WaMessage -Message $v.Message -To +393331234567 -Connection $v.Shared
            $v.Used.Set()
            $null = $v.Removed.Wait([timespan]::FromMinutes(2))
            Send-WaMessage -Message $v.Message -To +393331234568 -Connection $v.Shared'
        $null = Receive-Runspace $owner
        (Receive-Runspace $user).Status | Should -Be Accepted, Accepted
        $shared.Own.IsClosed, $shared.Shared.IsClosed | Should -Be $true, $false
        $shared.Shared.Dispose()
    }
}

Describe 'Saved connections' {
    AfterEach { Disconnect-WaProvider *; Stop-WaSandbox }

    BeforeEach { Remove-Item $env:XDG_CONFIG_HOME -Recurse -ErrorAction Ignore }

    It 'opens again by name alone what was saved' {
        Connect-WaProvider Kaleyra -Sid HX1 -Sender +911140000000 -Region EU -Proxy http://proxy.example:3128 -RatePerSecond 7 -ApiKeyVariable WA_TEST_KEY -Name Acme -Save
        Disconnect-WaProvider
        Connect-WaProvider -Name acme
        $open = Get-WaProvider
        $open.Name, $open.Provider, $open.RatePerSecond | Should -Be Acme, Kaleyra, 7
        $open.Address | Should -Be 'https://api.eu.kaleyra.io/v2/HX1/whatsapp/+911140000000/messages'
        $open.Proxy | Should -Be 'http://proxy.example:3128/'
    }

    It 'keeps the key out of the file, and the file for its owner' {
        Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Save
        $file = Get-ChildItem $profiles
        $file | Should -HaveCount 1
        Get-Content $file -Raw | Should -BeLike '*"variable": "WA_TEST_KEY"*'
        Get-Content $file -Raw | Should -Not -BeLike '*key-of-the-tests*'
        if (-not $IsWindows) { $file.UnixMode | Should -Be '-rw-------' }
    }

    It 'replaces what is saved by what is given besides' {
        Connect-WaProvider AiSoule -BaseUri https://a.example -ApiKeyVariable WA_TEST_KEY -Name acme -Save
        (Connect-WaProvider -Name acme -PassThru).Address | Should -Be 'https://a.example/v1/messages'
        (Connect-WaProvider -Name acme -Endpoint https://b.example/b -PassThru).Address | Should -Be 'https://b.example/b'
        $sandbox = Start-WaSandbox
        Connect-WaProvider -Name acme -Sandbox $sandbox
        ($visit | Send-WaMessage -To '+393331234567').Status | Should -Be Accepted
    }

    It 'says that the key is not there any more' {
        Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Name acme -Save
        $env:WA_TEST_KEY = $null
        try { { Connect-WaProvider -Name acme } | Should -Throw '*environment variable WA_TEST_KEY is not set*' } finally { $env:WA_TEST_KEY = 'key-of-the-tests' }
    }

    It 'lists them with the providers there are' {
        Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Name acme -Save
        $listed = Get-WaProvider -ListAvailable
        $listed[0] | Should -BeOfType InteractiveMessaging.SavedConnection
        $listed[0].Name, $listed[0].Provider, $listed[0].KeyFrom | Should -Be acme, AiSoule, 'environment variable WA_TEST_KEY'
        $listed.Name | Select-Object -Skip 1 | Should -Be ([InteractiveMessaging.ProviderCatalog]::All.Name)
        ($listed | Out-String -Width 120) -split '\r?\n' -match '^acme +AiSoule +environment variable WA_TEST_KEY' | Should -HaveCount 1
        (Get-WaProvider -ListAvailable ac*).Name | Should -Be acme
        { Get-WaProvider -ListAvailable nothing -ErrorAction Stop } | Should -Throw -ErrorId 'NotConnected,*'
    }

    It 'says how to open what is saved and not open' {
        Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Name acme -Save
        Disconnect-WaProvider
        { $visit | Send-WaMessage -To '+393331234567' -Connection acme } | Should -Throw -PassThru |
            ForEach-Object { $_.ErrorDetails.RecommendedAction } | Should -BeLike '*Connect-WaProvider -Name ''acme''*'
        { Connect-WaProvider acme } | Should -Throw "There is no provider 'acme'*" -PassThru |
            ForEach-Object { $_.ErrorDetails.RecommendedAction } | Should -BeLike '*Connect-WaProvider -Name ''acme''*'
        { Connect-WaProvider -Name other } | Should -Throw "No provider is named, and no saved connection is called 'other'; saved are: acme."
        (TabExpansion2 'Connect-WaProvider -Name a').CompletionMatches.CompletionText | Should -Contain acme
    }

    It 'forgets with -Forget, open or not' {
        'one', 'two', 'three' | ForEach-Object { Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Name $_ -Save }
        Disconnect-WaProvider one
        Disconnect-WaProvider one, two -Forget
        (Get-ChildItem $profiles).BaseName | Should -Be three
        Get-WaProvider three | Disconnect-WaProvider -Forget
        Get-ChildItem $profiles | Should -BeNullOrEmpty
        { Disconnect-WaProvider one -Forget -ErrorAction Stop } | Should -Throw "No connection named 'one' is open or saved." -ErrorId 'NotConnected,*'
    }

    It 'refuses a <Kind> file, leaves it as it is, and lists the others' -ForEach @(
        @{ Kind = 'damaged'; Text = '{"version":1,"name":"ac'; Message = '*acme.json is damaged*' }
        @{ Kind = 'newer'; Text = '{"version":2}'; Message = '*acme.json was written by a newer version*' }
    ) {
        'acme', 'good' | ForEach-Object { Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Name $_ -Save }
        Set-Content (Join-Path $profiles acme.json) $Text
        { Connect-WaProvider -Name acme } | Should -Throw $Message -ErrorId 'ProfileRefused,*'
        { Connect-WaProvider AiSoule -ApiKeyVariable WA_TEST_KEY -Name acme -Save } | Should -Throw $Message -ErrorId 'ProfileRefused,*'
        Get-Content (Join-Path $profiles acme.json) | Should -Be $Text
        $listed = Get-WaProvider -ListAvailable -ErrorAction SilentlyContinue -ErrorVariable refused
        $listed[0].Name | Should -Be good
        $refused | Should -HaveCount 1
        Disconnect-WaProvider acme -Forget
        (Get-ChildItem $profiles).BaseName | Should -Be good
    }

    It 'saves no key that was given, and says how to get a vault' {
        { Connect-WaProvider AiSoule -ApiKey (Key abc) -Save } | Should -Throw '*-VaultName*' -PassThru |
            ForEach-Object { $_.ErrorDetails.RecommendedAction } | Should -BeLike '*Install-PSResource Microsoft.PowerShell.SecretManagement*Register-SecretVault*'
        Get-WaProvider | Should -BeNullOrEmpty
        Test-Path $profiles | Should -BeFalse
    }
}

Describe 'Keys in vaults' {
    AfterEach { Disconnect-WaProvider *; Stop-WaSandbox }

    BeforeAll {
        # A process of its own with a home of its own: vaults are registered for a user.
        function Invoke-Child([string] $Script, [string] $ModulePath = $env:PSModulePath) {
            $file = Join-Path $TestDrive child.ps1
            Set-Content $file "`$ErrorActionPreference = 'Stop'; `$env:PSModulePath = '$ModulePath'; Import-Module InteractiveMessaging
                function Key([string] `$Text) { `$key = [securestring]::new(); `$Text.ToCharArray() | ForEach-Object { `$key.AppendChar(`$_) }; `$key }
                $Script"
            $saved = $env:HOME
            $env:HOME = Join-Path $TestDrive home
            $null = New-Item $env:HOME -ItemType Directory -Force
            try { & $shell -NoProfile -NonInteractive -File $file } finally { $env:HOME = $saved }
        }
    }

    It 'keeps, finds, renews and reads keys' -Skip:(-not $vaults) {
        $vault = Join-Path $PSScriptRoot TestVault
        $said = Invoke-Child @"
            Register-SecretVault -Name Tests -ModuleName '$vault'
            Connect-WaProvider AiSoule -ApiKey (Key canary-one) -Name acme -Save -VaultName Tests
            'profile: ' + (Get-Content '$profiles/acme.json' -Raw)
            'kept: ' + (Get-Secret acme -Vault Tests -AsPlainText)
            Disconnect-WaProvider
            Connect-WaProvider -Name acme
            'opened: ' + (Get-WaProvider).Name
            Connect-WaProvider -Name acme -ApiKey (Key canary-two) -Save
            'renewed: ' + (Get-Secret acme -Vault Tests -AsPlainText)

            Set-Secret -Name foreign -Vault Tests -Secret something
            try { Connect-WaProvider AiSoule -ApiKey (Key canary-three) -Name foreign -Save -VaultName Tests } catch { 'refused: ' + `$_.FullyQualifiedErrorId }
            'untouched: ' + (Get-Secret foreign -Vault Tests -AsPlainText)
            try { Connect-WaProvider AiSoule -ApiKey (Key canary-five) -Name talkative -Save -VaultName Tests } catch { 'told: ' + `$_ }
            Connect-WaProvider Octopods -SecretName foreign -VaultName Tests
            Set-Secret -Name login -Vault Tests -Secret ([pscredential]::new('me', (Key canary-four)))
            Connect-WaProvider Octopods -SecretName login -Name credential
            'open: ' + ((Get-WaProvider).Name -join ',')
            try { Connect-WaProvider PingUp -SecretName nothing } catch { 'missing: ' + `$_ }
            Set-Secret -Name table -Vault Tests -Secret @{ a = 1 }
            try { Connect-WaProvider AiSoule -SecretName table } catch { 'table: ' + `$_ }
"@
        $text = $said -join "`n"
        $text | Should -BeLike '*profile: *"secret": "acme"*"vault": "Tests"*'
        ($said -match '^(kept|renewed): ') | Should -Be 'kept: canary-one', 'renewed: canary-two'
        $said | Should -Contain 'opened: acme'
        $said | Should -Contain 'refused: VaultRefused,InteractiveMessaging.Cmdlets.ConnectWaProviderCommand'
        $said | Should -Contain 'untouched: something'
        $text | Should -Match 'told: .*talkative'
        $text | Should -Not -Match 'canary-five|\e\[2J'
        $said | Should -Contain 'open: acme,Octopods,credential'
        $text | Should -BeLike "*missing: PingUp: -Business is missing*the secret 'nothing'*"
        $text | Should -BeLike "*table: AiSoule: the secret 'table'*Hashtable*"
        Get-ChildItem $env:XDG_CONFIG_HOME, $TestDrive -Recurse -File -Exclude child.ps1 | Select-String canary | Should -BeNullOrEmpty
    }

    It 'says what to install where SecretManagement is not' {
        $here = Split-Path (Get-Module InteractiveMessaging).ModuleBase
        $said = Invoke-Child -ModulePath "$here$([IO.Path]::PathSeparator)$PSHOME/Modules" @"
            `$PSModuleAutoLoadingPreference = 'All'
            `$env:PSModulePath = '$here$([IO.Path]::PathSeparator)$PSHOME/Modules'
            try { Connect-WaProvider PingUp -SecretName acme } catch { 'read: ' + `$_ }
            try { Connect-WaProvider AiSoule -ApiKey (Key abc) -Save -VaultName Store } catch { 'save: ' + `$_.FullyQualifiedErrorId + ' ' + `$_.CategoryInfo.Category + ' ' + `$_ }
"@
        $text = $said -join "`n"
        $text | Should -BeLike '*read: PingUp: -Business is missing*a vault needs the module Microsoft.PowerShell.SecretManagement, which is not installed (Install-PSResource*'
        $text | Should -BeLike '*save: NoSecretManagement,* NotInstalled *Install-PSResource*'
    }
}

Describe 'Test-WaProvider' {
    AfterEach { Disconnect-WaProvider *; Stop-WaSandbox }

    It 'tries the key where the provider documents a harmless request' -ForEach $probed {
        $sandbox = Start-WaSandbox
        Connect-WaProvider $_ -Sandbox $sandbox
        $test = Test-WaProvider
        $test | Should -BeOfType InteractiveMessaging.ConnectionStatus
        $test.Provider, $test.Reachable, $test.KeyAccepted, $test.HttpStatus | Should -Be $_, $true, $true, 200
        $test.Account.CanSend | Should -Be AVAILABLE
        $test.NotChecked[-1] | Should -Be 'whether it takes a message: only sending shows that'
        $sandbox.Accepted | Should -Be 0

        Connect-WaProvider $_ -Sandbox (Start-WaSandbox -Fault @{ Unauthorized = 1 }) -Name refused
        $test = Test-WaProvider refused
        $test.Reachable, $test.KeyAccepted, $test.HttpStatus | Should -Be $true, $false, 401
    }

    It 'reaches the host of <_> and says that the key was not checked' -ForEach $notProbed {
        $sandbox = Start-WaSandbox
        $test = Connect-WaProvider $_ -Sandbox $sandbox -PassThru | Test-WaProvider
        $test.Reachable, $test.KeyAccepted | Should -Be $true, $null
        $test.NotChecked[0] | Should -BeLike "the key: $_ documents no request*"
        $sandbox.Accepted | Should -Be 0
    }

    It 'says why a host cannot be reached' {
        $sandbox = Start-WaSandbox
        Connect-WaProvider AiSoule -Sandbox $sandbox
        Stop-WaSandbox $sandbox
        $test = Test-WaProvider
        $test.Reachable, $test.KeyAccepted, $test.HttpStatus | Should -Be $false, $null, $null
        $test.Detail | Should -BeLike '127.0.0.1:* refused the connection.'
    }
}
