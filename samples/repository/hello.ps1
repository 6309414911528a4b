<#
.SYNOPSIS
Greets somebody and says where it runs.
#>
param(
    [string] $Name = 'world'
)

"Hello, $Name!"
"Job $env:UNIVERSAL_JOB_ID, attempt $env:UNIVERSAL_ATTEMPT, on $([Environment]::MachineName) with PowerShell $($PSVersionTable.PSVersion)."
