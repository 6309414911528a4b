@{
    # Not PowerShell's own module: cmdlets of the same names, written for the embedded engine. The set is reduced.
    GUID = '1da87e53-152b-403e-98dc-74d7b4d63d59'
    Author = 'Universal'
    CompanyName = 'Universal'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    NestedModules = @('../../Universal.ScriptHost.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'ConvertFrom-Json'
        'ConvertTo-Json'
        'Get-Date'
        'Out-String'
        'Read-Host'
        'Select-Object'
        'Start-Sleep'
        'Write-Debug'
        'Write-Error'
        'Write-Host'
        'Write-Information'
        'Write-Output'
        'Write-Progress'
        'Write-Verbose'
        'Write-Warning'
    )
}
