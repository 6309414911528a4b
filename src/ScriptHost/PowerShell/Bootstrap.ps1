# Runs a script of a job in an installed PowerShell, under a script host that reads what this writes: records of every stream, one JSON object to a line
# that begins with U+001E. There is no try here: around the script it would make errors end it that do not end it otherwise. An error that ends the script
# ends this as well, and PowerShell writes it and exits with 1.
param([Parameter(Mandatory)] [string] $__file)

if (Test-Path Variable:PSStyle) { $PSStyle.OutputRendering = 'PlainText' }
$__session = Get-Content -LiteralPath $env:UNIVERSAL_SESSION_FILE -Raw | ConvertFrom-Json -AsHashtable
Remove-Item -LiteralPath $env:UNIVERSAL_SESSION_FILE
Remove-Item Env:UNIVERSAL_SESSION_FILE
$__json = if ($env:UNIVERSAL_PARAMETERS_FILE) { Get-Content -LiteralPath $env:UNIVERSAL_PARAMETERS_FILE -Raw } else { $env:UNIVERSAL_PARAMETERS }
if ($__session.moduleFolders) { $env:PSModulePath = @($__session.moduleFolders; $env:PSModulePath) -join [System.IO.Path]::PathSeparator }

Import-Module (Join-Path $PSScriptRoot 'Modules' 'Universal' 'Universal.psd1') -Scope Global
$__parameters = if ($__json) { [Universal.PowerShell.Variables.SessionValue]::WithSecrets(($__json | ConvertFrom-Json -AsHashtable)) } else { @{} }
$__json = $null
$__job = [Universal.PowerShell.Jobs.JobObjects]::Job($__session.job)
$__script = [Universal.PowerShell.Jobs.JobObjects]::Script($__session.script)
if ($__session.variables) {
    foreach ($__variable in ($__session.variables | ConvertFrom-Json -AsHashtable).GetEnumerator()) {
        $__value = [Universal.PowerShell.Variables.SessionValue]::Of($__variable.Value, $__session.variableTypes.($__variable.Key))
        # PowerShell guards some names; its own stay.
        Set-Variable -Name $__variable.Key -Value $__value -Scope Global -ErrorAction Ignore
    }
}
foreach ($__variable in @{
        PSUEnvironment = $__session.environment; Repository = $__session.repository; UAJob = $__job; UAJobId = $__job.Id; UAScript = $__script
        UAScriptId = $__script.Id; UASchedule = $null; UAScheduleId = $null
    }.GetEnumerator()) {
    Set-Variable -Name $__variable.Key -Value $__variable.Value -Scope Global
}

function global:__Send($__record) { [Console]::Out.WriteLine([char] 0x1e + ($__record | ConvertTo-Json -Compress)) }

# A line longer than 32 KiB would be cut, and a character can take six bytes in JSON.
function global:__SendText([int] $__stream, [string] $__text, [string] $__data) {
    while ($__text.Length -gt 4000) {
        __Send ([ordered]@{ t = 'out'; stream = $__stream; text = $__text.Substring(0, 4000); more = $true })
        $__text = $__text.Substring(4000)
    }
    $__record = [ordered]@{ t = 'out'; stream = $__stream; text = $__text }
    if ($__data -and $__data.Length -lt 4000) { $__record.data = $__data }
    __Send $__record
}

filter global:__Write([bool] $__discard) {
    $__item = $_
    if ($__item -is [System.Management.Automation.ErrorRecord]) {
        $__place = $__item.InvocationInfo
        $__text = "$__item"
        if ($__place.ScriptName) { $__text += "`n  at $(Split-Path -Leaf $__place.ScriptName):$($__place.ScriptLineNumber): $("$($__place.Line)".Trim())" }
        __SendText 1 $__text
    }
    elseif ($__item -is [System.Management.Automation.WarningRecord]) { __SendText 2 $__item.Message }
    elseif ($__item -is [System.Management.Automation.VerboseRecord]) { __SendText 3 $__item.Message }
    elseif ($__item -is [System.Management.Automation.DebugRecord]) { __SendText 4 $__item.Message }
    elseif ($__item -is [System.Management.Automation.InformationRecord]) { __SendText 5 "$__item" }
    elseif ($__discard -or $null -eq $__item) { }
    elseif ($__item -is [string]) { __SendText 0 $__item }
    else { __SendText 0 "$__item" ([System.Management.Automation.PSSerializer]::Serialize($__item, 2)) }
}

$__discard = [bool] $__session.discardOutput
foreach ($__module in $__session.modules) { Import-Module -Name $__module -Scope Global -ErrorAction Continue *>&1 | __Write $__discard }
foreach ($__startup in $__session.startupScripts) {
    . $__startup *>&1 | __Write $__discard
    if (-not $? -and $null -ne $LASTEXITCODE) { exit $LASTEXITCODE }
}

if ($__session.errorAction) { $global:ErrorActionPreference = $ErrorActionPreference = $__session.errorAction }
& $__file @__parameters *>&1 | __Write $__discard
$__code = if (-not $? -and $null -ne $LASTEXITCODE) { $LASTEXITCODE } else { 0 }
__Send ([ordered]@{ t = 'ended'; end = 0 })
exit $__code
