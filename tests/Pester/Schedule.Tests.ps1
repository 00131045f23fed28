# When people are written to, and how many of them.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:sandbox = Start-WaSandbox
    Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 0
    $script:text = New-WaTextMessage 'Hello'
    $script:rows = 1..6 | ForEach-Object { [pscustomobject]@{ To = "+1202555010$_"; TimeZone = $_ % 2 ? 'Etc/UTC' : '' } }
    function Hours([int] $From, [int] $To) {
        $now = [datetime]::UtcNow
        "$($now.AddHours($From).ToString('HH:mm'))-$($now.AddHours($To).ToString('HH:mm'))"
    }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'Hours' {
    It 'let those be written to whose day it is, and the others wait until the run ends' {
        # Noon in one zone is night in the one half around the world.
        $results = $rows | Send-WaMessage -Message $text -SendWindow (Hours -1 1) -TimeZone { $_.TimeZone ? 'Etc/UTC' : 'Etc/GMT-12' } -MaxDuration 00:00:02
        ($results | Where-Object Status -EQ Accepted).To | Sort-Object | Should -Be '+12025550101', '+12025550103', '+12025550105'
        $late = $results | Where-Object Status -EQ NotSent
        $late.Count | Should -Be 3
        $late.Note | Sort-Object -Unique | Should -Be "The run's time was over (-MaxDuration 00:00:02)."
        $late.Error | Where-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'are told by the progress bar of a run that waits for them, which then knows no end' {
        $shell = [powershell]::Create()
        $null = $shell.AddScript({
            param($module, $connection, $text, $hours)
            Import-Module $module
            Send-WaMessage $text -To '+12025550101', '+12025550102' -Connection $connection -SendWindow $hours -TimeZone Etc/UTC -MaxDuration 00:01:00
        }).AddArgument((Get-Module InteractiveMessaging).Path).AddArgument((Get-WaProvider MetaCloud)).AddArgument($text).AddArgument((Hours 11 12))
        $null = Register-ObjectEvent $shell.Streams.Progress DataAdded -SourceIdentifier WaWaits
        $null = $shell.BeginInvoke()
        try {
            Wait-Event WaWaits -Timeout 60 | Should -Not -BeNullOrEmpty
            $waiting = $shell.Streams.Progress[0]
            $waiting.StatusDescription | Should -BeLike '0 done: *, 0 in flight, 2 waiting; nothing may be sent before *:*'
            $waiting.SecondsRemaining, $waiting.PercentComplete | Should -Be -1, 0
        } finally {
            $shell.Stop()
            Unregister-Event WaWaits
            Remove-Event WaWaits -ErrorAction Ignore
        }

        $shell.Dispose()
    }

    It 'are those of the column, else of -TimeZone' {
        $results = $rows | Send-WaMessage -Message $text -SendWindow (Hours -1 1) -TimeZone Etc/GMT-12 -MaxDuration 00:00:01
        ($results | Where-Object Status -EQ Accepted).To.Count | Should -Be 3
        ($rows | Send-WaMessage -Message $text -SendWindow (Hours -1 1) -TimeZone Etc/UTC).Status | Sort-Object -Unique | Should -Be Accepted
    }

    It 'of a zone that does not exist make that row invalid, and nothing of it is sent' {
        $wrong = [pscustomobject]@{ To = '+12025550107'; TimeZone = 'Europe/Rom' }
        $before = $sandbox.Accepted
        $results = $rows[0], $wrong | Send-WaMessage -Message $text -SendWindow (Hours -1 1) -ErrorAction Ignore
        ($results | Sort-Object RowNumber).Status | Should -Be Accepted, Invalid
        ($results | Where-Object Status -EQ Invalid).Error | Should -Be "There is no time zone 'Europe/Rom'."
        ($wrong | Send-WaMessage -Message $text).Status | Should -Be Accepted
        $sandbox.Accepted - $before | Should -Be 2
    }

    It 'begin on the date that -NotBefore names' {
        $results = $rows | Send-WaMessage -Message $text -NotBefore (Get-Date).AddHours(1) -MaxDuration 00:00:01
        $results.Status | Sort-Object -Unique | Should -Be NotSent
        ($rows | Send-WaMessage -Message $text -NotBefore (Get-Date).AddHours(-1)).Status | Sort-Object -Unique | Should -Be Accepted
    }

    It 'that cannot be read are an error before anything is sent: <Given>' -ForEach @(
        @{ Given = '-SendWindow 9-18'; Parameters = @{ SendWindow = '9-18' }; Says = "*not two times of day*09:00-18:00*" }
        @{ Given = '-SendWindow 09:00-09:00'; Parameters = @{ SendWindow = '09:00-09:00' }; Says = '*same time*' }
        @{ Given = '-TimeZone alone'; Parameters = @{ TimeZone = 'Etc/UTC' }; Says = '*-SendWindow*' }
        @{ Given = '-TimeZone unknown'; Parameters = @{ SendWindow = '09:00-18:00'; TimeZone = 'Rome' }; Says = "*no time zone 'Rome'*" }
        @{ Given = '-MaxDuration 0'; Parameters = @{ MaxDuration = '0s' }; Says = '*more than nothing*' }
        @{ Given = '-MaxDuration soon'; Parameters = @{ MaxDuration = 'soon' }; Says = '*soon*' }
    ) {
        $before = $sandbox.Requests
        { $rows | Send-WaMessage -Message $text @Parameters } | Should -Throw -ExpectedMessage $Says -ErrorId 'BadInput,*'
        $sandbox.Requests | Should -Be $before
    }
}

Describe '-MaxRecipients' {
    It 'ends the run in order, and the same command goes on' {
        $journal = Join-Path $TestDrive tier.journal
        $all = 1..3 | ForEach-Object {
            $results = $rows + $rows[0] | Send-WaMessage -Message $text -Journal $journal -MaxRecipients 2 -InformationVariable said
            "$(($results | Where-Object Status -EQ Accepted).Count) $(($results | Where-Object Status -EQ NotSent).Count)"
        }
        $all | Should -Be '2 4', '2 2', '2 0'
        (Get-WaJournal $journal -Summary).Accepted | Should -Be 6
        $results = $rows | Send-WaMessage -Message $text -MaxRecipients 2 -InformationVariable said
        "$said" | Should -BeLike '*ended in order. 2 people were written to (-MaxRecipients). What is NotSent can be sent later.*'
        ($results | Where-Object Status -EQ NotSent).Note | Sort-Object -Unique | Should -Be '2 people were written to (-MaxRecipients).'
    }
}

Describe 'Time zones' {
    It 'complete by their names' {
        $typed = 'Send-WaMessage -TimeZone Europe/Ro'
        (TabExpansion2 $typed $typed.Length).CompletionMatches.CompletionText | Should -Contain Europe/Rome
    }
}
