namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Sorting, grouping, counting and comparing objects.</summary>
public sealed class SortAndGroupTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # Sort-Object
        3, 1, 2 | Sort-Object => 1|2|3
        3, 1, 2 | Sort-Object -Descending => 3|2|1
        'b', 'A', 'c' | Sort-Object => A|b|c
        'b', 'a', 'B', 'A' | Sort-Object -CaseSensitive | Select-Object -First 1 | ForEach-Object { $_.ToLower() } => a
        10, 9, 100 | Sort-Object => 9|10|100
        '10', '9', '100' | Sort-Object => 10|100|9
        '10', '9', '100' | Sort-Object { [int]$_ } => 9|10|100
        1, 2, 2, 3, 1 | Sort-Object -Unique => 1|2|3
        'a', 'A', 'b' | Sort-Object -Unique => a|b
        ('a', 'A', 'b' | Sort-Object -Unique -CaseSensitive).Count => 3
        5, 3, 1, 4 | Sort-Object -Top 2 => 1|3
        5, 3, 1, 4 | Sort-Object -Bottom 2 => 4|5
        5, 3, 1, 4 | Sort-Object -Descending -Top 1 => 5
        5, 3, 1, 4 | Sort-Object -Descending -Bottom 1 => 1
        1, 2 | Sort-Object -Top 9 => 1|2
        @() | Sort-Object =>
        $null | Sort-Object =>
        1, $null, 0 | Sort-Object => 0|1
        'bb', 'a', 'ccc' | Sort-Object Length => a|bb|ccc
        'bb', 'a', 'ccc' | Sort-Object Length -Descending => ccc|bb|a
        'bb', 'aa', 'c' | Sort-Object Length, { $_ } => c|aa|bb
        'bb', 'aa', 'c' | Sort-Object @{ Expression = 'Length'; Descending = $true }, @{ Expression = { $_ } } => aa|bb|c
        'bb', 'aa', 'c' | Sort-Object @{ e = 'Length'; Ascending = $false }, { $_ } => aa|bb|c
        'bb', 'aa', 'c', 'd' | Sort-Object Length -Stable => c|d|bb|aa
        [pscustomobject]@{ a = 2 }, [pscustomobject]@{ b = 1 }, [pscustomobject]@{ a = 1 } | Sort-Object a | ForEach-Object { "$_" } => @{a=1}|@{a=2}|@{b=1}
        [pscustomobject]@{ a = 2 }, [pscustomobject]@{ b = 1 }, [pscustomobject]@{ a = 1 } | Sort-Object a -Descending | ForEach-Object { "$_" } => @{a=2}|@{a=1}|@{b=1}
        @{ n = 2 }, @{ n = 1 } | Sort-Object n | ForEach-Object { $_.n } => 1|2
        [datetime]'2024-02-01', [datetime]'2024-01-01' | Sort-Object | ForEach-Object Month => 1|2
        [version]'1.10', [version]'1.9' | Sort-Object => 1.9|1.10
        '1.10', '1.9' | Sort-Object { [version]$_ } => 1.9|1.10
        $true, $false | Sort-Object => False|True
        3, '2', 1 | Sort-Object => 1|2|3
        1..20 | Sort-Object { -$_ } | Select-Object -First 3 => 20|19|18
        Sort-Object -InputObject 3, 1, 2 => 3 1 2
        'x' | Sort-Object -Top 0 => !!ParameterArgumentValidationError,Microsoft.PowerShell.Commands.SortObjectCommand
        (1, 2, 3 | Sort-Object -Descending)[0] => 3
        'pear', 'fig', 'apple' | Sort-Object { $_[-1] } => apple|fig|pear
        (@{ b = 1; a = 2; c = 3 }).GetEnumerator() | Sort-Object Name | ForEach-Object Value => 2|1|3
        (@{ b = 1; a = 2; c = 3 }).GetEnumerator() | Sort-Object Value -Descending | ForEach-Object Key => c|a|b
        # Group-Object
        'a', 'b', 'a' | Group-Object | ForEach-Object { "$($_.Name)$($_.Count)" } => a2|b1
        'b', 'a', 'b' | Group-Object | ForEach-Object Name => a|b
        'a', 'A' | Group-Object | ForEach-Object Count => 2
        ('a', 'A' | Group-Object -CaseSensitive).Count => 2
        1..6 | Group-Object { $_ % 2 } | ForEach-Object { "$($_.Name):$($_.Group)" } => 0:2 4 6|1:1 3 5
        1..6 | Group-Object { $_ % 2 -eq 0 } | ForEach-Object Name => False|True
        'aa', 'b', 'cc' | Group-Object Length -NoElement | ForEach-Object { "$($_.Count)x$($_.Name)" } => 1x1|2x2
        ('aa', 'b', 'cc' | Group-Object Length -AsHashTable)[2] => aa|cc
        ('aa', 'b', 'cc' | Group-Object Length -AsHashTable -AsString)['2'] => aa|cc
        ('aa', 'b' | Group-Object Length -AsHashTable).GetType().Name => Hashtable
        ('aa', 'b' | Group-Object Length -AsHashTable -AsString).Keys | Sort-Object => 1|2
        [pscustomobject]@{ a = 1; b = 'x' }, [pscustomobject]@{ a = 1; b = 'y' }, [pscustomobject]@{ a = 1; b = 'x' } | Group-Object a, b | ForEach-Object { "$($_.Name)=$($_.Count)" } => 1, x=2|1, y=1
        ('a' | Group-Object).GetType().FullName => Microsoft.PowerShell.Commands.GroupInfo
        ('a', 'b' | Group-Object)[0].Values => a
        @() | Group-Object =>
        ('b', 1, 'b' | Group-Object | ForEach-Object Name) -join ',' => b,1
        ('a' | Group-Object).Group.GetType().Name => Collection`1
        1, 2, 3 | Group-Object -AsString => !!ArgumentException,Microsoft.PowerShell.Commands.GroupObjectCommand
        @{ k = 1 }, @{ k = 2 }, @{ k = 1 } | Group-Object k | ForEach-Object { "$($_.Name):$($_.Count)" } => 1:2|2:1
        ('x' | group | ForEach-Object Count) => 1
        # Measure-Object
        (1..10 | Measure-Object).Count => 10
        (1..10 | Measure-Object -Sum).Sum => 55
        (1..10 | Measure-Object -Average).Average => 5.5
        (1..10 | Measure-Object -Maximum).Maximum => 10
        (1..10 | Measure-Object -Minimum).Minimum => 1
        [math]::Floor((2, 4, 4, 4, 5, 5, 7, 9 | Measure-Object -StandardDeviation).StandardDeviation * 10000) => 21380
        1..4 | Measure-Object -AllStats | ForEach-Object { "$($_.Count) $($_.Sum) $($_.Average) $($_.Minimum) $($_.Maximum)" } => 4 10 2.5 1 4
        $null -eq (1..10 | Measure-Object).Sum => True
        ('aa', 'b' | Measure-Object Length -Sum).Sum => 3
        ('aa', 'b' | Measure-Object -Property Length -Sum).Property => Length
        ('b', 'a', 'c' | Measure-Object -Maximum).Maximum => c
        ('b', 'a', 'c' | Measure-Object -Minimum).Minimum => a
        ([datetime]'2024-01-01', [datetime]'2023-01-01' | Measure-Object -Maximum).Maximum.Year => 2024
        ('1', '2' | Measure-Object -Sum).Sum => 3
        (1.5, 2 | Measure-Object -Sum).Sum => 3.5
        'x' | Measure-Object -Sum | ForEach-Object Count => !NonNumericInputObject,Microsoft.PowerShell.Commands.MeasureObjectCommand|1
        1 | Measure-Object nope =>
        (@() | Measure-Object).Count => 0
        (@(1, $null, 2) | Measure-Object).Count => 2
        'one two', 'three' | Measure-Object -Word | ForEach-Object Words => 3
        'one two', 'three' | Measure-Object -Line | ForEach-Object Lines => 2
        'one two', 'three' | Measure-Object -Character | ForEach-Object Characters => 12
        'one two' | Measure-Object -Character -IgnoreWhiteSpace | ForEach-Object Characters => 6
        "a`nb" | Measure-Object -Line | ForEach-Object Lines => 2
        ('a' | Measure-Object -Word).GetType().Name => TextMeasureInfo
        $null -eq ('a' | Measure-Object -Word).Lines => True
        (1, 2 | Measure-Object -Sum).GetType().Name => GenericMeasureInfo
        ('a' | Measure-Object -Maximum).GetType().Name => GenericObjectMeasureInfo
        @{ n = 2 }, @{ n = 5 } | Measure-Object n -Sum | ForEach-Object Sum => 7
        1, 2, 3 | Measure-Object { $_ * 2 } -Sum | ForEach-Object Sum => 12
        [pscustomobject]@{ ab = 1; ac = 2 } | Measure-Object a* -Sum | ForEach-Object { "$($_.Property)=$($_.Sum)" } => ab=1|ac=2
        (1, 2 | measure).Count => 2
        # Measure-Command
        (Measure-Command { 'dropped' }).GetType().Name => TimeSpan
        Measure-Command { $inside = 5 } | Out-Null; $inside => 5
        $seen = [System.Collections.ArrayList]::new(); 1, 2 | Measure-Command { $seen.Add($_) } | Out-Null; $seen => 1|2
        (Measure-Command { Start-Sleep -Milliseconds 60 }).TotalMilliseconds -ge 50 => True
        # Compare-Object
        Compare-Object (1, 2, 3) (2, 3, 4) | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" } => 4=>|1<=
        Compare-Object (1, 2) (1, 2) =>
        Compare-Object (1, 2) (2, 1) =>
        Compare-Object (1, 2) (2, 3) -IncludeEqual | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" } => 2==|3=>|1<=
        Compare-Object (1, 2) (2, 3) -IncludeEqual -ExcludeDifferent | ForEach-Object InputObject => 2
        Compare-Object (1, 2) (2, 3) -ExcludeDifferent | ForEach-Object SideIndicator => ==
        Compare-Object 'a' 'A' =>
        Compare-Object 'a' 'A' -CaseSensitive | ForEach-Object { 's' + $_.SideIndicator } => s=>|s<=
        Compare-Object (1, 1) (1) | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" } => 1<=
        Compare-Object ([pscustomobject]@{ a = 1; b = 1 }) ([pscustomobject]@{ a = 1; b = 2 }) -Property a =>
        Compare-Object ([pscustomobject]@{ a = 1; b = 1 }) ([pscustomobject]@{ a = 1; b = 2 }) -Property b | ForEach-Object { "$($_.b)$($_.SideIndicator)" } => 2=>|1<=
        Compare-Object ([pscustomobject]@{ a = 1; b = 1 }) ([pscustomobject]@{ a = 2; b = 1 }) -Property a -PassThru | ForEach-Object { "$($_.b)$($_.SideIndicator)" } => 1=>|1<=
        2, 3 | Compare-Object (1, 2) | ForEach-Object { "$($_.InputObject)$($_.SideIndicator)" } => 3=>|1<=
        (Compare-Object 'x' 'y' -PassThru) -join ',' => y,x
        Compare-Object (1, 2, 3, 4) (4, 1, 2, 3) -SyncWindow 0 | Measure-Object | ForEach-Object Count => 8
        Compare-Object $null (1) => !!ParameterArgumentValidationErrorNullNotAllowed,Microsoft.PowerShell.Commands.CompareObjectCommand
        Compare-Object 'bird' 'bird' -IncludeEqual | ForEach-Object { $_.PSObject.Properties.Name } => InputObject|SideIndicator
        # Get-Unique
        1, 1, 2, 1 | Get-Unique => 1|2|1
        'a', 'A', 'a' | Get-Unique => a|A|a
        'a', 'A', 'b' | Get-Unique -CaseInsensitive => a|b
        1, 2, 'x', 'y' | Get-Unique -OnType => 1|x
        'b', 'a', 'b' | Sort-Object | Get-Unique => a|b
        1, '1' | Get-Unique -AsString => 1
        1, 1 | gu => 1
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
