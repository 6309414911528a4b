namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>CSV, XML, HTML, CLIXML, string data, data files and secure strings.</summary>
public sealed class ConversionTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # ConvertTo-Csv
        [pscustomobject]@{ a = 1; b = 'x' } | ConvertTo-Csv => "a","b"|"1","x"
        [pscustomobject]@{ a = $null; b = '' } | ConvertTo-Csv => "a","b"|,""
        [pscustomobject]@{ a = 'q"q' } | ConvertTo-Csv => "a"|"q""q"
        [pscustomobject]@{ a = 1; b = 2 } | ConvertTo-Csv -Delimiter ';' => "a";"b"|"1";"2"
        [pscustomobject]@{ a = 1; b = 'x,y' } | ConvertTo-Csv -UseQuotes AsNeeded => a,b|1,"x,y"
        [pscustomobject]@{ a = 1; b = 'x' } | ConvertTo-Csv -UseQuotes Never => a,b|1,x
        [pscustomobject]@{ a = 1; b = 'x' } | ConvertTo-Csv -QuoteFields b => a,"b"|1,"x"
        [pscustomobject]@{ a = 1 } | ConvertTo-Csv -NoHeader => "1"
        [pscustomobject]@{ a = 1 } | ConvertTo-Csv -IncludeTypeInformation | Select-Object -First 1 => #TYPE System.Management.Automation.PSCustomObject
        [pscustomobject]@{ a = 1 } | ConvertTo-Csv -NoTypeInformation => "a"|"1"
        [pscustomobject]@{ a = 1; b = 2 }, [pscustomobject]@{ a = 3; c = 4 } | ConvertTo-Csv => "a","b"|"1","2"|"3",
        [pscustomobject]@{ a = 1, 2 } | ConvertTo-Csv => "a"|"System.Object[]"
        [pscustomobject]@{ a = $true; b = 15 } | ConvertTo-Csv => "a","b"|"True","15"
        [ordered]@{ x = 1; y = 2 } | ConvertTo-Csv => "x","y"|"1","2"
        'abc' | ConvertTo-Csv => "Length"|"3"
        1, 2 | Select-Object @{ n = 'v'; e = { $_ } } | ConvertTo-Csv => "v"|"1"|"2"
        [pscustomobject]@{ a = 1 } | ConvertTo-Csv -UseQuotes Never -QuoteFields a => !!CannotSpecifyQuoteFieldsAndUseQuotes,Microsoft.PowerShell.Commands.ConvertToCsvCommand
        # ConvertFrom-Csv
        'a,b', '1,2' | ConvertFrom-Csv => @{a=1; b=2}
        "a,b`n1,2`n3,4" | ConvertFrom-Csv => @{a=1; b=2}|@{a=3; b=4}
        'a;b', '1;2' | ConvertFrom-Csv -Delimiter ';' => @{a=1; b=2}
        '1,2' | ConvertFrom-Csv -Header x, y => @{x=1; y=2}
        'a,b', '"x,y","q""q"' | ConvertFrom-Csv => @{a=x,y; b=q"q}
        'a,b', '1' | ConvertFrom-Csv | ForEach-Object { $null -eq $_.b } => True
        'a,b', '1,' | ConvertFrom-Csv | ForEach-Object { $_.b -eq '' } => False
        'a,b', ' 1 , 2 ' | ConvertFrom-Csv => @{a=1 ; b=2 }
        'a,b', '" 1",2' | ConvertFrom-Csv | ForEach-Object { $_.a.Length } => 2
        "a,b`n`"x`ny`",2" | ConvertFrom-Csv | ForEach-Object { $_.a.Length } => 3
        'a,b', '', '1,2' | ConvertFrom-Csv => @{a=1; b=2}
        '#TYPE My.T', 'a', '1' | ConvertFrom-Csv | Measure-Object | ForEach-Object Count => 1
        'a,,b', '1,2,3' | ConvertFrom-Csv 3>$null => @{a=1; H1=2; b=3}
        ('a,b' | ConvertFrom-Csv).Count => 0
        'a,b', '1,2,3' | ConvertFrom-Csv => @{a=1; b=2}
        ('a', '1' | ConvertFrom-Csv).a.GetType().Name => String
        [pscustomobject]@{ a = 1; b = 'x,"y"' } | ConvertTo-Csv | ConvertFrom-Csv => @{a=1; b=x,"y"}
        # Export-Csv, Import-Csv
        [pscustomobject]@{ a = 1 } | Export-Csv f.csv; Get-Content f.csv => "a"|"1"
        [pscustomobject]@{ a = 1 } | Export-Csv f.csv; Import-Csv f.csv => @{a=1}
        [pscustomobject]@{ a = 1 } | Export-Csv f.csv; [pscustomobject]@{ a = 2 } | Export-Csv f.csv -Append; (Import-Csv f.csv).a => 1|2
        [pscustomobject]@{ a = 1; b = 2 } | Export-Csv f.csv; [pscustomobject]@{ a = 2 } | Export-Csv f.csv -Append => !!CannotAppendCsvWithMismatchedPropertyNames,Microsoft.PowerShell.Commands.ExportCsvCommand
        [pscustomobject]@{ a = 1; b = 2 } | Export-Csv f.csv; [pscustomobject]@{ a = 2 } | Export-Csv f.csv -Append -Force; (Import-Csv f.csv).a => 1|2
        [pscustomobject]@{ a = 1 } | Export-Csv f.csv; [pscustomobject]@{ a = 2 } | Export-Csv f.csv -NoClobber => !!NoClobber,Microsoft.PowerShell.Commands.ExportCsvCommand
        [pscustomobject]@{ a = 1 } | Export-Csv f.csv -Delimiter "`t"; Import-Csv f.csv -Delimiter "`t" | ForEach-Object a => 1
        [pscustomobject]@{ a = 1 } | Export-Csv f.csv -WhatIf; Test-Path f.csv => False
        [pscustomobject]@{ a = 1 } | Export-Csv => !!CannotSpecifyPathAndLiteralPath,Microsoft.PowerShell.Commands.ExportCsvCommand
        Import-Csv nope.csv => !!FileOpenFailure,Microsoft.PowerShell.Commands.ImportCsvCommand
        Set-Content f.csv '1,2'; Import-Csv f.csv -Header x, y => @{x=1; y=2}
        Set-Content a.csv 'a', '1'; Set-Content b.csv 'b', '2'; Import-Csv a.csv, b.csv => @{a=1}|@{b=2}
        Set-Content a.csv 'a', '1'; Get-Item a.csv | Import-Csv => @{a=1}
        [pscustomobject]@{ a = 'é' } | Export-Csv f.csv -Encoding unicode; (Import-Csv f.csv -Encoding unicode).a => é
        [pscustomobject]@{ a = 1 } | epcsv f.csv; (ipcsv f.csv).a => 1
        # Clixml
        1, 'x' | Export-Clixml f.xml; Import-Clixml f.xml => 1|x
        @{ a = 1 } | Export-Clixml f.xml; (Import-Clixml f.xml).a => 1
        [pscustomobject]@{ a = 1; b = 'y' } | Export-Clixml f.xml; Import-Clixml f.xml => @{a=1; b=y}
        Get-Date '2024-01-02' | Export-Clixml f.xml; (Import-Clixml f.xml).Year => 2024
        1..5 | Export-Clixml f.xml; Import-Clixml f.xml -First 2 => 1|2
        1..5 | Export-Clixml f.xml; Import-Clixml f.xml -Skip 4 => 5
        Import-Clixml nope.xml => !!FileOpenFailure,Microsoft.PowerShell.Commands.ImportClixmlCommand
        [uri]'http://x/' | Export-Clixml f.xml; (Import-Clixml f.xml).GetType().Name => Uri
        1 | Export-Clixml f.xml; 2 | Export-Clixml f.xml -NoClobber => !!NoClobber,Microsoft.PowerShell.Commands.ExportClixmlCommand
        1, 2 | ConvertTo-CliXml | ConvertFrom-CliXml => 1 2
        @{ k = 'v' } | ConvertTo-CliXml | ConvertFrom-CliXml | ForEach-Object k => v
        'nope' | ConvertFrom-CliXml => !!System.Xml.XmlException,Microsoft.PowerShell.Commands.ConvertFromClixmlCommand
        # ConvertTo-Xml
        (1 | ConvertTo-Xml).GetType().Name => XmlDocument
        (1 | ConvertTo-Xml).OuterXml => <?xml version="1.0" encoding="utf-8"?><Objects><Object Type="System.Int32">1</Object></Objects>
        (1 | ConvertTo-Xml -NoTypeInformation).OuterXml => <?xml version="1.0" encoding="utf-8"?><Objects><Object>1</Object></Objects>
        ([pscustomobject]@{ a = 1 } | ConvertTo-Xml -NoTypeInformation).Objects.Object.Property.Name => a
        ([pscustomobject]@{ a = 'x' } | ConvertTo-Xml).Objects.Object.Property.Type => System.String
        (1 | ConvertTo-Xml -As String).GetType().Name => String
        (1, 2 | ConvertTo-Xml -As Stream).Count => 5
        # ConvertTo-Html
        [pscustomobject]@{ a = 1; b = 2 } | ConvertTo-Html -Fragment => <table>|<colgroup><col/><col/></colgroup>|<tr><th>a</th><th>b</th></tr>|<tr><td>1</td><td>2</td></tr>|</table>
        [pscustomobject]@{ a = 1; b = 2 } | ConvertTo-Html -Fragment -Property b => <table>|<colgroup><col/></colgroup>|<tr><th>b</th></tr>|<tr><td>2</td></tr>|</table>
        ([pscustomobject]@{ a = '<&>' } | ConvertTo-Html -Fragment)[3] => <tr><td>&lt;&amp;&gt;</td></tr>
        [pscustomobject]@{ a = 1 } | ConvertTo-Html -Fragment -As List => <table>|<tr><td>a:</td><td>1</td></tr>|</table>
        ([pscustomobject]@{ a = 1 } | ConvertTo-Html -Title T) -contains '<title>T</title>' => True
        ([pscustomobject]@{ a = 1 } | ConvertTo-Html)[1] => <html xmlns="http://www.w3.org/1999/xhtml">
        ([pscustomobject]@{ a = 1 } | ConvertTo-Html)[-1] => </body></html>
        ([pscustomobject]@{ a = 1 } | ConvertTo-Html -Head '<x/>') -contains '<x/>' => True
        ([pscustomobject]@{ a = 1 } | ConvertTo-Html -Fragment -PreContent pre -PostContent post)[0, -1] => pre|post
        ([pscustomobject]@{ a = 1 } | ConvertTo-Html -CssUri s.css) -match 'href="s.css"' | Measure-Object | ForEach-Object Count => 1
        (1 | ConvertTo-Html -Fragment)[2] => <null>
        [pscustomobject]@{ a = 1 } | ConvertTo-Html -Fragment -Property @{ n = 'X'; e = { $_.a + 1 } } | Select-Object -Index 2, 3 => <tr><th>X</th></tr>|<tr><td>2</td></tr>
        # ConvertFrom-StringData
        (ConvertFrom-StringData "a=1`nb = two words").b => two words
        (ConvertFrom-StringData "# comment`n`na=1").Count => 1
        (ConvertFrom-StringData 'a=x=y').a => x=y
        (ConvertFrom-StringData 'a:1' -Delimiter ':').a => 1
        (ConvertFrom-StringData 'p=c:\\temp').p => c:\temp
        ConvertFrom-StringData 'nothing' => !!InvalidOperation,Microsoft.PowerShell.Commands.ConvertFromStringDataCommand
        ConvertFrom-StringData "a=1`na=2" => !!InvalidOperation,Microsoft.PowerShell.Commands.ConvertFromStringDataCommand
        ('a=1' | ConvertFrom-StringData).GetType().Name => Hashtable
        # Import-PowerShellDataFile
        Set-Content f.psd1 '@{ A = 1; B = @("x", "y") }'; (Import-PowerShellDataFile f.psd1).B => x|y
        Set-Content f.psd1 '@{ A = (Get-Date) }'; Import-PowerShellDataFile f.psd1 => !!System.InvalidOperationException,Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand
        Set-Content f.psd1 '1'; Import-PowerShellDataFile f.psd1 => !CouldNotParseAsPowerShellDataFileNoHashtableRoot,Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand
        Import-PowerShellDataFile nope.psd1 => !PathNotFound,Microsoft.PowerShell.Commands.ImportPowerShellDataFileCommand
        # Secure strings and credentials
        (ConvertTo-SecureString 'geheim' -AsPlainText -Force).GetType().Name => SecureString
        ConvertTo-SecureString 'geheim' -AsPlainText | ConvertFrom-SecureString -AsPlainText => geheim
        ConvertTo-SecureString 'ab' -AsPlainText | ConvertFrom-SecureString => 61006200
        '61006200' | ConvertTo-SecureString | ConvertFrom-SecureString -AsPlainText => ab
        $k = [byte[]](1..16); ConvertTo-SecureString 'x' -AsPlainText | ConvertFrom-SecureString -Key $k | ConvertTo-SecureString -Key $k | ConvertFrom-SecureString -AsPlainText => x
        $k = ConvertTo-SecureString ('k' * 16) -AsPlainText; ConvertTo-SecureString 'y' -AsPlainText | ConvertFrom-SecureString -SecureKey $k | ConvertTo-SecureString -SecureKey $k | ConvertFrom-SecureString -AsPlainText => y
        (ConvertTo-SecureString 'x' -AsPlainText | ConvertFrom-SecureString -Key ([byte[]](1..32))).StartsWith('76492d1116743f0423413b16050a5345') => True
        ConvertTo-SecureString 'zz' => !!System.FormatException,Microsoft.PowerShell.Commands.ConvertToSecureStringCommand
        [pscredential]::new('u', (ConvertTo-SecureString 'p' -AsPlainText)).GetNetworkCredential().Password => p
        (Get-Credential u).UserName => u
        (Get-Credential u).GetNetworkCredential().Password => typed
        (Get-Credential -UserName u2 -Message m).UserName => u2
        $c = [pscredential]::new('u', (ConvertTo-SecureString 'p' -AsPlainText)); (Get-Credential $c).UserName => u
        Microsoft.PowerShell.Security\ConvertTo-SecureString 'q' -AsPlainText | ConvertFrom-SecureString -AsPlainText => q
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
