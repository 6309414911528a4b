using System.Net.Http;

namespace Universal.PowerShell.Rest;

/// <summary>Asks a server for one thing and writes its answer, if it has one.</summary>
public abstract class ServerActionCmdlet : RestCmdlet
{
    /// <summary>The method.</summary>
    private protected virtual HttpMethod Method => HttpMethod.Get;

    /// <summary>Path under <c>/api/v1/</c>.</summary>
    private protected abstract string Route { get; }

    /// <summary>What is sent; null: nothing.</summary>
    private protected virtual JsonBody? Body => null;

    /// <inheritdoc />
    protected override void Run()
    {
        if (Send(Method, Route, Body) is not { } answer) return;
        if (answer.ValueKind == System.Text.Json.JsonValueKind.Array)
        {
            foreach (var item in answer.EnumerateArray())
                WriteObject(ResourceReader.Read(item, null));
        }
        else
        {
            WriteObject(ResourceReader.Read(answer, null));
        }
    }
}
