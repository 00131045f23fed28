BeforeDiscovery {
    $script:browser = Get-Command chromium, chromium-browser, google-chrome, msedge -CommandType Application -ErrorAction Ignore | Select-Object -First 1
}

BeforeAll {
    Import-Module InteractiveMessaging -ErrorAction Stop
    $script:list = 'My bill', 'Meter reading' | New-WaListRow | New-WaListSection -Title Account |
        New-WaInteractiveMessage -Header 'Northwind' -Body 'Hi *{{FirstName}}*, how can we help?' -Footer 'Reply STOP to opt out' -ButtonText 'Choose'
    $script:people = 'Name,To,FirstName', 'Ada L,+12025550101,Ada', 'Bo K,+12025550102,Bo' | ConvertFrom-Csv
}

Describe 'Show-WaMessage' {
    It 'returns one string a message, with its list opened' {
        $shown = @($list, $list | Show-WaMessage -PlainText)
        $shown.Count | Should -Be 2
        $shown[0] | Should -BeOfType string
        $shown[0] | Should -BeLike '*Northwind*Hi {{FirstName}}, how can we help?*Reply STOP*Choose*Account*My bill*Meter reading*'
    }

    It 'fills placeholders from each row' {
        $shown = @($list | Show-WaMessage -PlainText -Row $people)
        $shown[0] | Should -BeLike '*Hi Ada, how*'
        $shown[1] | Should -BeLike '*Hi Bo, how*'
    }

    It 'says which column is missing in a row and goes on with the others' {
        $shown = @($list | Show-WaMessage -PlainText -Row @{ FirstName = 'Ada' }, @{ Name = 'Bo' } -ErrorVariable fault -ErrorAction SilentlyContinue)
        $shown.Count | Should -Be 1
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'MissingColumn,*'
        $fault[0].Exception.Message | Should -Be 'Row 2: This row has no FirstName column; it has: Name.'
    }

    It 'keeps to the width' {
        ($list | Show-WaMessage -PlainText -Width 24) -split "`n" | ForEach-Object { $_.Length | Should -BeLessOrEqual 24 }
        { $list | Show-WaMessage -Width 5 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }

    Context 'colours' {
        BeforeAll { $script:before = $PSStyle.OutputRendering }
        AfterEach { $PSStyle.OutputRendering = $before }

        It 'are there where the output is rendered with ANSI sequences' {
            $PSStyle.OutputRendering = 'Ansi'
            $list | Show-WaMessage | Should -Match "`e\[1mNorthwind"
        }

        It 'are not there with -PlainText or where output is plain text' {
            $PSStyle.OutputRendering = 'Ansi'
            $list | Show-WaMessage -PlainText | Should -Not -Match "`e"
            $PSStyle.OutputRendering = 'PlainText'
            $list | Show-WaMessage | Should -Not -Match "`e"
        }

        It 'are not there where the process writes to a file' {
            $shell = 'pwsh'
            $plain = & $shell -NoProfile -NonInteractive -Command 'Import-Module InteractiveMessaging; $PSStyle.OutputRendering = "Host"; "Ok" | New-WaButton | New-WaInteractiveMessage -Body "*Hi*" | Show-WaMessage'
            $plain | Should -Contain ([string][char]0x2502 + ' Hi' + ' ' * 19 + [char]0x2502)
        }
    }
}

Describe 'Export-WaPreview' {
    It 'writes one page with a phone for each row' {
        $path = Join-Path $TestDrive people.html
        $list | Export-WaPreview $path -Row $people | Should -BeNullOrEmpty
        $page = Get-Content $path -Raw
        ([regex]::Matches($page, '<article')).Count | Should -Be 2
        $page | Should -BeLike "*Ada L `u{00B7} +12025550101*Hi <strong>Ada</strong>*Bo K `u{00B7} +12025550102*Hi <strong>Bo</strong>*"
    }

    It 'marks what breaks a rule, by the rules of the provider that is named' {
        $long = 'A title that is far too long' | New-WaButton | New-WaInteractiveMessage -Body Hi
        $file = $long | Export-WaPreview (Join-Path $TestDrive bad.html) -Provider kaleyra -Title 'For approval' -PassThru
        $page = Get-Content $file -Raw
        $page | Should -BeLike '*<title>For approval</title>*the rules of WhatsApp and Kaleyra*Would not be sent*class="button marked error"*28 characters*Limit 20*'
    }

    It 'says that a row with a number that cannot be read would not be sent' {
        $path = Join-Path $TestDrive numbers.html
        $rows = [pscustomobject]@{ FirstName = 'Ada'; Phone = '+39my' }, [pscustomobject]@{ FirstName = 'Bo'; Phone = '3331234567' },
            [pscustomobject]@{ FirstName = 'Cy'; Phone = '+12025550101' }, [pscustomobject]@{ FirstName = 'Di' }
        $list | Export-WaPreview $path -Row $rows
        Get-Content $path -Raw | Should -BeLike '*<b>2</b> ready*<b>2</b> would not be sent*+39my*Would not be sent*+39my*is not a phone number*3331234567*Would not be sent*has no country code*+12025550101*Ready*Di*Ready*'
        $list | Export-WaPreview $path -Row $rows -CountryCode 39
        Get-Content $path -Raw | Should -BeLike '*<b>3</b> ready*<b>1</b> would not be sent*'
        { $list | Export-WaPreview $path -Row $rows -CountryCode 39 -International } | Should -Throw -ErrorId 'BadInput,*'
    }

    It 'names the business, and returns the file as Get-Item does' {
        $path = Join-Path $TestDrive named.html
        $file = $list | Export-WaPreview $path -BusinessName 'Harbour & Sons' -Title Menu -PassThru
        Get-Content $path -Raw | Should -BeLike '*<h1>Menu</h1>*<b>Harbour &amp; Sons</b>*'
        foreach ($name in 'PSPath', 'PSParentPath', 'PSChildName', 'BaseName', 'Mode') { $file.$name | Should -Be (Get-Item $path).$name }
        Push-Location Env:
        try { ($list | Export-WaPreview $path -PassThru).FullName | Should -Be (Get-Item -LiteralPath $path).FullName } finally { Pop-Location }
    }

    It 'writes nothing with -WhatIf, for an unknown provider, or over a file with -NoClobber' {
        $path = Join-Path $TestDrive not.html
        $list | Export-WaPreview $path -WhatIf
        $list | Export-WaPreview $path -Provider Nobody -ErrorVariable fault -ErrorAction SilentlyContinue
        $fault[0].FullyQualifiedErrorId | Should -BeLike 'ProviderUnknown,*'
        $path | Should -Not -Exist
        Set-Content $path 'mine'
        { $list | Export-WaPreview $path -NoClobber } | Should -Throw -ErrorId 'FileNotWritten,*'
        Get-Content $path | Should -Be 'mine'
    }

    It 'takes rows as Show-WaMessage and Test-WaMessage do: one that is $null is an error of its own, and all of them are one' {
        $path = Join-Path $TestDrive rows.html
        $draft = New-WaTextMessage 'Hi {{FirstName}}'
        $row = [pscustomobject]@{ FirstName = 'Ada' }
        foreach ($call in { param($rows) Test-WaMessage $draft -Row $rows }, { param($rows) Show-WaMessage $draft -Row $rows }, { param($rows) Export-WaPreview $path $draft -Row $rows }) {
            { & $call $null } | Should -Throw -ErrorId 'BadInput,*' -ExpectedMessage '-Row is empty.'
            $faults = @(& $call @($row, $null) 2>&1 | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
            $faults | Should -HaveCount 1
            "$($faults[0])" | Should -Be 'Row 2: This row is $null.'
        }
        Get-Content $path -Raw | Should -BeLike '*Hi Ada*'
    }

    It 'says that a path cannot be written' {
        { $list | Export-WaPreview (Join-Path $TestDrive no/such/folder/p.html) } | Should -Throw -ErrorId 'FileNotWritten,*'
    }
}

Describe 'The page in a browser' -Skip:(-not $browser) {
    BeforeAll {
        . (Join-Path $PSScriptRoot Browser.ps1)
        $script:listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $script:site = "http://127.0.0.1:$($listener.LocalEndpoint.Port)"


        # The page in a frame as narrow as a phone; the frame around it measures, for the page itself runs no script.
        function Measure-Page([string] $Path) {
            $measure = Join-Path $TestDrive measure.html
            @"
<!doctype html><meta charset="utf-8"><iframe id="frame" style="width:360px;height:900px;border:0" srcdoc="$([Net.WebUtility]::HtmlEncode((Get-Content $Path -Raw)))"></iframe><pre id="out"></pre>
<script>
fetch('$site/control', { mode: 'no-cors' });
frame.onload = () => { out.textContent = JSON.stringify(['light', 'dark'].map(measure)); };
function measure(theme) {
  const page = frame.contentDocument, view = frame.contentWindow;
  page.getElementById('theme-' + theme).checked = true;
  const parts = color => color.match(/[\d.]+/g).map(Number);
  const light = color => parts(color).slice(0, 3).map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => { for (; element; element = element.parentElement) { const c = view.getComputedStyle(element).backgroundColor, p = parts(c); if (p.length < 4 || p[3] === 1) return c; } return 'rgb(255,255,255)'; };
  let worst = { ratio: 21 };
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !element.getClientRects().length || element.tagName === 'LEGEND') continue;
    const [a, b] = [light(view.getComputedStyle(element).color), light(behind(element))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < worst.ratio) worst = { ratio, text: texts.currentNode.data };
  }
  const outside = [...page.querySelectorAll('.phone *')].filter(e => !e.closest('.cards') && e.getBoundingClientRect().right > e.closest('.phone').getBoundingClientRect().right + 1);
  return { theme, width: page.documentElement.scrollWidth, phones: page.querySelectorAll('.phone').length, outside: outside.length, dark: light(view.getComputedStyle(page.body).backgroundColor) < 0.2, contrast: worst };
}
</script>
"@ | Set-Content $measure
            $dom = (Invoke-Browser $measure '--dump-dom').Dom
            [Net.WebUtility]::HtmlDecode([regex]::Match($dom, '<pre id="out">(.*?)</pre>').Groups[1].Value) | ConvertFrom-Json
        }

        $script:word = 'Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft'
        $script:messages = @(
            $list
            "$word", 'Yes', 'No' | New-WaButton | New-WaInteractiveMessage -Header (New-WaHeader -Image "$site/picture.png") -Body "$word $site/$word ``$word``" -Footer $word
            New-WaInteractiveMessage -Body 'Read on' -Url "$site/more" -UrlText 'Open'
            ConvertFrom-WaJson ('{"type":"carousel","body":{"text":"Offers"},"action":{"cards":[' + ((0..2 | ForEach-Object {
                            "{`"card_index`":$_,`"type`":`"cta_url`",`"header`":{`"type`":`"image`",`"image`":{`"link`":`"$site/$_.png`"}},`"body`":{`"text`":`"Card $_`"},`"action`":{`"name`":`"cta_url`",`"parameters`":{`"display_text`":`"More`",`"url`":`"$site/$_`"}}}"
                        }) -join ',') + ']}}')
            New-WaTextMessage "<img src=`"$site/injected`"><script src=`"$site/injected.js`"></script><link rel=stylesheet href=`"$site/x.css`">"
        )
        $script:page = Join-Path $TestDrive page.html
        $messages | Export-WaPreview $page
    }

    AfterAll { $listener.Stop() }

    It 'shows every message, complains of nothing and asks nobody for anything' {
        $picture = Join-Path $TestDrive page.png
        $seen = Invoke-Browser $page '--dump-dom', "--screenshot=$picture", '--window-size=1200,1600'
        ([regex]::Matches($seen.Dom, '<div class="phone"')).Count | Should -Be $messages.Count
        $seen.Dom | Should -BeLike '*class="sheet"*My bill*class="cards"*'
        $seen.Console | Should -BeNullOrEmpty
        (Get-Item $picture).Length | Should -BeGreaterThan 20kb
        $listener.Pending() | Should -BeFalse
    }

    It 'fits a phone and is easy to read in both colours' {
        $measured = @(Measure-Page $page)
        $listener.Pending() | Should -BeTrue -Because 'the frame asked for something, so the silence before was real'
        $measured.theme | Should -Be 'light', 'dark'
        foreach ($one in $measured) {
            $one.phones | Should -Be $messages.Count
            $one.width | Should -Be 360
            $one.outside | Should -Be 0
            $one.dark | Should -Be ($one.theme -eq 'dark')
            $one.contrast.ratio | Should -BeGreaterOrEqual 4.5 -Because "of '$($one.contrast.text)'"
        }
    }
}
