param($Job, [int] $Count, $Message, [hashtable] $Sending)
Import-Csv "$($Job.Folder)/people-$Count.csv" | Send-WaMessage -Message $Message @Sending
