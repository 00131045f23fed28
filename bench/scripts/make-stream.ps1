# The rows of send-stream, sent by nobody: what PowerShell takes to make them.
param([int] $Count)
& {
    param([int] $Count)
    for ($i = 0; $i -lt $Count; $i++) { [pscustomobject]@{ Phone = '+39333' + $i.ToString('d7'); FirstName = "Name$i" } }
} $Count | Out-Null
