BeforeAll {
    Import-Module InteractiveMessaging -Force

    function Get-Completion([string] $Typed) { (TabExpansion2 $Typed $Typed.Length).CompletionMatches.CompletionText }

    $script:sandbox = Start-WaSandbox -Seed 1
    Connect-WaProvider Kaleyra -Sandbox $sandbox
    Connect-WaProvider PingUp -Name 'the clinic' -Sandbox $sandbox
    Push-Location $TestDrive
    Set-Content people.csv 'FirstName,Phone,Order Id', 'Ada,+12025550101,A-1001'
    $script:people = Import-Csv people.csv
}

AfterAll {
    Pop-Location
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'Tab completion' {
    It 'after <Typed> offers <Offers>' -ForEach @(
        @{ Typed = 'Connect-WaProvider k'; Offers = 'Kaleyra' }
        @{ Typed = 'Test-WaMessage $m -Provider 3'; Offers = '360dialog' }
        @{ Typed = 'ConvertTo-WaJson $m -Provider pi'; Offers = 'PingUp' }
        @{ Typed = 'Export-WaPreview x.html -Provider oc'; Offers = 'Octopods' }
        @{ Typed = 'Get-WaSandboxMessage -Provider me'; Offers = 'MetaCloud' }
        @{ Typed = 'Send-WaMessage -Connection '; Offers = 'Kaleyra', "'the clinic'" }
        @{ Typed = 'Test-WaProvider ka'; Offers = 'Kaleyra' }
        @{ Typed = 'Disconnect-WaProvider the'; Offers = "'the clinic'" }
        @{ Typed = 'Get-WaJournal x.journal -Status '; Offers = 'Accepted', 'Excluded', 'Failed', 'InDoubt', 'InFlight', 'NotSent', 'Rejected', 'Waiting' }
        @{ Typed = 'Send-WaMessage -JournalFlush '; Offers = 'Disk', 'Process' }
        @{ Typed = 'New-WaInteractiveMessage -FlowAction '; Offers = 'navigate', 'data_exchange' }
        @{ Typed = 'New-WaInteractiveMessage -FlowMode '; Offers = 'draft', 'published' }
        @{ Typed = '$m | Send-WaMessage | Where-Object Sta'; Offers = 'Status' }
        @{ Typed = '$m | Test-WaMessage | Where-Object Sev'; Offers = 'Severity' }
    ) {
        Get-Completion $Typed | Sort-Object | Should -Be ($Offers | Sort-Object)
    }

    It 'offers every provider' {
        Get-Completion 'Connect-WaProvider ' | Sort-Object | Should -Be ([InteractiveMessaging.ProviderCatalog]::All.Name | Sort-Object)
    }

    It 'offers the values of every setting that has few' {
        $few = [InteractiveMessaging.ProviderCatalog]::All.Settings | Where-Object { $_.Choices.Count }
        $few.Name | Should -Be Region, Source
        foreach ($setting in $few) { Get-Completion "Connect-WaProvider -$($setting.Name) " | Should -Be @($setting.Choices) }
    }

    It 'offers the columns of rows that are known: <Typed>' -ForEach @(
        @{ Typed = 'Import-Csv people.csv | Send-WaMessage -Key '; Offers = 'FirstName', 'Phone', "'Order Id'" }
        @{ Typed = 'Import-Csv people.csv | Send-WaMessage -Message $m -Keep FirstName, o'; Offers = "'Order Id'" }
        @{ Typed = 'Import-Csv -Path people.csv | Send-WaMessage -Message $m -Key o'; Offers = "'Order Id'" }
        @{ Typed = '$people | Send-WaMessage -Message $m -Key f'; Offers = 'FirstName' }
        @{ Typed = 'Import-Csv people.csv | Send-WaMessage -Message (New-WaTextMessage ''Hi {{f'; Offers = '''Hi {{FirstName}}''' }
        @{ Typed = 'Import-Csv people.csv | Send-WaMessage -Message (New-WaButton Yes | New-WaInteractiveMessage -Body "Hi {{FirstName}}, it''s {{o'; Offers = '"Hi {{FirstName}}, it''s {{Order Id}}"' }
    ) {
        Get-Completion $Typed | Should -Be $Offers
    }

    It 'runs nothing but what reads, and offers nothing where there is nothing: <_>' -ForEach @(
        'Set-Content ran.txt x | Send-WaMessage -Key '
        'Import-Csv (Set-Content ran.txt x) | Send-WaMessage -Key '
        '$(Set-Content ran.txt x) | Send-WaMessage -Key '
        'Import-Csv gone.csv | Send-WaMessage -Key '
        '$gone | Send-WaMessage -Key '
    ) {
        Get-Completion $_ | Where-Object { $_ -in 'FirstName', 'Phone' } | Should -BeNullOrEmpty
        'ran.txt' | Should -Not -Exist
    }
}

Describe 'Names that people try' {
    It '<Cmdlet> -<Alias> is -<Parameter>' -ForEach @(
        foreach ($alias in 'Phone', 'PhoneNumber', 'Mobile', 'Recipient') {
            'Send-WaMessage', 'ConvertTo-WaJson', 'Get-WaSandboxMessage' | ForEach-Object { @{ Cmdlet = $_; Alias = $alias; Parameter = 'To' } }
        }
        foreach ($alias in 'To', 'Phone', 'PhoneNumber', 'Mobile') { @{ Cmdlet = 'Get-WaJournal'; Alias = $alias; Parameter = 'Recipient' } }
        @{ Cmdlet = 'New-WaTextMessage'; Alias = 'Text'; Parameter = 'Body' }
        @{ Cmdlet = 'New-WaInteractiveMessage'; Alias = 'Text'; Parameter = 'Body' }
    ) {
        (Get-Command $Cmdlet).Parameters[$Parameter].Aliases | Should -Contain $Alias
    }

    It '<Cmdlet> takes -<Parameter> first, without its name' -ForEach @(
        @{ Cmdlet = 'Connect-WaProvider'; Parameter = 'Provider' }
        @{ Cmdlet = 'Disconnect-WaProvider'; Parameter = 'Name' }
        @{ Cmdlet = 'Get-WaProvider'; Parameter = 'Name' }
        @{ Cmdlet = 'Test-WaProvider'; Parameter = 'Connection' }
        @{ Cmdlet = 'New-WaButton'; Parameter = 'Title' }
        @{ Cmdlet = 'New-WaListRow'; Parameter = 'Title' }
        @{ Cmdlet = 'New-WaListSection'; Parameter = 'Title' }
        @{ Cmdlet = 'New-WaTextMessage'; Parameter = 'Body' }
        @{ Cmdlet = 'Send-WaMessage'; Parameter = 'Message' }
        @{ Cmdlet = 'Test-WaMessage'; Parameter = 'Message' }
        @{ Cmdlet = 'Show-WaMessage'; Parameter = 'Message' }
        @{ Cmdlet = 'ConvertTo-WaJson'; Parameter = 'Message' }
        @{ Cmdlet = 'ConvertFrom-WaJson'; Parameter = 'Json' }
        @{ Cmdlet = 'Export-WaPreview'; Parameter = 'Path' }
        @{ Cmdlet = 'Get-WaJournal'; Parameter = 'Path' }
        @{ Cmdlet = 'Export-WaReport'; Parameter = 'Journal' }
        @{ Cmdlet = 'ConvertFrom-WaCallback'; Parameter = 'InputObject' }
        @{ Cmdlet = 'Start-WaSandbox'; Parameter = 'Port' }
    ) {
        (Get-Command $Cmdlet).Parameters[$Parameter].ParameterSets.Values.Position | Should -Contain 0
    }
}
