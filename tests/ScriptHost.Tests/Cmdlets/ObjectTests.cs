namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>Members, new objects, random values, identifiers and lengths of time.</summary>
public sealed class ObjectTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # Get-Member
        'x' | Get-Member -Name Length | ForEach-Object { "$($_.MemberType) $($_.Definition)" } => Property int Length {get;}
        'x' | Get-Member -Name Sub* | ForEach-Object Name => Substring
        ('x' | Get-Member -MemberType Property).Name -join ',' => Length
        [pscustomobject]@{ b = 1; a = 'x' } | Get-Member -MemberType NoteProperty | ForEach-Object { "$($_.Name):$($_.Definition)" } => a:string a=x|b:int b=1
        ('x', 'y' | Get-Member -Name Length).Count => 1
        ('x', 1 | Get-Member -Name GetType).Count => 2
        ('x' | Get-Member)[0].TypeName => System.String
        [math] | Get-Member -Static -Name PI | ForEach-Object MemberType => Property
        [math] | Get-Member -Static -Name Abs | ForEach-Object MemberType => Method
        1 | Get-Member -Static -Name MaxValue | ForEach-Object TypeName => System.Int32
        ('x' | Get-Member -Name get_Length).Count => 0
        'x' | Get-Member -Name get_Length -Force | ForEach-Object Name => get_Length
        Get-Member => !NoObjectInGetMember,Microsoft.PowerShell.Commands.GetMemberCommand
        'x' | Get-Member -Name nope =>
        @{ a = 1 } | gm -Name Keys | ForEach-Object MemberType => Property
        ('x' | Get-Member -Name Length).GetType().FullName => Microsoft.PowerShell.Commands.MemberDefinition
        # Add-Member
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member b 2; $o.b => 2
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member -NotePropertyName b -NotePropertyValue 3; $o.b => 3
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member -NotePropertyMembers ([ordered]@{ b = 2; c = 3 }); "$o" => @{a=1; b=2; c=3}
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member @{ z = 9 } -PassThru | ForEach-Object z => 9
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member -MemberType NoteProperty -Name n -Value v; $o.n => v
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member ScriptProperty twice { $this.a * 2 }; $o.twice => 2
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member ScriptProperty p { $this.a } { param($v) $this.a = $v }; $o.p = 7; $o.a => 7
        $o = [pscustomobject]@{ a = 4 }; $o | Add-Member ScriptMethod Plus { param($n) $this.a + $n }; $o.Plus(3) => 7
        $o = [pscustomobject]@{ a = 4 }; $o | Add-Member AliasProperty alias a; $o.alias => 4
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member a 2; $o.a => !MemberAlreadyExists,Microsoft.PowerShell.Commands.AddMemberCommand|1
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member a 2 -Force; $o.a => 2
        $o = [pscustomobject]@{ a = 1 }; $o | Add-Member -TypeName My.Type; $o.PSObject.TypeNames[0] => My.Type
        $o = [pscustomobject]@{ a = 1 }; @($o | Add-Member b 1).Count => 0
        $s = 'text' | Add-Member note 5 -PassThru; "$s $($s.note)" => text 5
        $o = [pscustomobject]@{ a = 1; b = 2 }; $o | Add-Member PropertySet both @('a', 'b'); ($o | Select-Object both).b => 2
        [pscustomobject]@{} | Add-Member ScriptMethod m => !!ConvertToFinalInvalidCastException,Microsoft.PowerShell.Commands.AddMemberCommand
        # New-Object
        New-Object System.Text.StringBuilder 'xy' | ForEach-Object ToString => xy
        (New-Object System.Text.StringBuilder -ArgumentList 'xy', 50).Capacity => 50
        (New-Object -TypeName datetime -ArgumentList 2024, 2, 3).Day => 3
        (New-Object 'System.Collections.Generic.List[string]').GetType().Name => List`1
        (New-Object System.Collections.ArrayList).Count => 0
        New-Object psobject -Property @{ q = 1 } | ForEach-Object q => 1
        (New-Object PSObject -Property ([ordered]@{ b = 1; a = 2 })).PSObject.Properties.Name => b|a
        (New-Object System.UriBuilder -Property @{ Host = 'h'; Scheme = 'https' }).Uri.Host => h
        New-Object int => 0
        (New-Object guid).ToString().Length => 36
        New-Object Nope.Nope => !!TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand
        New-Object System.Uri 'not a uri' => !!ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand
        New-Object System.Text.StringBuilder 1, 2, 3, 4, 5, 6 => !!ConstructorInvokedThrowException,Microsoft.PowerShell.Commands.NewObjectCommand
        New-Object System.UriBuilder -Property @{ Nope = 1 } | Out-Null => !!InvalidOperationException,Microsoft.PowerShell.Commands.NewObjectCommand
        class Point { [int] $X; Point([int] $x) { $this.X = $x } }; (New-Object Point 4).X => 4
        (New-Object string 'a', 3) => aaa
        (New-Object System.Net.NetworkCredential 'u', 'p').UserName => u
        # New-TimeSpan
        New-TimeSpan -Minutes 90 => 01:30:00
        New-TimeSpan -Days 1 -Hours 2 -Minutes 3 -Seconds 4 => 1.02:03:04
        New-TimeSpan -Milliseconds 1500 => 00:00:01.5000000
        New-TimeSpan '2024-01-01' '2024-01-03' => 2.00:00:00
        (New-TimeSpan -Start '2024-01-01' -End '2024-01-01T12:00').TotalHours => 12
        (New-TimeSpan -End (Get-Date).AddHours(2)).TotalMinutes -gt 119 => True
        (New-TimeSpan '2024-01-03' '2024-01-01').Days => -2
        New-TimeSpan -Seconds -5 => -00:00:05
        # Get-Random
        (Get-Random -Maximum 10) -in 0..9 => True
        (1..50 | ForEach-Object { Get-Random -Minimum 5 -Maximum 7 } | Sort-Object -Unique) -join ',' => 5,6
        (Get-Random).GetType().Name => Int32
        (Get-Random -Maximum 1.5).GetType().Name => Double
        (Get-Random -Maximum 5000000000).GetType().Name => Int64
        (Get-Random -SetSeed 5) -eq (Get-Random -SetSeed 5) => True
        (Get-Random -InputObject (1, 2, 3)) -in 1, 2, 3 => True
        (1, 2, 3 | Get-Random -Count 2 | Sort-Object -Unique).Count => 2
        (1..5 | Get-Random -Shuffle | Sort-Object) -join ',' => 1,2,3,4,5
        (1..5 | Get-Random -Count 99).Count => 5
        (Get-Random -Maximum 100 -Count 4).Count => 4
        Get-Random -Minimum 5 -Maximum 5 => !!MinGreaterThanOrEqualMax,Microsoft.PowerShell.Commands.GetRandomCommand
        'only' | Get-Random => only
        (Get-SecureRandom -Maximum 10) -in 0..9 => True
        (1..5 | Get-SecureRandom -Shuffle | Sort-Object) -join '' => 12345
        (Get-SecureRandom -Minimum 1.0 -Maximum 2.0).GetType().Name => Double
        Get-SecureRandom -Minimum 3 -Maximum 2 => !!MinGreaterThanOrEqualMax,Microsoft.PowerShell.Commands.GetSecureRandomCommand
        # New-Guid
        (New-Guid).GetType().Name => Guid
        (New-Guid) -ne (New-Guid) => True
        New-Guid -Empty => 00000000-0000-0000-0000-000000000000
        New-Guid '{d61bbeca-0186-48fa-90e1-ff7aa5d33e2d}' => d61bbeca-0186-48fa-90e1-ff7aa5d33e2d
        'd61bbeca018648fa90e1ff7aa5d33e2d' | New-Guid => d61bbeca-0186-48fa-90e1-ff7aa5d33e2d
        New-Guid 'nope' => !StringNotRecognizedAsGuid,Microsoft.PowerShell.Commands.NewGuidCommand|<null>
        # Join-String
        1..3 | Join-String => 123
        1..3 | Join-String -Separator ', ' => 1, 2, 3
        1..3 | Join-String -Separator ', ' -OutputPrefix '[' -OutputSuffix ']' => [1, 2, 3]
        'a', 'b' | Join-String -SingleQuote -Separator ',' => 'a','b'
        'a', 'b' | Join-String -DoubleQuote -Separator ' ' => "a" "b"
        'a', 'bb' | Join-String Length -Separator + => 1+2
        'a', 'bb' | Join-String { $_.ToUpper() } -Separator - => A-BB
        1, 2 | Join-String -FormatString '<{0:D2}>' => <01><02>
        $OFS = ';'; 1, 2 | Join-String => 1;2
        # Get-Host and others
        (Get-Host).Name => Universal
        (Get-Culture).GetType().Name => CultureInfo
        (Get-UICulture).GetType().Name => CultureInfo
        (Get-Uptime).GetType().Name => TimeSpan
        (Get-Uptime -Since) -lt (Get-Date) => True
        (Get-Verb Get).Group => Common
        (Get-Verb -Group Security).Verb -contains 'Protect' => True
        (Get-Verb Conv*).Verb | Sort-Object => Convert|ConvertFrom|ConvertTo
        function f { (Get-PSCallStack)[0].Command }; f => f
        Get-Item nope 2>$null; (Get-Error).FullyQualifiedErrorId => PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand
        (New-TemporaryFile | ForEach-Object { $_.Length; $_.Delete() }) => 0
        (Get-TimeZone).GetType().Name => TimeZoneInfo
        (Get-TimeZone -Id UTC).BaseUtcOffset.TotalHours => 0
        Get-TimeZone -Id Nope => !TimeZoneNotFound,Microsoft.PowerShell.Commands.GetTimeZoneCommand
        # Add-Type
        Add-Type -AssemblyName System.Xml.Linq; [System.Xml.Linq.XName]::Get('a').LocalName => a
        Add-Type -TypeDefinition 'class A { }' =>
        (Add-Type -Path $PSHOME/Newtonsoft.Json.dll -PassThru).Name -contains 'JsonConvert' => True
        Add-Type -AssemblyName Nope.Nope => !!PathNotFound,Microsoft.PowerShell.Commands.AddTypeCommand
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
