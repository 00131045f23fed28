BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:module = Get-Module InteractiveMessaging
    $script:shell = (Get-Process -Id $PID).Path

    # A process of its own: an assembly that is loaded never leaves.
    function Invoke-Child([string] $Script) {
        $file = Join-Path $TestDrive child.ps1
        Set-Content $file "`$ErrorActionPreference = 'Stop'`n$Script"
        & $shell -NoProfile -NonInteractive -File $file *>&1 | ForEach-Object { "$_" }
    }
}

Describe 'Beside other modules' {
    BeforeAll {
        # Another module with other versions of every package that lies under deps/: each assembly has one type that tells its own.
        $script:other = (New-Item (Join-Path $TestDrive Other) -ItemType Directory).FullName
        $script:names = (Get-ChildItem (Join-Path $module.ModuleBase deps) -Filter *.dll).BaseName | Where-Object { $_ -ne 'InteractiveMessaging.Transport' }
        $compile = @"
            foreach (`$name in '$($names -join "','")') {
                `$type = 'Other.' + (`$name -replace '\W', '_')
                Add-Type -OutputAssembly (Join-Path '$other' "`$name.dll") -TypeDefinition "[assembly: System.Reflection.AssemblyVersion(``"99.0.0.0``")] namespace Other { public static class `$(`$name -replace '\W', '_') { public static string Version { get { return typeof(`$(`$name -replace '\W', '_')).Assembly.GetName().Version.ToString(); } } } }"
            }
"@
        Invoke-Child $compile | Should -BeNullOrEmpty

        # What the runtime ships itself cannot come a second time into the session's own context: such modules use one of theirs.
        Set-Content (Join-Path $other Other.psm1) @'
            $context = [System.Runtime.Loader.AssemblyLoadContext]::new('Other')
            $types = foreach ($file in Get-ChildItem $PSScriptRoot -Filter *.dll) {
                $assembly = try { [System.Reflection.Assembly]::LoadFrom($file.FullName) } catch { $null }
                if ($assembly.Location -ne $file.FullName) { $assembly = $context.LoadFromAssemblyPath($file.FullName) }
                $assembly.GetType('Other.' + ($file.BaseName -replace '\W', '_'))
            }
            function Get-OtherVersion { $types | ForEach-Object { $_::Version } | Sort-Object -Unique }
            Export-ModuleMember -Function Get-OtherVersion
'@
        $script:send = @'
            $sandbox = Start-WaSandbox
            Connect-WaProvider Kaleyra -Sandbox $sandbox -RatePerSecond 0
            $message = 'Yes' | New-WaButton | New-WaInteractiveMessage -Body 'Your visit is at 9 am.'
            'sent: ' + ($message | Send-WaMessage -To '+393331234567').Status
            'tested: ' + (Test-WaProvider).Reachable
'@
    }

    It 'has packages to meet' { $names.Count | Should -BeGreaterThan 5 }

    It 'works when another module brought other versions before' {
        $said = Invoke-Child "Import-Module '$other/Other.psm1'; 'other: ' + (Get-OtherVersion); Import-Module InteractiveMessaging; $send; 'other: ' + (Get-OtherVersion)"
        $said | Should -Be 'other: 99.0.0.0', 'sent: Accepted', 'tested: True', 'other: 99.0.0.0'
    }

    It 'works when another module brings other versions after' {
        $said = Invoke-Child "Import-Module InteractiveMessaging; $send; Import-Module '$other/Other.psm1'; 'other: ' + (Get-OtherVersion); $send"
        $said | Should -Be 'sent: Accepted', 'tested: True', 'other: 99.0.0.0', 'sent: Accepted', 'tested: True'
    }

    It 'puts no package into the session, and answers for no assembly but its own' {
        $said = Invoke-Child "Import-Module InteractiveMessaging; $send
            [System.Runtime.Loader.AssemblyLoadContext]::Default.Assemblies.GetName().Name | Where-Object { `$_ -like 'Microsoft.Extensions.*' -or `$_ -eq 'InteractiveMessaging.Transport' }
            try { `$null = [System.Reflection.Assembly]::Load('Microsoft.Extensions.Http') ; 'answered' } catch { 'not answered' }"
        $said | Should -Be 'sent: Accepted', 'tested: True', 'not answered'
    }
}

Describe 'In a session' {
    It 'loads no package before first use' {
        $said = Invoke-Child "
            Import-Module InteractiveMessaging
            `$loaded = [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name }
            `$loaded | Where-Object { `$_ -like 'InteractiveMessaging*' -or `$_ -like 'Microsoft.Extensions.*' } | Sort-Object"
        $said | Should -Be InteractiveMessaging, InteractiveMessaging.Cmdlets
    }

    It 'finds its types by name, before the first cmdlet has run' {
        $said = Invoke-Child "Import-Module InteractiveMessaging
            [InteractiveMessaging.SendResult].Name; [InteractiveMessaging.Connection].Name; [InteractiveMessaging.SendStatus]::InDoubt; [InteractiveMessaging.ReplyButton]::new('Yes', 'y').Id"
        $said | Should -Be SendResult, Connection, InDoubt, y
    }

    It 'imports again with -Force, without a second set of types, and leaves nothing open' {
        $said = Invoke-Child "Import-Module InteractiveMessaging
            `$before = [InteractiveMessaging.SendResult]
            `$open = Connect-WaProvider AiSoule -Sandbox (Start-WaSandbox) -PassThru
            Import-Module InteractiveMessaging -Force
            'same types: ' + ([InteractiveMessaging.SendResult] -eq `$before)
            'closed: ' + `$open.IsClosed
            'open: ' + @(Get-WaProvider).Count
            Connect-WaProvider AiSoule -Sandbox (Start-WaSandbox)
            'sent: ' + ('Yes' | New-WaButton | New-WaInteractiveMessage -Body Hello | Send-WaMessage -To '+393331234567').Status"
        $said | Should -Be 'same types: True', 'closed: True', 'open: 0', 'sent: Accepted'
    }

    It 'goes away with Remove-Module, and comes back' {
        $said = Invoke-Child "Import-Module InteractiveMessaging
            `$open = Connect-WaProvider AiSoule -Sandbox (Start-WaSandbox) -PassThru
            Remove-Module InteractiveMessaging
            'closed: ' + `$open.IsClosed
            `$PSModuleAutoLoadingPreference = 'None'
            'there: ' + [bool] (Get-Command Send-WaMessage -ErrorAction Ignore)
            Import-Module InteractiveMessaging
            'there: ' + [bool] (Get-Command Send-WaMessage -ErrorAction Ignore)"
        $said | Should -Be 'closed: True', 'there: False', 'there: True'
    }

    It 'imports into several runspaces at once' {
        $said = Invoke-Child "
            `$barrier = [System.Threading.Barrier]::new(6)
            `$shells = 1..6 | ForEach-Object {
                `$ps = [powershell]::Create()
                `$null = `$ps.AddScript('param(`$barrier) `$null = `$barrier.SignalAndWait([timespan]::FromMinutes(2)); Import-Module InteractiveMessaging; [InteractiveMessaging.SendResult].Name + (Get-WaProvider -ListAvailable Kaleyra).Name').AddArgument(`$barrier)
                [pscustomobject]@{ Shell = `$ps; Running = `$ps.BeginInvoke() }
            }
            `$shells | ForEach-Object { `$_.Shell.EndInvoke(`$_.Running) }"
        $said | Should -Be (@('SendResultKaleyra') * 6)
    }
}
