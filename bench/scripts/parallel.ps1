# The same in parallel.
param($Job, $Rows)
$Rows | ForEach-Object -ThrottleLimit $Job.Workers -Parallel {
    $body = ($using:Job).Body.Replace('{{To}}', $_.Phone.TrimStart('+')).Replace('{{FirstName}}', $_.FirstName)
    Invoke-RestMethod ($using:Job).Url -Method Post -Headers @{ Authorization = 'Bearer bench' } -ContentType 'application/json' -Body $body
}
