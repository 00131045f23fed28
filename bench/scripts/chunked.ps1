# Chunks in parallel, each a loop with a session of its own: what a good scripter writes after reading the documentation.
param($Job, $Rows)
$size = [int][Math]::Max(1, [Math]::Ceiling($Rows.Count / $Job.Workers))
$chunks = for ($i = 0; $i -lt $Rows.Count; $i += $size) { , $Rows[$i..([Math]::Min($i + $size, $Rows.Count) - 1)] }
$chunks | ForEach-Object -ThrottleLimit $Job.Workers -Parallel {
    $job = $using:Job
    $headers = @{ Authorization = 'Bearer bench' }
    $session = [Microsoft.PowerShell.Commands.WebRequestSession]::new()
    foreach ($row in $_) {
        $body = $job.Body.Replace('{{To}}', $row.Phone.TrimStart('+')).Replace('{{FirstName}}', $row.FirstName)
        Invoke-RestMethod $job.Url -Method Post -Headers $headers -ContentType 'application/json' -Body $body -WebSession $session
    }
}
