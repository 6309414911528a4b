using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Universal.SqlServer.Tests;

/// <summary>What the parser and the model let pass although SQL Server 2016 would not, and what this code base forbids itself.</summary>
internal sealed class TSqlRules(string name, List<string> problems) : TSqlFragmentVisitor
{
    private const int ClusteredKeyBytes = 900;
    private const int OtherKeyBytes = 1700;

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "SYSUTCDATETIME", "GETUTCDATE", "DATEADD", "DATEDIFF_BIG", "COUNT", "MIN", "MAX", "SUM", "OBJECT_ID", "COL_LENGTH", "POWER", "ROW_NUMBER", "ISJSON", "JSON_VALUE",
        "LOWER", "UPPER", "LEN", "DB_ID", "SERVERPROPERTY",
    };

    private readonly Dictionary<string, Dictionary<string, int>> _tables = new(StringComparer.OrdinalIgnoreCase);

    private void Report(TSqlFragment where, string what) => problems.Add($"{name}({where.StartLine}): {what}");

    public override void Visit(FunctionCall node)
    {
        if (!Functions.Contains(node.FunctionName.Value)) Report(node, $"function {node.FunctionName.Value} is not on the list for SQL Server 2016");
    }

    public override void Visit(MergeStatement node) => Report(node, "MERGE is not used here");

    public override void Visit(UpdateStatement node)
    {
        if (node.WithCtesAndXmlNamespaces is not null) Report(node, "UPDATE through a CTE is not used here");
    }

    public override void Visit(InsertStatement node)
    {
        var insert = node.InsertSpecification;
        var columns = insert.Columns.Count;
        if (columns == 0)
        {
            Report(node, "INSERT without a list of columns");
            return;
        }

        if (insert.InsertSource is ValuesInsertSource values && values.RowValues.Any(row => row.ColumnValues.Count != columns))
            Report(node, $"INSERT names {columns} columns and gives another number of values");
        if (insert.InsertSource is SelectInsertSource { Select: QuerySpecification query } && query.SelectElements.Count != columns)
            Report(node, $"INSERT names {columns} columns and selects {query.SelectElements.Count}");
        if (insert.Target is NamedTableReference table) CheckRequiredColumns(node, table, insert.Columns);
    }

    /// <summary>Columns that an INSERT must name, by table: given by the schema before the statements are checked.</summary>
    public static Dictionary<string, HashSet<string>> Required { get; } = new(StringComparer.OrdinalIgnoreCase);

    private void CheckRequiredColumns(InsertStatement node, NamedTableReference table, IList<ColumnReferenceExpression> columns)
    {
        lock (Required)
        {
            if (!Required.TryGetValue(table.SchemaObject.BaseIdentifier.Value, out var required)) return;
            var missing = required.Except(columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value), StringComparer.OrdinalIgnoreCase).ToList();
            if (missing.Count > 0) Report(node, $"INSERT leaves out {string.Join(", ", missing)}, which may not be null");
        }
    }

    public override void Visit(CreateTableStatement node)
    {
        var bytes = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var required = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in node.Definition.ColumnDefinitions)
        {
            var columnName = column.ColumnIdentifier.Value;
            bytes[columnName] = BytesOf(column);
            var notNull = column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable);
            if (notNull && column.DefaultConstraint is null && column.IdentityOptions is null) required.Add(columnName);
            foreach (var unique in column.Constraints.OfType<UniqueConstraintDefinition>()) CheckKey(column, unique.IsPrimaryKey, [columnName], bytes);
        }

        foreach (var unique in node.Definition.TableConstraints.OfType<UniqueConstraintDefinition>())
            CheckKey(unique, unique.IsPrimaryKey, unique.Columns.Select(NameOf), bytes);
        var table = node.SchemaObjectName.BaseIdentifier.Value;
        _tables[table] = bytes;
        lock (Required) Required[table] = required;
    }

    public override void Visit(CreateIndexStatement node)
    {
        if (_tables.TryGetValue(node.OnName.BaseIdentifier.Value, out var bytes)) CheckKey(node, node.Clustered ?? false, node.Columns.Select(NameOf), bytes);
    }

    public override void Visit(SqlDataTypeReference node)
    {
        var limit = node.SqlDataTypeOption switch { SqlDataTypeOption.NVarChar => 4000, SqlDataTypeOption.VarChar => 8000, _ => int.MaxValue };
        if (node.Parameters is [IntegerLiteral length] && int.Parse(length.Value, null) > limit) Report(node, $"length {length.Value} is over {limit}");
    }

    private void CheckKey(TSqlFragment where, bool clustered, IEnumerable<string> columns, Dictionary<string, int> bytes)
    {
        var width = columns.Sum(column => bytes.GetValueOrDefault(column));
        var limit = clustered ? ClusteredKeyBytes : OtherKeyBytes;
        if (width > limit) Report(where, $"key may take {width} bytes, the limit is {limit}");
    }

    private static string NameOf(ColumnWithSortOrder column) => column.Column.MultiPartIdentifier.Identifiers[^1].Value;

    private static int BytesOf(ColumnDefinition column) => column.DataType switch
    {
        SqlDataTypeReference { Parameters: [MaxLiteral] } => 100_000,
        SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.NVarChar, Parameters: [IntegerLiteral length] } => 2 * int.Parse(length.Value, null),
        SqlDataTypeReference { SqlDataTypeOption: SqlDataTypeOption.VarChar, Parameters: [IntegerLiteral length] } => int.Parse(length.Value, null),
        _ => 8,
    };
}
