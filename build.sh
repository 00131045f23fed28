#!/usr/bin/env bash
# Finds a PowerShell for build.ps1: the one on the PATH, else the repository's local tool. Where none can be had it runs what
# needs none, and says what it left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
task=${1:-build}

if command -v pwsh >/dev/null 2>&1; then
  exec pwsh -NoProfile -File build.ps1 "$@"
elif dotnet tool restore >/dev/null 2>&1 && dotnet tool run pwsh -- -NoProfile -Command exit >/dev/null 2>&1; then
  exec dotnet tool run pwsh -- -NoProfile -File build.ps1 "$@"
fi

echo "No PowerShell 7.4 or later is here, and none could be restored: doing only what needs none." >&2
case $task in
  build)
    dotnet build Cmdlets.sln --configuration Release
    echo "Left out: the importable module in output/InteractiveMessaging (build.ps1 assembles it)."
    ;;
  test)
    log=$(mktemp)
    status=0
    dotnet test Cmdlets.sln --configuration Release --nologo 2>&1 | tee "$log" || status=$?
    sed -nE 's/.*Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+).*/\1 \2 \3/p' "$log" |
      awk '{ f += $1; p += $2; s += $3 } END { printf "xUnit: %d passed, %d failed, %d skipped\n", p, f, s }'
    rm -f "$log"
    echo "Left out: the tests on .NET 8, Pester and the script analyzer (they need PowerShell)."
    exit "$status"
    ;;
  demo)
    dotnet run --project examples/Demo --configuration Release
    echo "Left out: the cmdlets; this was the engine alone."
    ;;
  clean)
    rm -rf output
    ;;
  *)
    echo "'$task' needs PowerShell 7.4 or later: https://aka.ms/powershell" >&2
    exit 2
    ;;
esac
