# The best script we could write: two runspaces, one shared HttpClient, and a window of .NET tasks in flight in each.
# It is C# in PowerShell's clothes: no check, no retry, no order, no journal, and the first exception ends it.
param($Job, $Rows, [Net.Http.HttpClient] $Client)
$runspaces = [Math]::Min([Environment]::ProcessorCount, $Job.Workers)
$window = [Math]::Max(1, [int]($Job.Workers / $runspaces))
$size = [int][Math]::Ceiling($Rows.Count / $runspaces)
$chunks = for ($i = 0; $i -lt $Rows.Count; $i += $size) { , $Rows[$i..([Math]::Min($i + $size, $Rows.Count) - 1)] }
$chunks | ForEach-Object -ThrottleLimit $runspaces -Parallel {
    $client = $using:Client
    $url = [uri] ($using:Job).Url
    $template = ($using:Job).Body
    $window = $using:window
    $json = [Net.Http.Headers.MediaTypeHeaderValue]::new('application/json')
    $utf8 = [Text.Encoding]::UTF8
    $flying = [Collections.Generic.Queue[object]]::new()
    $finish = {
        $one = $flying.Dequeue()
        $response = $one.Task.GetAwaiter().GetResult()
        $reply = $response.Content.ReadAsStringAsync().GetAwaiter().GetResult() | ConvertFrom-Json
        [pscustomobject]@{ To = $one.To; Status = [int] $response.StatusCode; MessageId = $reply.message_id }
    }
    foreach ($row in $_) {
        $content = [Net.Http.StringContent]::new($template.Replace('{{To}}', $row.Phone.TrimStart('+')).Replace('{{FirstName}}', $row.FirstName), $utf8, $json)
        $flying.Enqueue([pscustomobject]@{ To = $row.Phone; Task = $client.PostAsync($url, $content) })
        if ($flying.Count -ge $window) { . $finish }
    }
    while ($flying.Count) { . $finish }
}
