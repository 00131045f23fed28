param($Rows, $Message, [hashtable] $Sending)
$Rows | Send-WaMessage -Message $Message @Sending
