# The loop everybody writes first.
param($Job, $Rows)
$headers = @{ Authorization = 'Bearer bench' }
foreach ($row in $Rows) {
    $body = $Job.Body.Replace('{{To}}', $row.Phone.TrimStart('+')).Replace('{{FirstName}}', $row.FirstName)
    Invoke-RestMethod $Job.Url -Method Post -Headers $headers -ContentType 'application/json' -Body $body
}
