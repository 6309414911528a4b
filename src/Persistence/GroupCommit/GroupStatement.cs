using System.Buffers;
using System.Data.Common;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Universal.Persistence.Engines;
using Universal.Persistence.Statements;

namespace Universal.Persistence.GroupCommit;

/// <summary>A statement of a batch with all its rows.</summary>
/// <param name="Kind">The kind of write.</param>
/// <param name="Rows">The rows as a JSON array.</param>
internal sealed record GroupStatement(WriteKind Kind, string Rows)
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The statements of a batch, one per kind, in the order of their kinds.</summary>
    public static List<GroupStatement> From(IEnumerable<PendingWrite> writes, SqlEngine engine)
    {
        var statements = new List<GroupStatement>();
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(buffer, Compact);
        foreach (var group in writes.GroupBy(write => write.Kind).OrderBy(group => group.Key.Order))
        {
            json.WriteStartArray();

            // In the order of their keys: two nodes that touch the same rows lock them in the same order.
            foreach (var write in group.OrderBy(write => write.Key, WriteKeyOrder.Instance)) write.WriteRows(new RowWriter(json, engine));
            json.WriteEndArray();
            json.Flush();
            statements.Add(new GroupStatement(group.Key, Encoding.UTF8.GetString(buffer.WrittenSpan)));
            buffer.ResetWrittenCount();
            json.Reset();
        }

        return statements;
    }
}

/// <summary>What a statement of a batch gave, by the key of the write.</summary>
/// <param name="Kind">The kind of write.</param>
/// <param name="ByKey">The results; a key that is missing was refused.</param>
internal sealed record GroupResult(WriteKind Kind, Dictionary<object, object> ByKey)
{
    public static async Task<GroupResult> ReadAsync(WriteKind kind, DbDataReader reader, CancellationToken cancellationToken)
    {
        var results = new Dictionary<object, object>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var (key, result) = kind.Read(reader);
            results[key] = result;
        }

        return new GroupResult(kind, results);
    }
}
