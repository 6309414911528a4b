namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Paths, locations, drives and providers.</summary>
public sealed class PathTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # Test-Path
        Set-Content a.txt x; Test-Path a.txt => True
        Test-Path nope => False
        Set-Content a.txt x; Test-Path a.txt, nope => True|False
        Set-Content a.txt x; Test-Path *.txt => True
        Test-Path *.txt => False
        Set-Content a.txt x; Test-Path a.txt -PathType Leaf => True
        Set-Content a.txt x; Test-Path a.txt -PathType Container => False
        Test-Path . -PathType Container => True
        Test-Path . -PathType Leaf => False
        Test-Path '' => False
        Test-Path ' ' => False
        Test-Path $null => !NullPathNotPermitted,Microsoft.PowerShell.Commands.TestPathCommand
        Test-Path nodrive:x => False
        Test-Path 'a/b' -IsValid => True
        Test-Path nodrive:x -IsValid => False
        Test-Path env:HOME => True
        Test-Path env:NO_SUCH_ONE => False
        Test-Path variable:PID => True
        Test-Path function:prompt => True
        Set-Content -LiteralPath '[a]' x; Test-Path -LiteralPath '[a]' => True
        Set-Content -LiteralPath '[a]' x; Test-Path '[a]' => False
        Set-Content a.txt x; Test-Path * -Include *.txt => True
        Set-Content a.txt x; Test-Path * -Exclude *.txt => False
        Set-Content a.txt x; Test-Path a.txt -NewerThan '2020-01-01' => True
        Set-Content a.txt x; Test-Path a.txt -OlderThan '2020-01-01' => False
        '.', 'nope' | Test-Path => True|False
        Set-Content a.txt x; Get-Item a.txt | Test-Path => True
        # Join-Path
        Join-Path a b => a/b
        Join-Path a/ b => a/b
        Join-Path a /b => a/b
        Join-Path a b c d => a/b/c/d
        Join-Path a, b c => a/c|b/c
        Join-Path a '' => a/
        Join-Path / b => /b
        'x', 'y' | Join-Path -ChildPath z => x/z|y/z
        Join-Path a b, c => a/b/c
        Set-Content a.txt x; Join-Path . a.txt -Resolve | Split-Path -Leaf => a.txt
        Join-Path . nope -Resolve => !PathNotFound,Microsoft.PowerShell.Commands.JoinPathCommand
        Join-Path -Path a -ChildPath b -AdditionalChildPath c => a/b/c
        # Split-Path
        Split-Path /a/b/c.txt => /a/b
        Split-Path /a/b/c.txt -Parent => /a/b
        Split-Path /a/b/c.txt -Leaf => c.txt
        Split-Path /a/b/c.txt -LeafBase => c
        Split-Path /a/b/c.txt -Extension => .txt
        Split-Path a =>
        Split-Path a/b -Leaf => b
        Split-Path /a/b/ -Leaf => b
        Split-Path env:HOME -Qualifier => env:
        Split-Path env:HOME -NoQualifier => HOME
        Split-Path a/b -Qualifier => !ParsePathFormatError,Microsoft.PowerShell.Commands.SplitPathCommand
        Split-Path /a -IsAbsolute => True
        Split-Path a -IsAbsolute => False
        Split-Path ./a -IsAbsolute => False
        '/a/b', '/c/d' | Split-Path -Leaf => b|d
        Set-Content a.txt x; Split-Path *.txt -Leaf -Resolve => a.txt
        Split-Path a.tar.gz -LeafBase => a.tar
        Split-Path a.tar.gz -Extension => .gz
        Split-Path noending -Extension =>
        # Resolve-Path, Convert-Path
        Set-Content a.txt x; (Resolve-Path a.txt).Path -eq "$PWD/a.txt" => True
        Set-Content a.txt x; (Resolve-Path a.txt).GetType().Name => PathInfo
        Set-Content a.txt, b.txt x; Resolve-Path *.txt | ForEach-Object { Split-Path $_ -Leaf } => a.txt|b.txt
        Set-Content a.txt x; Resolve-Path a.txt -Relative => ./a.txt
        Resolve-Path nope => !PathNotFound,Microsoft.PowerShell.Commands.ResolvePathCommand
        New-Item d/e -Force | Out-Null; Set-Location d; (Resolve-Path .. -Relative) -match '^\.\./\.\./\d+$' => True
        New-Item d/e -Force | Out-Null; Resolve-Path e -RelativeBasePath d -Relative => ./e
        Set-Content a.txt x; Convert-Path a.txt | Split-Path -Leaf => a.txt
        Convert-Path nope => !PathNotFound,Microsoft.PowerShell.Commands.ConvertPathCommand
        (Convert-Path ~) -eq $HOME => True
        Convert-Path env:HOME => HOME
        Set-Content -LiteralPath '[a]' x; Convert-Path -LiteralPath '[a]' | Split-Path -Leaf => [a]
        # Locations
        (Get-Location).Path -eq $PWD.Path => True
        (Get-Location).GetType().Name => PathInfo
        New-Item d -ItemType Directory | Out-Null; Set-Location d; Split-Path (Get-Location) -Leaf => d
        New-Item d -ItemType Directory | Out-Null; (Set-Location d -PassThru).Path | Split-Path -Leaf => d
        New-Item d -ItemType Directory | Out-Null; cd d; cd ..; Test-Path d => True
        $before = "$PWD"; New-Item d -ItemType Directory | Out-Null; cd d; cd -; "$PWD" -eq $before => True
        Set-Location nope => !PathNotFound,Microsoft.PowerShell.Commands.SetLocationCommand
        Set-Content a.txt x; Set-Location a.txt => !PathNotFound,Microsoft.PowerShell.Commands.SetLocationCommand
        Set-Location env:; "$PWD" => Env:/
        Set-Location variable:; (Get-Location -PSProvider FileSystem).Provider.Name => FileSystem
        cd; "$PWD" -eq $HOME => True
        New-Item '[d]' -ItemType Directory | Out-Null; Set-Location -LiteralPath '[d]'; Split-Path (Convert-Path -LiteralPath .) -Leaf => [d]
        New-Item d -ItemType Directory | Out-Null; Push-Location d; $in = Split-Path $PWD -Leaf; Pop-Location; $in; (Split-Path $PWD -Leaf) -match "^\d+$" => d|True
        New-Item d -ItemType Directory | Out-Null; pushd d; popd; Test-Path d => True
        Push-Location nope => !PathNotFound,Microsoft.PowerShell.Commands.PushLocationCommand
        Push-Location; (Get-Location -Stack).Count -ge 1; Pop-Location => True
        Push-Location -StackName s1; (Get-Location -StackName s1).Count; Pop-Location -StackName s1 => 1
        Pop-Location -StackName none => !Argument,Microsoft.PowerShell.Commands.PopLocationCommand
        New-Item d -ItemType Directory | Out-Null; (Push-Location d -PassThru).Path | Split-Path -Leaf; Pop-Location => d
        (pwd).Path -eq "$PWD" => True
        # Drives and providers
        (Get-PSDrive env).Provider.Name => Environment
        (Get-PSDrive /).Provider.Name => FileSystem
        Get-PSDrive nope => !GetLocationNoMatchingDrive,Microsoft.PowerShell.Commands.GetPSDriveCommand
        Get-PSDrive nope* =>
        (Get-PSDrive).Name -contains 'Variable' => True
        Get-PSDrive -PSProvider Alias | ForEach-Object Name => Alias
        (New-PSDrive td1 FileSystem $PWD.Path).Name; Remove-PSDrive td1 => td1
        Set-Content a.txt x; New-PSDrive td2 -PSProvider FileSystem -Root $PWD | Out-Null; Get-Content td2:/a.txt; Remove-PSDrive td2 => x
        New-PSDrive td3 FileSystem nope => !DriveRootError,Microsoft.PowerShell.Commands.NewPSDriveCommand
        New-PSDrive td4 NoProvider x => !ProviderNotFound,Microsoft.PowerShell.Commands.NewPSDriveCommand
        New-PSDrive td5 FileSystem $PWD -WhatIf; Get-PSDrive td5 => !GetLocationNoMatchingDrive,Microsoft.PowerShell.Commands.GetPSDriveCommand
        Remove-PSDrive nope => !DriveNotFound,Microsoft.PowerShell.Commands.RemovePSDriveCommand
        (Get-PSProvider FileSystem).Name => FileSystem
        (Get-PSProvider).Name -contains 'Function' => True
        Get-PSProvider nope => !ProviderNotFound,Microsoft.PowerShell.Commands.GetPSProviderCommand
        (Get-PSProvider F*).Name | Sort-Object => FileSystem|Function
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
