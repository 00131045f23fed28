# Builds a binary module with one cmdlet that does nothing: what an import costs at the least.
param([Parameter(Mandatory)] [string] $Folder)
$null = New-Item -ItemType Directory -Force $Folder
$source = @'
using System.Management.Automation;

[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet
{
}
'@
Add-Type -TypeDefinition $source -OutputAssembly (Join-Path $Folder Empty.dll)
New-ModuleManifest (Join-Path $Folder Empty.psd1) -RootModule Empty.dll -CmdletsToExport Get-Nothing -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
