namespace Universal.ScriptHost.Tests.Cmdlets;

/// <summary>What files hold: reading, writing, redirection, search.</summary>
public sealed class ContentTests(CmdletFixture engine) : IClassFixture<CmdletFixture>
{
    public static TheoryData<string, string> Cases => CmdletTable.Parse("""
        # Set-Content, Get-Content
        Set-Content a.txt 'one', 'two'; Get-Content a.txt => one|two
        Set-Content a.txt 'one'; Get-Content a.txt -Raw => one\n
        Set-Content a.txt 'one' -NoNewline; [IO.File]::ReadAllText("$PWD/a.txt") => one
        Set-Content a.txt 'one', 'two' -NoNewline; Get-Content a.txt => onetwo
        'x', 'y' | Set-Content a.txt; Get-Content a.txt => x|y
        Set-Content a.txt 'old'; Set-Content a.txt 'new'; Get-Content a.txt => new
        Set-Content a.txt 'x' -PassThru => x
        @(Set-Content a.txt 'x').Count => 0
        Set-Content a.txt $null; (Get-Item a.txt).Length => 0
        Set-Content a.txt @(); (Get-Item a.txt).Length => 0
        Set-Content a.txt 5; Get-Content a.txt => 5
        Set-Content no/such/x.txt y => !GetContentWriterDirectoryNotFoundError,Microsoft.PowerShell.Commands.SetContentCommand
        Set-Content a.txt 'x' -WhatIf; Test-Path a.txt => False
        Set-Content a.txt, b.txt z; Get-Content a.txt, b.txt => z|z
        Set-Content a.txt x; Set-Content *.txt new; Get-Content a.txt => new
        Set-Content -LiteralPath '[a].txt' x; Get-Content -LiteralPath '[a].txt' => x
        Set-Content -Path a.txt -Value 'é'; (Get-Item a.txt).Length -eq 2 + [Environment]::NewLine.Length => True
        Set-Content a.txt 'é' -Encoding utf8BOM -NoNewline; [IO.File]::ReadAllBytes("$PWD/a.txt") => 239|187|191|195|169
        Set-Content a.txt 'é' -Encoding unicode -NoNewline; (Get-Item a.txt).Length => 4
        Set-Content a.txt 'é' -Encoding ascii -NoNewline; Get-Content a.txt => ?
        Set-Content a.txt 'é' -Encoding unicode; Get-Content a.txt -Encoding unicode => é
        Set-Content a.txt 'é' -Encoding utf32; Get-Content a.txt => é
        Set-Content a.txt 'é' -Encoding 28591 -NoNewline; [IO.File]::ReadAllBytes("$PWD/a.txt") => 233
        Set-Content a.bin ([byte[]](1, 2, 3)) -AsByteStream; (Get-Item a.bin).Length => 3
        Set-Content a.bin ([byte[]](1, 2, 3)) -AsByteStream; Get-Content a.bin -AsByteStream => 1|2|3
        Set-Content a.bin ([byte[]](1, 2, 3)) -AsByteStream; (Get-Content a.bin -AsByteStream -Raw).GetType().Name => Byte[]
        Get-Content nope => !PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand
        Get-Content . => !GetContainerContentException,Microsoft.PowerShell.Commands.GetContentCommand
        Get-Content nope* => !ItemNotFound,Microsoft.PowerShell.Commands.GetContentCommand
        Set-Content a.txt (1..5); Get-Content a.txt -TotalCount 2 => 1|2
        Set-Content a.txt (1..5); Get-Content a.txt -Head 1 => 1
        Set-Content a.txt (1..5); Get-Content a.txt -First 1 => 1
        Set-Content a.txt (1..5); Get-Content a.txt -Tail 2 => 4|5
        Set-Content a.txt (1..5); Get-Content a.txt -Last 1 => 5
        Set-Content a.txt (1..5); Get-Content a.txt -Tail 99 | Measure-Object | ForEach-Object Count => 5
        Set-Content a.txt (1..5); Get-Content a.txt -Tail 0 =>
        Set-Content a.txt (1..5); Get-Content a.txt -TotalCount 0 =>
        Set-Content a.txt (1..5); Get-Content a.txt -TotalCount 1 -Tail 1 => !TailAndHeadCannotCoexist,Microsoft.PowerShell.Commands.GetContentCommand
        Set-Content a.txt (1..5); Get-Content a.txt -ReadCount 2 | ForEach-Object { "$_" } => 1 2|3 4|5
        Set-Content a.txt (1..5); (Get-Content a.txt -ReadCount 0).Count => 5
        Set-Content a.txt 'a,b,c' -NoNewline; Get-Content a.txt -Delimiter ',' => a|b|c
        Set-Content a.txt "x`ny"; (Get-Content a.txt -Raw).Length -gt 3 => True
        Set-Content a.txt 1; Set-Content b.txt 2; Get-Content *.txt => 1|2
        Set-Content a.txt x; 'a.txt' | Get-Content => !InputObjectNotBound,Microsoft.PowerShell.Commands.GetContentCommand
        Set-Content a.txt x; Get-Item a.txt | Get-Content => x
        Set-Content a.txt 'b', 'a'; gc a.txt | Sort-Object => a|b
        (Get-Content env:HOME) -eq $HOME => True
        $v1 = 'a', 'b'; Get-Content variable:v1 => a
        function g1 { 'body' }; (Get-Content function:g1).ToString().Trim() => 'body'
        Set-Content variable:v2 5; $v2 => 5
        Set-Content a.txt 'x', '', 'y'; (Get-Content a.txt).Count => 3
        Set-Content empty.txt ''; (Get-Content empty.txt).GetType().Name => String
        New-Item none.txt | Out-Null; $null -eq (Get-Content none.txt) => True
        New-Item none.txt | Out-Null; @(Get-Content none.txt).Count => 0
        Set-Content a.txt (1..100); (Get-Content a.txt | Select-Object -First 1) => 1
        # Add-Content, Clear-Content
        Set-Content a.txt 1; Add-Content a.txt 2; Get-Content a.txt => 1|2
        Add-Content a.txt 1; Get-Content a.txt => 1
        'x', 'y' | Add-Content a.txt; Add-Content a.txt z; Get-Content a.txt => x|y|z
        Add-Content a.txt 'x' -NoNewline; Add-Content a.txt 'y' -NoNewline; Get-Content a.txt => xy
        Add-Content a.txt x -PassThru => x
        Set-Content a.txt 1; Clear-Content a.txt; (Get-Item a.txt).Length => 0
        Clear-Content nope => !PathNotFound,Microsoft.PowerShell.Commands.ClearContentCommand
        Set-Content a.txt 1; Clear-Content a.txt -WhatIf; Get-Content a.txt => 1
        # Out-File and redirection
        'one' > a.txt; Get-Content a.txt => one
        'one' > a.txt; 'two' >> a.txt; Get-Content a.txt => one|two
        'old', 'older' > a.txt; 'new' > a.txt; Get-Content a.txt => new
        'é' > a.txt; [IO.File]::ReadAllBytes("$PWD/a.txt")[0..1] => 195|169
        1, 2 > a.txt; Get-Content a.txt => 1|2
        $null > a.txt; (Get-Item a.txt).Length => 0
        [pscustomobject]@{ A = 1; B = 'x' } > a.txt; (Get-Content a.txt | Where-Object { $_ }) => A B|- -|1 x
        Get-Item nope 2> e.txt; (Get-Content e.txt -Raw) -match 'Cannot find path' => True
        & { 'out'; Write-Warning 'warn' } *> all.txt; (Get-Content all.txt).Count -ge 2 => True
        'x' | Out-File a.txt; Get-Content a.txt => x
        'x' | Out-File -FilePath a.txt -Append; 'y' | Out-File a.txt -Append; Get-Content a.txt => x|y
        'x' | Out-File a.txt; 'y' | Out-File a.txt -NoClobber => !!NoClobber,Microsoft.PowerShell.Commands.OutFileCommand
        'a', 'b' | Out-File a.txt -NoNewline; Get-Content a.txt -Raw => ab
        'é' | Out-File a.txt -Encoding utf8BOM; [IO.File]::ReadAllBytes("$PWD/a.txt")[0] => 239
        'x' | Out-File a.txt -Encoding unicode; [IO.File]::ReadAllBytes("$PWD/a.txt")[0..1] => 255|254
        'x' | Out-File no/such/a.txt => !!FileOpenFailure,Microsoft.PowerShell.Commands.OutFileCommand
        'x' | Out-File a.txt -WhatIf; Test-Path a.txt => False
        'x' | Out-File -LiteralPath '[a]'; Get-Content -LiteralPath '[a]' => x
        ('y' * 300) > a.txt; (Get-Content a.txt).Length => 300
        # Tee-Object
        'a', 'b' | Tee-Object t.txt => a|b
        'a', 'b' | Tee-Object t.txt | Out-Null; Get-Content t.txt => a|b
        'a' | Tee-Object t.txt | Out-Null; 'b' | Tee-Object t.txt -Append | Out-Null; Get-Content t.txt => a|b
        1, 2 | Tee-Object -Variable tv | Out-Null; $tv => 1|2
        1 | Tee-Object -Variable tv1 | ForEach-Object { $_ + 1 }; $tv1 => 2|1
        1 | Tee-Object -Variable tv2 | Out-Null; 2 | Tee-Object -Variable tv2 -Append | Out-Null; $tv2 => !!AmbiguousParameterSet,Microsoft.PowerShell.Commands.TeeObjectCommand
        # Select-String
        'hello', 'world' | Select-String or | ForEach-Object Line => world
        'hello', 'world' | Select-String o | ForEach-Object LineNumber => 1|2
        'hello' | Select-String x =>
        'Hello' | Select-String hello | ForEach-Object Line => Hello
        'Hello' | Select-String hello -CaseSensitive =>
        'a.b', 'axb' | Select-String 'a.b' -SimpleMatch | ForEach-Object Line => a.b
        'a', 'b' | Select-String a -NotMatch | ForEach-Object Line => b
        'abcabc' | Select-String b | ForEach-Object { $_.Matches.Count } => 1
        'abcabc' | Select-String b -AllMatches | ForEach-Object { $_.Matches.Count } => 2
        'k=v' | Select-String '(\w)=(\w)' | ForEach-Object { $_.Matches[0].Groups[2].Value } => v
        'a', 'b' | Select-String a -Quiet => True
        'a', 'b' | Select-String z -Quiet =>
        'x1', 'y', 'x2' | Select-String x -Raw => x1|x2
        'a', 'b', 'c' | Select-String b -Context 1 | ForEach-Object { "$($_.Context.PreContext)<$($_.Line)>$($_.Context.PostContext)" } => a<b>c
        'a', 'b', 'c', 'd' | Select-String c -Context 2, 0 | ForEach-Object { "$($_.Context.PreContext)" } => a b
        'a', 'b', 'c', 'd' | Select-String a -Context 0, 2 | ForEach-Object { "$($_.Context.PostContext)" } => b c
        'a' | Select-String a | ForEach-Object { "$($_.Filename) $($_.Path)" } => InputStream InputStream
        Set-Content f.txt 'x', 'find me'; Select-String find f.txt | ForEach-Object { "$($_.Filename):$($_.LineNumber)" } => f.txt:2
        Set-Content f.txt 'find'; Set-Content g.txt 'find'; Select-String find *.txt | ForEach-Object Filename => f.txt|g.txt
        Set-Content f.txt 'a', 'a'; @(Select-String a f.txt -List).Count => 1
        Set-Content f.txt 'find'; Get-ChildItem | Select-String find | ForEach-Object Filename => f.txt
        Set-Content f.txt 'find'; "$(Select-String find f.txt)" -like '*f.txt:1:find' => True
        Set-Content f.txt 'find'; Set-Content g.log 'find'; Select-String find * -Include *.log | ForEach-Object Filename => g.log
        Set-Content f.txt 'find'; Select-String find f.txt -Quiet => True
        Select-String x nope.txt => !!PathNotFound,Microsoft.PowerShell.Commands.SelectStringCommand
        'a' | Select-String '(' => !!InvalidRegex,Microsoft.PowerShell.Commands.SelectStringCommand
        'b2', 'a1' | Select-String 'a', 'b' | ForEach-Object Pattern => b|a
        'x' | sls x | ForEach-Object { $_.GetType().FullName } => Microsoft.PowerShell.Commands.MatchInfo
        "$('text' | Select-String e)" => text
        # Get-FileHash, Unblock-File
        Set-Content a.txt 'abc' -NoNewline; (Get-FileHash a.txt).Hash => BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD
        Set-Content a.txt 'abc' -NoNewline; (Get-FileHash a.txt -Algorithm MD5).Hash => 900150983CD24FB0D6963F7D28E17F72
        Set-Content a.txt 'abc' -NoNewline; (Get-FileHash a.txt SHA1).Hash => A9993E364706816ABA3E25717850C26C9CD0D89D
        Set-Content a.txt 'abc'; (Get-FileHash a.txt).Algorithm => SHA256
        Set-Content a.txt 'abc'; Split-Path (Get-FileHash a.txt).Path -Leaf => a.txt
        Get-FileHash nope => !FileNotFound,Microsoft.PowerShell.Commands.GetFileHashCommand
        Get-FileHash -InputStream ([IO.MemoryStream]::new([byte[]](97, 98, 99))) -Algorithm MD5 | ForEach-Object Hash => 900150983CD24FB0D6963F7D28E17F72
        Set-Content a.txt x; Get-Item a.txt | Get-FileHash -Algorithm MD5 | ForEach-Object { $_.Hash.Length } => 32
        Set-Content a.txt x; Unblock-File a.txt => !!LinuxNotSupported,Microsoft.PowerShell.Commands.UnblockFileCommand
        Unblock-File nope => !!LinuxNotSupported,Microsoft.PowerShell.Commands.UnblockFileCommand
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Expression_Writes(string expression, string expected) => Assert.Equal(expected, await engine.EvaluateAsync(expression));
}
