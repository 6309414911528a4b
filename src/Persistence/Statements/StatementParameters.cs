using System.Data;
using System.Data.Common;
using Universal.Persistence.Engines;

namespace Universal.Persistence.Statements;

/// <summary>Adds typed parameters to a command, so that a null has a type too.</summary>
internal readonly struct StatementParameters(DbCommand command, SqlEngine engine)
{
    public void Text(string name, string? value) => engine.BindText(New(name), StorableText.Clean(value));

    public void Number(string name, int? value) => Add(name, DbType.Int32, value);

    public void Number(string name, long? value) => Add(name, DbType.Int64, value);

    public void Flag(string name, bool value) => Add(name, DbType.Boolean, value);

    public void Time(string name, DateTimeOffset? value) => engine.BindTime(New(name), value);

    private void Add(string name, DbType type, object? value)
    {
        var parameter = New(name);
        parameter.DbType = type;
        parameter.Value = value ?? DBNull.Value;
    }

    private DbParameter New(string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
