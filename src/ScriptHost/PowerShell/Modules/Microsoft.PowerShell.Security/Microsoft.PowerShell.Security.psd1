@{
    # Not PowerShell's own module: cmdlets of the same names, written for the embedded engine. The set is reduced.
    GUID = 'c0b3f4b6-6a0d-4f06-9a57-2d0a8a6a2e11'
    Author = 'Universal'
    CompanyName = 'Universal'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    NestedModules = @('../../Universal.ScriptHost.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'ConvertFrom-SecureString'
        'ConvertTo-SecureString'
        'Get-Credential'
    )
}
