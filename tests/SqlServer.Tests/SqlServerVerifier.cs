using System.Text.RegularExpressions;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Universal.SqlServer.Tests;

/// <summary>
/// Checks T-SQL without a server: the grammar of a compatibility level (ScriptDom), the names (DacFx, which binds them only inside procedures),
/// and what neither checks (<see cref="TSqlRules"/>).
/// </summary>
public sealed partial class SqlServerVerifier : IDisposable
{
    private readonly TSqlModel _model;
    private readonly int _level;
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, (string Script, CreateTableStatement Table)> _tables = new(StringComparer.OrdinalIgnoreCase);

    public SqlServerVerifier(int level, string collation)
    {
        _level = level;
        _model = new TSqlModel(level == 130 ? SqlServerVersion.Sql130 : SqlServerVersion.Sql160, new TSqlModelOptions { Collation = collation });
    }

    /// <summary>A schema script: its CREATE statements go into the model, columns that it adds go into their tables, the rest is bound as the body of a procedure.</summary>
    public SqlServerVerifier Script(string name, string sql)
    {
        if (Parse(name, sql) is not TSqlScript script) return this;
        var created = new CreatedObjects();
        script.Accept(created);
        foreach (var statement in created.Statements)
        {
            if (statement is CreateTableStatement table) _tables[NameOf(table.SchemaObjectName)] = (name, table);
            else if (statement is not AlterTableAddTableElementStatement more) AddToModel(name, TextOf(statement));
            // The model takes no such statement, only whole tables.
            else if (!_tables.TryGetValue(NameOf(more.SchemaObjectName), out var known)) _problems.Add($"{name}: {NameOf(more.SchemaObjectName)} has no columns to add to");
            else foreach (var column in more.Definition.ColumnDefinitions) known.Table.Definition.ColumnDefinitions.Add(column);
        }

        var rest = script.Batches.SelectMany(batch => batch.Statements).Where(statement => statement is DataModificationStatement).Select(TextOf).ToList();
        if (rest.Count > 0) Bind(name, string.Join('\n', rest), []);
        return this;
    }

    /// <summary>A statement that is sent at run time, with the types of its parameters by name.</summary>
    public SqlServerVerifier Statement(string name, string sql, Func<string, string> parameterType)
    {
        if (Parse(name, sql) is not TSqlScript script) return this;
        var variables = new Variables();
        script.Accept(variables);
        Bind(name, sql, variables.Undeclared.Select(variable => $"{variable} {parameterType(variable)}"));
        return this;
    }

    public IReadOnlyList<string> Problems()
    {
        foreach (var (script, table) in _tables.Values) AddToModel(script, TextOf(table));
        _tables.Clear();
        // A missing table is only a warning there, so every message counts.
        foreach (var message in _model.Validate())
        {
            if (!Unresolvable().IsMatch(message.Message)) _problems.Add($"{message.Prefix}{message.Number}: {message.Message}");
        }

        return _problems;
    }

    public void Dispose() => _model.Dispose();

    /// <summary>The statements that a script puts in Orleans' query table, by key.</summary>
    public static IReadOnlyDictionary<string, string> OrleansQueries(string sql)
    {
        var rows = new QueryRows();
        NewParser(130).Parse(new StringReader(sql), out _).Accept(rows);
        return rows.ByKey;
    }

    private TSqlFragment? Parse(string name, string sql)
    {
        var fragment = NewParser(_level).Parse(new StringReader(sql), out var errors);
        foreach (var error in errors) _problems.Add($"{name}({error.Line},{error.Column}): {error.Message}");
        if (errors.Count > 0) return null;
        fragment.Accept(new TSqlRules(name, _problems));
        return fragment;
    }

    private void Bind(string name, string sql, IEnumerable<string> parameters) =>
        AddToModel(name, $"CREATE PROCEDURE [dbo].[verify_{NotWord().Replace(name, "_")}] {string.Join(", ", parameters)} AS BEGIN\n{sql}\nEND");

    private void AddToModel(string name, string sql)
    {
        try
        {
            _model.AddObjects(sql);
        }
        catch (DacModelException error)
        {
            _problems.AddRange(error.Messages.Select(message => $"{name}: {message.Message}"));
        }
    }

    private static string NameOf(SchemaObjectName name) => name.BaseIdentifier.Value;

    private static TSqlParser NewParser(int level) =>
        level == 130 ? new TSql130Parser(true, SqlEngineType.All) : new TSql160Parser(true, SqlEngineType.All);

    private static string TextOf(TSqlFragment fragment)
    {
        new Sql130ScriptGenerator(new SqlScriptGeneratorOptions { SqlVersion = SqlVersion.Sql130 }).GenerateScript(fragment, out var text);
        return text + (text.TrimEnd().EndsWith(';') ? "" : ";");
    }

    // System procedures and views are not in the model, and neither are the pseudo-tables of OUTPUT.
    [GeneratedRegex(@"sp_getapplock|\[sys\]\.\[databases\]|column (INSERTED|DELETED)\.|\[(inserted|deleted)\]\.", RegexOptions.IgnoreCase)]
    private static partial Regex Unresolvable();

    [GeneratedRegex(@"\W")]
    private static partial Regex NotWord();

    private sealed class CreatedObjects : TSqlFragmentVisitor
    {
        public List<TSqlStatement> Statements { get; } = [];

        public override void Visit(CreateTableStatement node) => Statements.Add(node);

        public override void Visit(CreateIndexStatement node) => Statements.Add(node);

        public override void Visit(AlterTableAddTableElementStatement node) => Statements.Add(node);
    }

    private sealed class Variables : TSqlFragmentVisitor
    {
        private readonly HashSet<string> _declared = new(StringComparer.OrdinalIgnoreCase);
        private readonly List<string> _used = [];
        private readonly HashSet<string> _argumentNames = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<string> Undeclared =>
            _used.Where(name => !_declared.Contains(name) && !_argumentNames.Contains(name)).Distinct(StringComparer.OrdinalIgnoreCase);

        public override void Visit(DeclareVariableElement node) => _declared.Add(node.VariableName.Value);

        public override void Visit(DeclareTableVariableBody node) => _declared.Add(node.VariableName.Value);

        public override void Visit(ExecuteParameter node)
        {
            if (node.Variable is not null) _argumentNames.Add(node.Variable.Name);
        }

        public override void Visit(VariableReference node) => _used.Add(node.Name);
    }

    private sealed class QueryRows : TSqlFragmentVisitor
    {
        public Dictionary<string, string> ByKey { get; } = [];

        public override void Visit(InsertStatement node)
        {
            if (node.InsertSpecification is not { Target: NamedTableReference { SchemaObject.BaseIdentifier.Value: "OrleansQuery" }, InsertSource: ValuesInsertSource rows })
                return;
            foreach (var row in rows.RowValues)
                ByKey.Add(((StringLiteral)row.ColumnValues[0]).Value, ((StringLiteral)row.ColumnValues[1]).Value);
        }

        // A later script that replaces one: SET QueryText = '...' WHERE QueryKey = '...'.
        public override void Visit(UpdateStatement node)
        {
            if (node.UpdateSpecification is
                {
                    Target: NamedTableReference { SchemaObject.BaseIdentifier.Value: "OrleansQuery" },
                    SetClauses: [AssignmentSetClause { NewValue: StringLiteral text }],
                    WhereClause.SearchCondition: BooleanComparisonExpression { SecondExpression: StringLiteral key },
                })
                ByKey[key.Value] = text.Value;
        }
    }
}
