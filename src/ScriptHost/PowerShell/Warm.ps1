# Run in every host before its script: loads and compiles what most scripts use. Has no effect of its own.
[CmdletBinding()]
param([string] $Text = 'a', [int] $Number, [switch] $On, [hashtable] $Table, [string[]] $List)

$ErrorActionPreference = 'Continue'
function Get-Sum([Parameter(ValueFromPipeline)] [int] $Value) { begin { $sum = 0 } process { $sum += $Value } end { $sum } }

$total = 1..5 | Where-Object { $_ -gt 1 } | ForEach-Object { $_ * 2 } | Get-Sum
$rows = foreach ($name in 'x', 'y') { [pscustomobject]@{ Name = $name; Total = $total } }
$rows | Select-Object Name, @{ n = 'Twice'; e = { $_.Total * 2 } } -First 1
Write-Output "$Text $Number $($Table.Count) $(if ($On) { 'on' }) $((Get-Date).Year)"
Write-Host 'host'
Write-Warning 'warning'
Write-Verbose 'verbose'
Write-Information 'information'
Write-Progress -Activity 'warm' -Status 'up' -PercentComplete 50
try { throw 'caught' } catch { Write-Error $_.Exception.Message -ErrorAction Continue }
$json = @{ a = 1; b = @('x', $true, $null) } | ConvertTo-Json -Compress
$null = ($json | ConvertFrom-Json).b.Count
$null = 'a-b' -replace '-', '+' -split '\+' -join ',' -match '(?<first>\w)'
$null = '{0:D3} {1}' -f $Number, $env:HOME
$null = switch ($Text) { 'a' { 1 } default { 2 } }
$null = [System.IO.Path]::Combine($PSScriptRoot, 'x')
$null = $rows | Out-String
$null = $rows | Sort-Object Name -Descending | Group-Object Total | Measure-Object
$null = Join-Path $PSScriptRoot 'x' | Split-Path -Leaf
if (Test-Path $PSCommandPath) { $null = Get-ChildItem $PSScriptRoot -Filter *.ps1 | ForEach-Object { Get-Content $_ -TotalCount 1 } }
Start-Sleep -Milliseconds 1
[Console]::WriteLine('console')
/bin/true
exit 0
