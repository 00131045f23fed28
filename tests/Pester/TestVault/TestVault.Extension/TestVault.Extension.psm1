# SecretManagement fixes the names and the parameters; a store of the process holds the secrets.
$ErrorActionPreference = 'Stop'
$domain = [System.AppDomain]::CurrentDomain
if (-not $domain.GetData('TestVault')) { $domain.SetData('TestVault', [System.Collections.Concurrent.ConcurrentDictionary[string, object]]::new()) }
$script:secrets = $domain.GetData('TestVault')

function Get-Secret {
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    $null = $AdditionalParameters
    $secrets["$VaultName/$Name"]
}

function Set-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement calls it without')]
    param([string] $Name, [object] $Secret, [string] $VaultName, [hashtable] $AdditionalParameters)
    $null = $AdditionalParameters
    if ($Name -eq 'talkative') { throw "Cannot keep `e[2J'$([Net.NetworkCredential]::new('', $Secret).Password)'" }
    $secrets["$VaultName/$Name"] = $Secret
}

function Remove-Secret {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSUseShouldProcessForStateChangingFunctions', '', Justification = 'SecretManagement calls it without')]
    param([string] $Name, [string] $VaultName, [hashtable] $AdditionalParameters)
    $null = $AdditionalParameters
    $null = $secrets.TryRemove("$VaultName/$Name", [ref] $null)
}

function Get-SecretInfo {
    param([string] $Filter, [string] $VaultName, [hashtable] $AdditionalParameters)
    $null = $AdditionalParameters
    foreach ($key in $secrets.Keys -like "$VaultName/*") {
        $name = $key.Substring($VaultName.Length + 1)
        if (-not $Filter -or $name -like $Filter) {
            [Microsoft.PowerShell.SecretManagement.SecretInformation]::new($name, 'SecureString', $VaultName)
        }
    }
}

function Test-SecretVault {
    param([string] $VaultName, [hashtable] $AdditionalParameters)
    $null = $VaultName, $AdditionalParameters
    $true
}
