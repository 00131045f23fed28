# A PostgreSQL of the tests' own, in a temporary folder: on the PATH, in WA_TEST_POSTGRES, or Debian's.
function Find-DatabaseServer {
    $folders = @($env:WA_TEST_POSTGRES) + ($env:PATH -split [IO.Path]::PathSeparator) + (Get-ChildItem /usr/lib/postgresql/*/bin -ErrorAction Ignore | Sort-Object -Descending).FullName
    $extension = $IsWindows ? '.exe' : ''
    $folders | Where-Object { $_ -and (Test-Path "$_/initdb$extension") -and (Test-Path "$_/pg_ctl$extension") } | Select-Object -First 1
}

function Invoke-DatabaseProgram([string] $Program, [string[]] $Arguments) {
    # It refuses to run as root.
    $command = @("$(Find-DatabaseServer)/$Program") + $Arguments
    if ([Environment]::UserName -eq 'root') { $command = @('setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', '--') + $command }
    Push-Location /
    try {
        # The server would keep a pipe of its parent open.
        & $command[0] $command[1..($command.Count - 1)] *> "$([IO.Path]::GetTempPath())/postgres-$PID.log"
        if ($LASTEXITCODE) { throw "$Program : $(Get-Content "$([IO.Path]::GetTempPath())/postgres-$PID.log" -Raw)" }
    } finally { Pop-Location; Remove-Item "$([IO.Path]::GetTempPath())/postgres-$PID.log" -ErrorAction Ignore }
}

function Open-DatabaseServer {
    $folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "wa-postgres-$PID-$(Get-Random)")).FullName
    if ([Environment]::UserName -eq 'root') { chown nobody $folder }
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    Invoke-DatabaseProgram initdb '-D', "$folder/data", '-U', 'tester', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'
    Add-Content "$folder/data/postgresql.conf" "port = $port", "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''"
    Invoke-DatabaseProgram pg_ctl '-D', "$folder/data", '-w', '-s', '-l', "$folder/log", 'start'
    [pscustomobject]@{ Folder = $folder; Address = "postgresql://tester@127.0.0.1:$port/postgres" }
}

function Close-DatabaseServer([object] $Server) {
    Invoke-DatabaseProgram pg_ctl '-D', "$($Server.Folder)/data", '-w', '-s', '-m', 'immediate', 'stop'
    Remove-Item $Server.Folder -Recurse -Force
}
