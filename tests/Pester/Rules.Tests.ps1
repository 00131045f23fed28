BeforeAll {
    Import-Module InteractiveMessaging -Force
}

Describe 'Test-WaMessage' {
    It 'says nothing of a sound message' {
        $message = New-WaButton Yes | New-WaInteractiveMessage -Body b
        $message | Test-WaMessage | Should -BeNullOrEmpty
        $message | Test-WaMessage -Quiet | Should -BeTrue
    }

    It 'names every fault at once: where, how far over, who says so, and what to do' {
        $faults = @('A', 'B', 'C', ('D' * 21) | New-WaButton | New-WaInteractiveMessage -Body ('b' * 1025) -Footer ('f' * 61) | Test-WaMessage)
        $faults.Rule | Should -Be @('body.length', 'footer.length', 'button.count', 'button.title.length')
        $title = $faults[3]
        $title.Path | Should -Be '/action/buttons/3/reply/title'
        $title.Limit | Should -Be 20
        $title.Actual | Should -Be 21
        $title.Severity | Should -Be Error
        $title.Source | Should -BeLike 'Meta*'
        $title.Recommendation | Should -BeLike '*list*'
        $faults[2].Recommendation | Should -BeLike '*list*'
    }

    It 'returns $false with -Quiet for an error, and $true for a warning' {
        'a' * 21 | New-WaButton | New-WaInteractiveMessage -Body b | Test-WaMessage -Quiet | Should -BeFalse
        $emoji = "`u{1F600}" * 20 | New-WaButton | New-WaInteractiveMessage -Body b
        @($emoji | Test-WaMessage).Severity | Should -Be Warning
        $emoji | Test-WaMessage -Quiet | Should -BeTrue
    }

    It 'adds the provider''s own rules: <Provider>' -ForEach @(
        @{ Provider = 'PingUp'; Rule = @('header.image.id', 'type.documented'); Header = { New-WaHeader -Image 17 } }
        @{ Provider = 'PingUp'; Rule = @('type.documented'); Header = { New-WaHeader -Image https://a.example -Caption c } }
        @{ Provider = 'PingUp'; Rule = @('type.documented'); Header = { New-WaHeader -Document store-1/s3://a/b -FileName c } }
        @{ Provider = 'aisoule'; Rule = @('header.image.caption', 'type.documented'); Header = { New-WaHeader -Image https://a.example -Caption c } }
        @{ Provider = 'Kaleyra'; Rule = @('header.document.link'); Header = { New-WaHeader -Document store-1/s3://a/b -FileName c } }
        @{ Provider = 'MetaCloud'; Rule = @(); Header = { New-WaHeader -Image 17 } }
    ) {
        $message = New-WaInteractiveMessage -Body b -Url https://a.example -UrlText c -Header (& $Header)
        @($message | Test-WaMessage -Provider $Provider | ForEach-Object Rule) | Should -Be $Rule
    }

    It 'lets a list say 4096 characters at Meta and 360dialog alone' {
        $list = New-WaListRow a | New-WaListSection | New-WaInteractiveMessage -Body ('b' * 4096) -ButtonText c
        $list | Test-WaMessage -Provider MetaCloud | Should -BeNullOrEmpty
        $list | Test-WaMessage -Provider 360dialog | Should -BeNullOrEmpty
        ($list | Test-WaMessage -Provider Kaleyra).Rule | Should -Be list.body.length
    }

    It 'says which columns a draft needs' {
        $entry = New-WaButton '{{Answer}}' | New-WaInteractiveMessage -Body 'Hi {{FirstName|you}}' | Test-WaMessage
        $entry.Severity | Should -Be Information
        $entry.Message | Should -BeLike '*FirstName, Answer*'
        New-WaTextMessage '{{A}}' | Test-WaMessage -Quiet | Should -BeTrue
    }

    It 'names a placeholder that is not closed' {
        (New-WaTextMessage 'Hi {{Name' | Test-WaMessage).Rule | Should -Be placeholder.broken
    }

    It 'knows no provider of another name' {
        $fault = New-WaTextMessage a | Test-WaMessage -Provider Nobody 2>&1
        $fault.FullyQualifiedErrorId | Should -BeLike 'ProviderUnknown,*'
        "$fault" | Should -BeLike "*no provider 'Nobody'*360dialog*"
        (TabExpansion2 'Test-WaMessage -Provider Me').CompletionMatches.CompletionText | Should -Be MetaCloud
    }
}
