# Rows that are made as they are sent, as from a database: nothing holds them all.
param([int] $Count, $Message, [hashtable] $Sending)
& {
    param([int] $Count)
    for ($i = 0; $i -lt $Count; $i++) { [pscustomobject]@{ Phone = '+39333' + $i.ToString('d7'); FirstName = "Name$i" } }
} $Count | Send-WaMessage -Message $Message @Sending
