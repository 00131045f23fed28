# What -WhatIf says at its end.
BeforeAll {
    Import-Module InteractiveMessaging -Force
    $script:sandbox = Start-WaSandbox
    Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 2
    $script:text = New-WaTextMessage 'Hi {{Name}}'
    $script:rows = @(
        [pscustomobject]@{ Name = 'Ada'; Phone = '+12025550101' }
        [pscustomobject]@{ Name = 'Bo'; Phone = '+393331234567' }
        [pscustomobject]@{ Name = 'Bo'; Phone = '+393331234567' }
        [pscustomobject]@{ Name = 'Cy'; Phone = '333' }
        [pscustomobject]@{ Name = ''; Phone = '+393331234568' }
    )
    $script:card = New-Item $TestDrive/card.csv -Value "Market,Currency,Marketing,Utility,Service`nItaly,USD,0.07,0.03,0.03`nNorth America,USD,0.02,0.01,`nOther,USD,0.05,0.01,0.01`n"
    function Plan { $rows | Send-WaMessage -Message $text -WhatIf @args -ErrorAction Ignore 6> $null | Select-Object -Last 1 }
}

AfterAll {
    Get-WaProvider | Disconnect-WaProvider
    Stop-WaSandbox
}

Describe 'The plan' {
    It 'ends -WhatIf, says what the run would do, and nothing is sent' {
        $all = $rows | Send-WaMessage -Message $text -WhatIf -RateCard $card -ErrorAction Ignore 6> $null
        $all.Count | Should -Be 6
        $all[0..4].Status | Should -Be NotSent, NotSent, NotSent, Invalid, NotSent
        $plan = $all[-1]
        $plan | Should -BeOfType InteractiveMessaging.SendPlan
        $plan.Rows, $plan.ToSend, $plan.People, $plan.Duplicates | Should -Be 5, 4, 3, 1
        $plan.Invalid[0].Cause, $plan.Invalid[0].Count | Should -Be RecipientInvalid, 1
        $plan.Duration | Should -Be ([timespan] '00:00:02')
        $plan.Countries | ForEach-Object { "$($_.Messages) $($_.Country) $($_.Price)" } | Should -Be '3 Italy 0.03', '1 United States and Canada 0.01'
        $plan.Cost, $plan.Currency | Should -Be 0.10, USD
        $plan.Account.MessagingLimit | Should -Be TIER_250
        $sandbox.Accepted | Should -Be 0
        "$($plan | Out-String -Width 200)" | Should -BeLike '*Rows*5*4 messages to 3 people*1 (the same message to the same person*Invalid*1 RecipientInvalid. Row 4:*0.10 USD*'
    }

    It 'is not buried under the rows of a long list' {
        $said = Join-Path $TestDrive said.txt
        Start-Transcript $said | Out-Null
        try { $all = 1..30 | ForEach-Object { "+120255501$('{0:00}' -f $_)" } | Send-WaMessage -Message (New-WaTextMessage Hi) -WhatIf } finally { Stop-Transcript | Out-Null }
        $lines = @(Get-Content $said) -match 'on target'
        $lines | Should -HaveCount 21
        $lines[-1] | Should -BeLike '*"Send messages"*the rows that follow; the plan counts them*'
        $all.Count | Should -Be 31
    }

    It 'knows what the journal has settled, and that duplicates are then left out' {
        $journal = Join-Path $TestDrive plan.journal
        $rows[0, 1] | Send-WaMessage -Message $text -Journal $journal | Out-Null
        $plan = Plan -Journal $journal
        $plan.Settled, $plan.Duplicates, $plan.ToSend, $plan.People | Should -Be 2, 1, 1, 1
    }

    It 'says what it could not know' {
        (Plan).Remarks | Should -Be 'The cost is not known: give a rate card with -RateCard.'
        Connect-WaProvider Octopods -Sandbox $sandbox
        $button = 'Yes' | New-WaButton | New-WaInteractiveMessage -Body 'Hi {{Name}}'
        $plan = $rows | Send-WaMessage -Message $button -WhatIf -ErrorAction Ignore 6> $null | Select-Object -Last 1
        $plan.Remarks[0] | Should -Be "The account's messaging limit is not known: the provider does not tell it."
        Connect-WaProvider MetaCloud -Sandbox $sandbox -RatePerSecond 2
        $template = New-WaTemplateMessage order_update -Language en -Body '{{Name}}'
        $plan = $rows | Send-WaMessage -Message $template -WhatIf -RateCard $card -ErrorAction Ignore 6> $null | Select-Object -Last 1
        $plan.Countries[0].Category | Should -BeNullOrEmpty
        $plan.Remarks | Should -Contain 'The rate card has no price for 3 messages: see Countries.'
    }

    It 'takes the category of a template from its definition' {
        $held = Get-WaTemplate -Path (Join-Path $PSScriptRoot ../../help/Files/templates.json)
        Connect-WaProvider MetaCloud -Sandbox (Start-WaSandbox -Template $held) -RatePerSecond 2
        $template = New-WaTemplateMessage order_update -Language en_US -Header 17 -Body '{{Name}}', Monday -Button @{ 1 = @{ Url = '17' } }
        $plan = $rows | Send-WaMessage -Message $template -WhatIf -RateCard $card -ErrorAction Ignore 6> $null | Select-Object -Last 1
        $plan.Countries[0].Category, $plan.Cost | Should -Be Utility, 0.07
    }

    It 'refuses a rate card with other columns before anything is read' {
        $wrong = New-Item $TestDrive/wrong.csv -Value "Country,Price`nItaly,1"
        { $rows | Send-WaMessage -Message $text -WhatIf -RateCard $wrong } | Should -Throw -ExpectedMessage '*columns Market, Currency*' -ErrorId 'BadInput,*'
        { $rows | Send-WaMessage -Message $text -WhatIf -RateCard $TestDrive/none.csv } | Should -Throw -ErrorId 'FileNotFound,*'
    }
}
