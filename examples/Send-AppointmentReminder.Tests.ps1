# How to test a script that sends: the sandbox takes the place of the provider, and fails on demand.
BeforeAll {
    Import-Module InteractiveMessaging
    $script:reminder = Join-Path $PSScriptRoot Send-AppointmentReminder.ps1
    $script:list = Join-Path $TestDrive people.csv
}

Describe 'Send-AppointmentReminder' {
    BeforeEach {
        Set-Content $list 'FirstName,Phone,Visit', 'Ada,+447700900001,Mon 9:00', ',+447700900002,Tue 8:15', 'Cy,07700900003,Wed 10:30'
        Remove-Item "$list.journal" -ErrorAction Ignore
    }

    AfterEach {
        Get-WaProvider | Disconnect-WaProvider
        Stop-WaSandbox
    }

    It 'greets by name, or without one' {
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox)
        & $reminder -Path $list
        (Get-WaSandboxMessage).Body | Sort-Object | Should -Be @('Hi Ada, we expect you on Mon 9:00.', 'Hi there, we expect you on Tue 8:15.')
    }

    It 'returns those it could not reach' {
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox)
        $left = & $reminder -Path $list
        $left.Status | Should -Be Invalid
        $left.Row.FirstName | Should -Be Cy
    }

    It 'takes national numbers if the country is given' {
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox)
        & $reminder -Path $list -CountryCode 44 | Should -BeNullOrEmpty
    }

    It 'reminds nobody twice' {
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox)
        & $reminder -Path $list
        & $reminder -Path $list
        Get-WaSandboxMessage | Should -HaveCount 2
    }

    It 'returns messages without a reply as in doubt, and does not send them again' {
        Connect-WaProvider PingUp -Sandbox (Start-WaSandbox -Fault @{ Drop = 1.0 })
        $left = & $reminder -Path $list
        ($left | Where-Object Status -EQ InDoubt).To | Sort-Object | Should -Be @('+447700900001', '+447700900002')
        Get-WaSandboxMessage | Should -HaveCount 2
    }
}
