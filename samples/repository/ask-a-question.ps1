<#
.SYNOPSIS
Asks a question on the job's page and goes on when it is answered.
#>
$place = Read-Host 'Where shall we deploy'
if (-not $place) {
    throw 'No place was given.'
}

"Deploying to $place ..."
'Done.'
