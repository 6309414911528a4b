@{
    # Not PowerShell's own module: cmdlets of the same names, written for the embedded engine. The set is reduced.
    GUID = '5a5e0f53-5c8a-47a5-9d0a-3f3f0f0d0b8e'
    Author = 'Universal'
    CompanyName = 'Universal'
    ModuleVersion = '7.0.0.0'
    CompatiblePSEditions = @('Core')
    NestedModules = @('../../Universal.ScriptHost.dll')
    FunctionsToExport = @()
    AliasesToExport = @()
    CmdletsToExport = @(
        'Add-Content'
        'Clear-Content'
        'Clear-Item'
        'Convert-Path'
        'Copy-Item'
        'Get-ChildItem'
        'Get-Content'
        'Get-Item'
        'Get-Location'
        'Invoke-Item'
        'Join-Path'
        'Move-Item'
        'New-Item'
        'Pop-Location'
        'Push-Location'
        'Remove-Item'
        'Rename-Item'
        'Resolve-Path'
        'Set-Content'
        'Set-Item'
        'Set-Location'
        'Split-Path'
        'Test-Path'
    )
}
