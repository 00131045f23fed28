# The same with one session, so that one connection to the server is used for all.
param($Job, $Rows)
$headers = @{ Authorization = 'Bearer bench' }
$session = [Microsoft.PowerShell.Commands.WebRequestSession]::new()
foreach ($row in $Rows) {
    $body = $Job.Body.Replace('{{To}}', $row.Phone.TrimStart('+')).Replace('{{FirstName}}', $row.FirstName)
    Invoke-RestMethod $Job.Url -Method Post -Headers $headers -ContentType 'application/json' -Body $body -WebSession $session
}
