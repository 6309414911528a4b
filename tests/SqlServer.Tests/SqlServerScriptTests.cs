namespace Universal.SqlServer.Tests;

/// <summary>Every T-SQL text of the program, checked without a server; and that the checks would notice faults.</summary>
public sealed class SqlServerScriptTests
{
    private const string CaseInsensitive = "SQL_Latin1_General_CP1_CI_AS";
    private const string CaseSensitive = "Latin1_General_100_CS_AS";

    private static IEnumerable<(string Name, string Text)> Texts(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sql", folder), "*.sql").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)));

    private static SqlServerVerifier Schema(int level = 130, string collation = CaseSensitive, Func<string, string>? change = null)
    {
        var verifier = new SqlServerVerifier(level, collation);
        foreach (var (name, text) in Texts("Schema")) verifier.Script(name, change?.Invoke(text) ?? text);
        return verifier;
    }

    private static string TypeOf(string parameter) => parameter.TrimStart('@') switch
    {
        "rows" or "ids" or "sealedText" or "xml" or "valueText" or "message" or "files" or "contents" or "conflicts" or "detail" or "changes" or "payload" => "NVARCHAR(MAX)",
        "at" or "before" or "beforeTime" or "lockedUntil" or "createdAt" or "lastSignInAt" or "startedAt" or "since" or "expiresAt" or "nextAt" or "until" or "StartTime" or "IAmAliveTime" => "DATETIME2(7)",
        "id" or "after" or "from" or "job" or "parent" or "version" or "epoch" or "token" or "leaseMs" or "account" or "through" or "Period" or "GrainIdN0" or "GrainIdN1" => "BIGINT",
        "enabled" or "maintenance" or "on" => "BIT",
        "PayloadBinary" => "VARBINARY(MAX)",
        "part" or "take" or "perReceiver" or "batch" or "keep" or "states" or "size" or "port" or "generation" or "failedSignIns" or "processId" or "slots" or "Port" or "Generation"
            or "state" or "kind" or "severity" or "cause" or "outcome" or "changeCount" or "eventKind" or "attempts" or "lastStatus" or "Status" or "ProxyPort" or "Version" or "GrainStateVersion" => "INT",
        var name when name.EndsWith("Hash", StringComparison.Ordinal) && name != "passwordHash" => "INT",
        _ => "NVARCHAR(4000)",
    };

    [Theory]
    [InlineData(130, CaseSensitive)]
    [InlineData(130, CaseInsensitive)]
    [InlineData(160, CaseSensitive)]
    [InlineData(160, CaseInsensitive)]
    public void EveryText_AtTheLevelAndCollation_Binds(int level, string collation)
    {
        using var verifier = Schema(level, collation);
        foreach (var (name, text) in Texts("Statements")) verifier.Statement(name, text, TypeOf);
        foreach (var (key, text) in OrleansQueries()) verifier.Statement(key, text, TypeOf);

        Assert.Empty(verifier.Problems());
    }

    private static IReadOnlyDictionary<string, string> OrleansQueries() =>
        SqlServerVerifier.OrleansQueries(string.Join('\n', Texts("Schema").Select(script => script.Text)));

    [Fact]
    public void OrleansQueries_TimesOfADefunctSilo_AreComparedAsTheyAreStored() =>
        Assert.Contains("StartTime = CAST(@StartTime AS DATETIME2(3))", OrleansQueries()["CleanupDefunctSiloEntryKey"], StringComparison.Ordinal);

    [Fact]
    public void OrleansQueries_AreAllThatTheProvidersAskFor()
    {
        string[] required =
        [
            "GatewaysQueryKey", "MembershipReadRowKey", "MembershipReadAllKey", "InsertMembershipVersionKey", "UpdateIAmAlivetimeKey", "InsertMembershipKey",
            "UpdateMembershipKey", "DeleteMembershipTableEntriesKey", "CleanupDefunctSiloEntriesKey", "CleanupDefunctSiloEntryKey", "WriteToStorageKey",
            "ReadFromStorageKey", "ClearStorageKey", "DeleteStorageKey", "ReadReminderRowsKey", "ReadRangeRows1Key", "ReadRangeRows2Key",
            "ReadReminderRowKey", "UpsertReminderRowKey", "DeleteReminderRowKey", "DeleteReminderRowsKey",
        ];

        Assert.Equal(required.Order(), OrleansQueries().Keys.Order());
    }

    // A hash or merge join under HOLDLOCK locks every row of the table, and keeps that to the commit.
    [Fact]
    public void Joins_UnderRangeLocks_GoRowByRow() =>
        Assert.All(
            Texts("Statements").SelectMany(text => text.Text.Split(';').Select(statement => (text.Name, Statement: statement)))
                .Where(one => one.Statement.Contains("HOLDLOCK", StringComparison.Ordinal)
                    && ((string[])["JOIN ", "FROM @input", "OPENJSON"]).Any(word => one.Statement.Contains(word, StringComparison.Ordinal))),
            one => Assert.True(one.Statement.Contains("LOOP JOIN", StringComparison.Ordinal), $"{one.Name}: {one.Statement}"));

    // A transaction is one text, in which each statement keeps its variables apart from the others' by their names.
    [Fact]
    public void GroupedStatements_AsOneText_Bind()
    {
        string[] grouped = ["JobInsert", "OutputAppend", "JobUpdate", "TokenInsert", "CachePut", "CacheDelete", "CacheTouch", "ScheduleStatePut", "OccurrenceClaim", "OccurrenceUpdate"];
        using var verifier = Schema();
        var whole = string.Concat(Texts("Statements").Where(text => grouped.Contains(text.Name))
            .Select(text => System.Text.RegularExpressions.Regex.Replace(text.Text, @"(?<!@)@[A-Za-z]\w*", "$0_" + text.Name) + ";\n"));

        verifier.Statement("group", "SET XACT_ABORT, NOCOUNT ON;\nBEGIN TRANSACTION;\n" + whole + "COMMIT TRANSACTION;", name => TypeOf(name.Split('_')[0]));

        Assert.Empty(verifier.Problems());
    }

    [Theory]
    [InlineData("SELECT idd FROM job;", "idd")]
    [InlineData("SELECT Id FROM job;", "Id")]
    [InlineData("SELECT 1 FROM jobs;", "jobs")]
    [InlineData("SELEC 1;", "SELEC")]
    [InlineData("SELECT NOW();", "NOW")]
    [InlineData("SELECT GREATEST(1, 2);", "GREATEST")]
    [InlineData("SELECT id FROM job LIMIT 1;", "LIMIT")]
    [InlineData("INSERT INTO id_block (name, next_id) VALUES (N'a');", "another number of values")]
    [InlineData("INSERT INTO id_block (name) VALUES (N'a');", "next_id")]
    [InlineData("INSERT INTO id_block VALUES (N'a', 1);", "list of columns")]
    [InlineData("UPDATE job SET state = 1 OUTPUT inserted.idd;", "idd")]
    [InlineData("MERGE job AS t USING job AS s ON t.id = s.id WHEN MATCHED THEN DELETE;", "MERGE")]
    [InlineData("WITH c AS (SELECT state FROM job) UPDATE c SET state = 1;", "CTE")]
    [InlineData("SELECT 1 FROM job WITH (INDEX (ix_nothing));", "ix_nothing")]
    [InlineData("DECLARE @t NVARCHAR(5000); SELECT @t;", "5000")]
    public void Statement_WithAFault_IsCaught(string sql, string expected)
    {
        using var verifier = Schema();

        Assert.Contains(verifier.Statement("fault", sql, TypeOf).Problems(), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CREATE TABLE dbo.wide (a NVARCHAR(600) NOT NULL CONSTRAINT pk_wide PRIMARY KEY);", "1200 bytes")]
    [InlineData("CREATE TABLE dbo.wide (a NVARCHAR(900) NULL); CREATE INDEX ix_wide ON dbo.wide (a);", "1800 bytes")]
    [InlineData("CREATE TABLE dbo.other (a WHATEVER NOT NULL);", "WHATEVER")]
    public void Script_WithAFault_IsCaught(string sql, string expected)
    {
        using var verifier = new SqlServerVerifier(130, CaseSensitive);

        Assert.Contains(verifier.Script("fault", sql).Problems(), problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("retries_used INT", "retries_used")]
    [InlineData("ADD commit_id NVARCHAR(64)", "commit_id")]
    public void Schema_ColumnRenamed_IsCaughtInTheStatements(string definition, string column)
    {
        using var verifier = Schema(change: text => text.Replace(definition, definition.Replace(column, "other_name", StringComparison.Ordinal), StringComparison.Ordinal));
        foreach (var (name, text) in Texts("Statements")) verifier.Statement(name, text, TypeOf);

        Assert.Contains(verifier.Problems(), problem => problem.Contains(column, StringComparison.Ordinal));
    }
}
