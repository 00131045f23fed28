# A SecretManagement vault in memory, for tests: nothing is left on disk.
@{
    ModuleVersion     = '1.0'
    NestedModules     = @('./TestVault.Extension')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    AliasesToExport   = @()
    PrivateData       = @{ PSData = @{ Tags = @('SecretManagement') } }
}
