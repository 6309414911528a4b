using System.Management.Automation;
using System.Text.Json;
using Universal.PowerShell.Rest;

namespace Universal.PowerShell.Git;

/// <summary>
/// Gets where the repository of each node stands, the history of its synchronisation, the edits that are not published yet, or their files.
/// What comes in pages is read as it is asked for.
/// </summary>
[Cmdlet(VerbsCommon.Get, "PSUGitStatus", DefaultParameterSetName = ByStatus, SupportsPaging = true)]
[OutputType(typeof(PSObject))]
public sealed class GetPSUGitStatusCommand : RestCmdlet
{
    private const string ByCommits = "Commits";
    private const string ByEdit = "Edit";
    private const string ByChanges = "Changes";
    private const string ByStatus = "Status";
    private const int PageSize = 100;

    /// <summary>Gets the synchronisations that changed something, failed or succeeded again, with their commits, newest first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCommits)]
    public SwitchParameter Commits { get; set; }

    /// <summary>Name and password to sign in to the server with, instead of a token.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    /// <summary>Gets the edits that are open, wait to be published, or are in conflict, newest first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEdit)]
    public SwitchParameter EditInProgress { get; set; }

    /// <summary>Accepted for compatibility; the client and the server agree by themselves.</summary>
    [Parameter]
    public Version? HttpProtocolVersion { get; set; }

    /// <summary>Gets the files of the edits that are not published yet.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByChanges)]
    public SwitchParameter UncommittedChanges { get; set; }

    private protected override PSCredential? SignIn => Credential;

    /// <inheritdoc />
    protected override void Run()
    {
        var found = Commits ? Pages("git/history", null).Select(Read)
            : EditInProgress ? Edits().Select(Read)
            : UncommittedChanges ? Edits().SelectMany(FilesOf)
            : Items(Get("git/status")).Select(Read);
        var (skip, take) = (PagingParameters.Skip, PagingParameters.First);
        if (take == 0) return;
        if (PagingParameters.IncludeTotalCount) WriteObject(PagingParameters.NewTotalCount(0, 0));
        foreach (var item in found)
        {
            if (skip > 0)
            {
                skip--;
                continue;
            }

            WriteObject(item);
            if (--take == 0) return;
        }
    }

    private IEnumerable<JsonElement> Edits() => Pages("git/edit", "true");

    private IEnumerable<JsonElement> Pages(string route, string? unfinished)
    {
        // Without -First it is the largest number there is. Of edits all may be needed to find their files.
        var (skip, first) = (PagingParameters.Skip, PagingParameters.First);
        var size = first < PageSize && skip + first < PageSize && !UncommittedChanges ? (int)(skip + first) : PageSize;
        long? before = null;
        do
        {
            var query = new QueryText(route)
                .Add("unfinished", unfinished)
                .Add("before", before is { } number ? Number(number) : null)
                .Add("take", Number(size));
            var page = Items(Get(query.ToString())).ToArray();
            foreach (var item in page)
                yield return item;
            before = page.Length == size ? page[page.Length - 1].GetProperty("id").GetInt64() : null;
        }
        while (before is not null);
    }

    private static IEnumerable<PSObject> FilesOf(JsonElement edit)
    {
        foreach (var file in edit.GetProperty("files").EnumerateArray())
        {
            var item = Read(file);
            foreach (var name in new[] { "id", "state", "author", "node" })
                item.Properties.Add(new PSNoteProperty(name == "id" ? "edit" : name, ResourceReader.ValueOf(edit.GetProperty(name))));
            yield return item;
        }
    }

    private static IEnumerable<JsonElement> Items(JsonElement? answer) => answer is { } list ? list.EnumerateArray() : [];

    private static PSObject Read(JsonElement item) => ResourceReader.Read(item, null);
}
