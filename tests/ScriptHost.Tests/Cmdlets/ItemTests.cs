namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Items: files, folders, variables, functions, environment variables.</summary>
public sealed class ItemTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # New-Item
        (New-Item a.txt).Name => a.txt
        (New-Item a.txt -Value 'hello').Length => 5
        (New-Item d -ItemType Directory).GetType().Name => DirectoryInfo
        (New-Item -Path . -Name n.txt -ItemType File).Name => n.txt
        New-Item a.txt | Out-Null; New-Item a.txt => !NewItemIOError,Microsoft.PowerShell.Commands.NewItemCommand
        New-Item a.txt -Value x | Out-Null; (New-Item a.txt -Force -Value 'yy').Length => 2
        New-Item d -ItemType Directory | Out-Null; New-Item d -ItemType Directory => !DirectoryExist,Microsoft.PowerShell.Commands.NewItemCommand
        New-Item d -ItemType Directory | Out-Null; (New-Item d -ItemType Directory -Force).Name => d
        New-Item no/such/a.txt => !NewItemIOError,Microsoft.PowerShell.Commands.NewItemCommand
        (New-Item no/such/a.txt -Force).Name => a.txt
        (New-Item no/such/dir -ItemType Directory).Name => dir
        New-Item a, b -ItemType Directory | ForEach-Object Name => a|b
        New-Item a.txt -WhatIf; Test-Path a.txt => False
        New-Item a.txt -Value x | Out-Null; (New-Item l -ItemType SymbolicLink -Value a.txt).LinkType => SymbolicLink
        New-Item a.txt -Value x | Out-Null; New-Item l -ItemType SymbolicLink -Target a.txt | Out-Null; Get-Content l => x
        'one', 'two' | New-Item p.txt -Force | ForEach-Object Length => 3|3
        New-Item env:UNIVERSAL_T1 -Value v | Out-Null; $env:UNIVERSAL_T1; Remove-Item env:UNIVERSAL_T1 => v
        New-Item function:fnew -Value { 'called' } | Out-Null; fnew => called
        New-Item variable:vnew -Value 5 | Out-Null; $vnew => 5
        New-Item alias:anew -Value Get-Date | Out-Null; (Get-Alias anew).Definition => Get-Date
        # Get-Item
        Set-Content a.txt x; (Get-Item a.txt).Name => a.txt
        Set-Content a.txt x; Set-Content b.txt y; Get-Item *.txt | ForEach-Object Name => a.txt|b.txt
        Set-Content a.txt x; Set-Content b.log y; Get-Item * -Include *.log | ForEach-Object Name => b.log
        Set-Content a.txt x; Set-Content b.log y; Get-Item * -Exclude *.log | ForEach-Object Name => a.txt
        Set-Content a.txt x; Set-Content b.log y; Get-Item * -Filter *.log | ForEach-Object Name => b.log
        (Get-Item .).PSIsContainer => True
        Get-Item nope => !PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand
        Get-Item nope*  =>
        Get-Item nodrive:x => !DriveNotFound,Microsoft.PowerShell.Commands.GetItemCommand
        Set-Content -LiteralPath '[a].txt' x; (Get-Item -LiteralPath '[a].txt').Name => [a].txt
        Set-Content -LiteralPath '[a].txt' x; Get-Item '[a].txt' =>
        Set-Content a.txt x; 'a.txt' | Get-Item | ForEach-Object Name => a.txt
        Set-Content a.txt x; [pscustomobject]@{ Path = 'a.txt' } | Get-Item | ForEach-Object Name => a.txt
        Set-Content a.txt x; (gi a.txt).PSPath -like '*FileSystem::*a.txt' => True
        Set-Content a.txt x; (Get-Item a.txt).PSProvider.Name => FileSystem
        Set-Content a.txt 'abc' -NoNewline; (Get-Item a.txt).Length => 3
        (Get-Item env:HOME).Value -eq $HOME => True
        (Get-Item function:prompt).CommandType => Function
        (Get-Item variable:PID).Value -eq $PID => True
        Microsoft.PowerShell.Management\Get-Item . | ForEach-Object { $_.GetType().Name } => DirectoryInfo
        Set-Content .hidden x; Get-Item .hidden => !ItemNotFound,Microsoft.PowerShell.Commands.GetItemCommand
        Set-Content .hidden x; (Get-Item .hidden -Force).Name => .hidden
        # Set-Item, Clear-Item, Invoke-Item
        Set-Item env:UNIVERSAL_T2 v; $env:UNIVERSAL_T2; Clear-Item env:UNIVERSAL_T2; $null -eq $env:UNIVERSAL_T2 => v|True
        Set-Item function:fset { 'f' }; fset => f
        Set-Item variable:vset 7; $vset; Clear-Item variable:vset; $null -eq $vset => 7|True
        Set-Item alias:aset Get-Item; (Get-Alias aset).Definition => Get-Item
        (Set-Item env:UNIVERSAL_T3 z -PassThru).Value; Remove-Item env:UNIVERSAL_T3 => z
        # Remove-Item
        Set-Content a.txt x; Remove-Item a.txt; Test-Path a.txt => False
        Remove-Item nope => !PathNotFound,Microsoft.PowerShell.Commands.RemoveItemCommand
        Remove-Item nope* =>
        Set-Content a.txt x; Set-Content b.log x; Remove-Item *.txt; Get-ChildItem -Name => b.log
        New-Item d/e/f.txt -Force | Out-Null; Remove-Item d -Recurse; Test-Path d => False
        New-Item d -ItemType Directory | Out-Null; Remove-Item d; Test-Path d => False
        Set-Content a.txt x; Remove-Item a.txt -WhatIf; Test-Path a.txt => True
        Set-Content -LiteralPath '[a].txt' x; Remove-Item -LiteralPath '[a].txt'; Test-Path -LiteralPath '[a].txt' => False
        Set-Content a.txt x; Get-Item a.txt | Remove-Item; Test-Path a.txt => False
        Set-Content a.txt, b.txt, c.log x; Remove-Item * -Exclude *.log; Get-ChildItem -Name => c.log
        Set-Content a.txt, b.txt, c.log x; Remove-Item * -Include a*; Get-ChildItem -Name => b.txt|c.log
        Set-Content a.txt x; del a.txt; Test-Path a.txt => False
        $global:x1 = 1; Remove-Item variable:x1; $null -eq $global:x1 => True
        Remove-Item nope -ErrorAction SilentlyContinue; 'goes on' => goes on
        Set-Content a.txt x; Remove-Item nope, a.txt; Test-Path a.txt => !PathNotFound,Microsoft.PowerShell.Commands.RemoveItemCommand|False
        New-Item d/x.txt -Force | Out-Null; New-Item l -ItemType SymbolicLink -Value d | Out-Null; Remove-Item l; Test-Path d/x.txt, l => True|False
        # Copy-Item
        Set-Content a.txt x; Copy-Item a.txt b.txt; Get-Content b.txt => x
        Set-Content a.txt x; (Copy-Item a.txt b.txt -PassThru).Name => b.txt
        @(Set-Content a.txt x; Copy-Item a.txt b.txt).Count => 0
        Copy-Item nope x => !PathNotFound,Microsoft.PowerShell.Commands.CopyItemCommand
        New-Item d/e.txt -Force | Out-Null; Copy-Item d c -Recurse; Get-ChildItem c -Name => e.txt
        New-Item d/e.txt -Force | Out-Null; Copy-Item d c; Get-ChildItem c -Name =>
        Set-Content a.txt x; New-Item d -ItemType Directory | Out-Null; Copy-Item a.txt d; Test-Path d/a.txt => True
        Set-Content a.txt, b.txt x; New-Item d -ItemType Directory | Out-Null; Copy-Item *.txt d; Get-ChildItem d -Name => a.txt|b.txt
        Set-Content a.txt x; Set-Content b.txt y; Copy-Item a.txt b.txt; Get-Content b.txt => x
        Set-Content a.txt x; Copy-Item a.txt b.txt -WhatIf; Test-Path b.txt => False
        Set-Content a.txt x; copy a.txt b.txt; Test-Path b.txt => True
        Set-Content a.txt x; Copy-Item a.txt a.txt => !CopyError,Microsoft.PowerShell.Commands.CopyItemCommand
        # Move-Item, Rename-Item
        Set-Content a.txt x; Move-Item a.txt b.txt; Test-Path a.txt, b.txt => False|True
        Set-Content a.txt x; New-Item d -ItemType Directory | Out-Null; Move-Item a.txt d; Test-Path d/a.txt => True
        Set-Content a.txt x; (Move-Item a.txt b.txt -PassThru).Name => b.txt
        Set-Content a.txt x; Set-Content b.txt y; Move-Item a.txt b.txt => !MoveFileInfoItemIOError,Microsoft.PowerShell.Commands.MoveItemCommand
        Set-Content a.txt x; Set-Content b.txt y; Move-Item a.txt b.txt -Force; Get-Content b.txt => x
        Move-Item nope x => !PathNotFound,Microsoft.PowerShell.Commands.MoveItemCommand
        New-Item d/e.txt -Force | Out-Null; Move-Item d c; Test-Path c/e.txt, d => True|False
        Set-Content a.txt x; Rename-Item a.txt b.txt; Test-Path a.txt, b.txt => False|True
        Set-Content a.txt x; (Rename-Item a.txt b.txt -PassThru).Name => b.txt
        Rename-Item nope b => !PathNotFound,Microsoft.PowerShell.Commands.RenameItemCommand
        Set-Content a.txt, b.txt x; Get-ChildItem *.txt | Rename-Item -NewName { $_.Name -replace 'txt$', 'log' }; Get-ChildItem -Name => a.log|b.log
        Set-Content a.txt x; ren a.txt b.txt; Test-Path b.txt => True
        # Get-ChildItem
        Set-Content b.txt, a.txt x; Get-ChildItem | ForEach-Object Name => a.txt|b.txt
        Set-Content a.txt, b.log x; Get-ChildItem *.log | ForEach-Object Name => b.log
        Set-Content a.txt, b.log x; Get-ChildItem -Filter *.log -Name => b.log
        New-Item d/e.txt -Force | Out-Null; Get-ChildItem -Recurse -Name => d|d/e.txt
        New-Item d/e.txt -Force | Out-Null; Get-ChildItem -Recurse | ForEach-Object Name => d|e.txt
        New-Item d/e.txt -Force | Out-Null; Get-ChildItem -Recurse -File | ForEach-Object Name => e.txt
        New-Item d/e.txt -Force | Out-Null; Get-ChildItem -Recurse -Directory | ForEach-Object Name => d
        New-Item d/e/f/g.txt -Force | Out-Null; Get-ChildItem -Depth 1 | ForEach-Object Name => d|e
        New-Item d/e/f/g.txt -Force | Out-Null; Get-ChildItem -Recurse -Depth 0 | ForEach-Object Name => d
        New-Item d/a.txt, d/b.log -Force | Out-Null; Get-ChildItem -Recurse -Include *.log | ForEach-Object Name => b.log
        New-Item d/a.txt, d/b.log -Force | Out-Null; Get-ChildItem -Recurse -Exclude *.log | ForEach-Object Name => d|a.txt
        New-Item d/a.txt, d/b.log -Force | Out-Null; Get-ChildItem d/* -Include *.log | ForEach-Object Name => b.log
        Set-Content .h, v x; Get-ChildItem -Name => v
        Set-Content .h, v x; Get-ChildItem -Force | ForEach-Object Name => .h|v
        Set-Content .h, v x; Get-ChildItem -Hidden | ForEach-Object Name => .h
        Get-ChildItem nope => !PathNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand
        New-Item d/e.txt -Force | Out-Null; 'd' | Get-ChildItem | ForEach-Object Name => e.txt
        New-Item d/e.txt -Force | Out-Null; dir d | ForEach-Object Name => e.txt
        New-Item a, b -ItemType Directory | Out-Null; Set-Content a/1, b/2 x; Get-ChildItem a, b | ForEach-Object Name => 1|2
        New-Item '[d]' -ItemType Directory | Out-Null; Set-Content -LiteralPath '[d]/x' y; Get-ChildItem -LiteralPath '[d]' -Name => x
        Get-ChildItem =>
        (Get-ChildItem env:HOME).Value -eq $HOME => True
        (Get-ChildItem variable: | Where-Object Name -eq PID).Value -eq $PID => True
        (Get-ChildItem function:prompt).Name => prompt
        (Get-ChildItem alias:gci).Definition => Get-ChildItem
        Set-Content a.txt x; (Get-ChildItem a.txt).FullName -eq "$PWD/a.txt" => True
        Set-Content a.txt x; (Get-ChildItem -Attributes !Directory).Name => a.txt
        # Item properties
        Set-Content a.txt 'abc' -NoNewline; (Get-ItemProperty a.txt Length).Length => 3
        Set-Content a.txt 'abc' -NoNewline; (Get-ItemProperty a.txt -Name Length, Name).Name => a.txt
        Set-Content a.txt x; (Get-ItemProperty a.txt).PSChildName => a.txt
        Get-ItemProperty nope Length => !PathNotFound,Microsoft.PowerShell.Commands.GetItemPropertyCommand
        Set-Content a.txt 'abc' -NoNewline; Get-ItemPropertyValue a.txt Length => 3
        Set-Content a.txt x; Set-ItemProperty a.txt LastWriteTime '2020-02-03'; (Get-Item a.txt).LastWriteTime.Year => 2020
        Set-Content a.txt x; Set-ItemProperty a.txt IsReadOnly $true; (Get-Item a.txt).IsReadOnly => True
        Set-Content a.txt x; Set-ItemProperty a.txt Nope 1 => !SetPropertyError,Microsoft.PowerShell.Commands.SetItemPropertyCommand
        Set-Content a.txt x; New-ItemProperty a.txt -Name n -Value 1 => !NotSupported,Microsoft.PowerShell.Commands.NewItemPropertyCommand
        Set-Content a.txt x; Remove-ItemProperty a.txt -Name n => !NotSupported,Microsoft.PowerShell.Commands.RemoveItemPropertyCommand
        Set-Content a.txt x; gp a.txt | ForEach-Object Name => a.txt
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
