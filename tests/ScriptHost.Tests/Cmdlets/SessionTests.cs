namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Variables, aliases, expressions, formatting and processes.</summary>
public sealed class SessionTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # Variables
        Set-Variable v 5; $v => 5
        Set-Variable v1, v2 5; "$v1$v2" => 55
        (Set-Variable v 5 -PassThru).Name => v
        Set-Variable v 5 -Option ReadOnly; $v = 6 => !!VariableNotWritable
        Set-Variable v 5 -Option ReadOnly; Set-Variable v 6 => !VariableNotWritable,Microsoft.PowerShell.Commands.SetVariableCommand
        Set-Variable v 5 -Option ReadOnly; Set-Variable v 6 -Force; $v => 6
        Set-Variable v 5 -WhatIf; $null -eq $v => True
        1, 2 | Set-Variable v; $v => 1|2
        function f { Set-Variable q 7 -Scope 1 }; f; $q => 7
        function f { Set-Variable q 7 }; f; $null -eq $q => True
        function f { Set-Variable gq 7 -Scope Global }; f; $gq; Remove-Variable gq -Scope Global => 7
        $v = 1; function f { $v = 2; Get-Variable v -ValueOnly -Scope 1 }; f => 1
        $v = 3; Get-Variable v -ValueOnly => 3
        (Get-Variable PID).Value -eq $PID => True
        Get-Variable nope => !VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand
        Get-Variable nope* =>
        $xa1 = 1; $xa2 = 2; Get-Variable xa* -ValueOnly => 1|2
        $xa1 = 1; $xa2 = 2; Get-Variable xa* -Exclude xa1 -ValueOnly => 2
        (Get-Variable).Name -contains 'HOME' => True
        New-Variable v 4; $v => 4
        New-Variable v 4; New-Variable v 5 => !VariableAlreadyExists,Microsoft.PowerShell.Commands.NewVariableCommand
        New-Variable v 4; New-Variable v 5 -Force; $v => 5
        New-Variable v 4 -Option Constant; Set-Variable v 5 -Force => !VariableNotWritable,Microsoft.PowerShell.Commands.SetVariableCommand
        (New-Variable v 4 -Description d -PassThru).Description => d
        Set-Variable v 4; Remove-Variable v; $null -eq $v => True
        Remove-Variable nope => !VariableNotFound,Microsoft.PowerShell.Commands.RemoveVariableCommand
        Set-Variable v 4 -Option ReadOnly; Remove-Variable v => !VariableNotRemovable,Microsoft.PowerShell.Commands.RemoveVariableCommand
        Set-Variable v 4 -Option ReadOnly; Remove-Variable v -Force; $null -eq $v => True
        $v = 4; Clear-Variable v; $null -eq $v => True
        Clear-Variable nope => !VariableNotFound,Microsoft.PowerShell.Commands.ClearVariableCommand
        sv v 1; gv v | ForEach-Object Value; clv v; rv v => 1
        Set-Variable v 1; Set-Variable v 2 -Append; $v => 1|2
        # Aliases
        Set-Alias zz Get-Date; (zz).GetType().Name => DateTime
        (Get-Alias gci).Definition => Get-ChildItem
        Get-Alias nope => !ItemNotFoundException,Microsoft.PowerShell.Commands.GetAliasCommand
        (Get-Alias -Definition Get-ChildItem).Name => dir|gci
        New-Alias zz Get-Date; New-Alias zz Get-Item => !AliasAlreadyExists,Microsoft.PowerShell.Commands.NewAliasCommand
        New-Alias zz Get-Date; New-Alias zz Get-Item -Force; (Get-Alias zz).Definition => Get-Item
        Set-Alias zz Get-Date; Set-Alias zz Get-Item; (Get-Alias zz).Definition => Get-Item
        (Set-Alias zz Get-Date -PassThru).Name => zz
        Set-Alias zz Get-Date; Remove-Alias zz; Get-Alias zz => !ItemNotFoundException,Microsoft.PowerShell.Commands.GetAliasCommand
        Remove-Alias nope => !ItemNotFoundException,Microsoft.PowerShell.Commands.RemoveAliasCommand
        Set-Alias gci Get-Date -Scope Global => !AliasNotWritable,Microsoft.PowerShell.Commands.SetAliasCommand
        function f { Set-Alias yy Get-Date -Scope 1 }; f; (Get-Alias yy).Name => yy
        function f { Set-Alias xx Get-Date }; f; Get-Alias xx => !ItemNotFoundException,Microsoft.PowerShell.Commands.GetAliasCommand
        Set-Alias zz Get-Date; Export-Alias a.csv zz; (Get-Content a.csv)[-1] => "zz","Get-Date","","None"
        Set-Alias zz Get-Date; Export-Alias a.csv zz; Remove-Alias zz; Import-Alias a.csv; (Get-Alias zz).Definition => Get-Date
        (Get-Alias select, where).Definition => Select-Object|Where-Object
        (Get-Alias irm, iwr, iex, echo, pwd, cd).Definition -join ' ' => Invoke-RestMethod Invoke-WebRequest Invoke-Expression Write-Output Get-Location Set-Location
        # Invoke-Expression
        Invoke-Expression '1 + 1' => 2
        Invoke-Expression '$zed = 4'; $zed => 4
        '1; 2' | Invoke-Expression => 1|2
        iex 'Get-Item nope' => !PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand
        iex 'throw "x"' => !!x
        try { iex 'if (' } catch { $_.FullyQualifiedErrorId } => IfStatementMissingCondition,Microsoft.PowerShell.Commands.InvokeExpressionCommand
        iex '1..100' | Select-Object -First 2 => 1|2
        function f { iex 'return 5'; 6 }; f => 5|6
        Invoke-Expression '' => !!ParameterArgumentValidationErrorEmptyStringNotAllowed,Microsoft.PowerShell.Commands.InvokeExpressionCommand
        # Formatting
        ([pscustomobject]@{ a = 1; b = 'x' } | Format-Table | Out-String).Trim() => a b\n- -\n1 x
        ([pscustomobject]@{ a = 1; b = 'x' } | Format-List | Out-String).Trim() => a : 1\nb : x
        ([pscustomobject]@{ a = 1; b = 'x' } | Format-Table b | Out-String).Trim() => b\n-\nx
        ([pscustomobject]@{ a = 1; b = 'x' } | Format-Table -HideTableHeaders | Out-String).Trim() => 1 x
        ([pscustomobject]@{ a = 1 } | Format-Table @{ n = 'N'; e = { $_.a + 1 } } | Out-String).Trim() => N\n-\n2
        ([pscustomobject]@{ a = 1 } | Format-List @{ Label = 'N'; Expression = { $_.a + 1 } } | Out-String).Trim() => N : 2
        (1..4 | ForEach-Object { [pscustomobject]@{ a = $_ } } | Format-Wide a -Column 4 | Out-String -Width 20).Trim() -replace ' +', ' ' => 1 2 3 4
        ([pscustomobject]@{ a = 1 } | Format-Custom | Out-String).Trim() => class PSCustomObject\n{\n  a = 1\n}
        (1, 2 | Format-Table | Out-String).Trim() => 1\n2
        ([pscustomobject]@{ a = 1; b = 2 }, [pscustomobject]@{ a = 3; b = 2 } | Format-Table -GroupBy b | Out-String) -match 'b: 2' => True
        ([pscustomobject]@{ a = 1 } | ft | Out-String -Stream | Where-Object { $_ }).Count => 3
        ([pscustomobject]@{ a = 1; b = 2; c = 3; d = 4; e = 5 } | Out-String).Trim() -replace ' +', ' ' => a : 1\nb : 2\nc : 3\nd : 4\ne : 5
        # Processes
        (Get-Process -Id $PID).Id -eq $PID => True
        (Get-Process -Id $PID).GetType().Name => Process
        Get-Process -Id 999999999 => !NoProcessFoundForGivenId,Microsoft.PowerShell.Commands.GetProcessCommand
        Get-Process no-such-process => !NoProcessFoundForGivenName,Microsoft.PowerShell.Commands.GetProcessCommand
        Get-Process no-such-process* =>
        (Get-Process).Count -gt 1 => True
        (Start-Process /bin/true -Wait -PassThru).ExitCode => 0
        (Start-Process /bin/sh -ArgumentList '-c', '"exit 3"' -Wait -PassThru).ExitCode => 3
        Start-Process /bin/echo 'hi' -Wait -RedirectStandardOutput o.txt; while (-not (Get-Item o.txt).Length) { Start-Sleep -Milliseconds 20 }; Get-Content o.txt => hi
        Start-Process sh '-c "echo e >&2"' -Wait -RedirectStandardError e.txt -RedirectStandardOutput o.txt; while (-not (Get-Item e.txt).Length) { Start-Sleep -Milliseconds 20 }; Get-Content e.txt => e
        Set-Content i.txt 'in'; Start-Process cat -RedirectStandardInput i.txt -RedirectStandardOutput o.txt -Wait; while (-not (Get-Item o.txt).Length) { Start-Sleep -Milliseconds 20 }; Get-Content o.txt => in
        Start-Process sh '-c "echo $UT"' -Environment @{ UT = 'v' } -RedirectStandardOutput o.txt -Wait; while (-not (Get-Item o.txt).Length) { Start-Sleep -Milliseconds 20 }; Get-Content o.txt => v
        Start-Process pwd -Wait -RedirectStandardOutput o.txt -WorkingDirectory /; while (-not (Get-Item o.txt).Length) { Start-Sleep -Milliseconds 20 }; Get-Content o.txt => /
        Start-Process no-such-program => !!InvalidOperationException,Microsoft.PowerShell.Commands.StartProcessCommand
        $p = Start-Process sleep 60 -PassThru; Stop-Process $p.Id; $p | Wait-Process; $p.HasExited => True
        $p = Start-Process sleep 60 -PassThru; $p | Wait-Process -Timeout 0; $p | Stop-Process -PassThru | Wait-Process; $p.HasExited => !ProcessNotTerminated,Microsoft.PowerShell.Commands.WaitProcessCommand|True
        Stop-Process -Id 999999999 => !NoProcessFoundForGivenId,Microsoft.PowerShell.Commands.StopProcessCommand
        Start-Process /bin/true -WhatIf =>
        Test-Connection localhost -TcpPort 1 => False
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
