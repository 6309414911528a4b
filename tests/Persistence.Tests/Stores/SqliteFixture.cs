using Microsoft.Data.Sqlite;

namespace Universal.Persistence.Tests.Stores;

/// <summary>A SQLite file of a class.</summary>
public sealed class SqliteFixture : StoreFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("universal-sqlite-").FullName;

    protected override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    protected override Task<string> CreateDatabaseAsync() => Task.FromResult($"Data Source={Path.Combine(_folder, $"{Guid.NewGuid():N}.db")}");

    protected override ValueTask DropDatabaseAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
