using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Universal.Gateway.Tests.Hosting;
using Universal.Security;

namespace Universal.Gateway.Tests;

/// <summary>What callers get wrong, and what the answer tells them to change.</summary>
public sealed class InputTests(ClusterFixture cluster)
{
    private const string Depth = "{{\"script\":\"7\",\"parameters\":{0}}}";

    public static TheoryData<string, string, string?, string, string> Unsound() => new()
    {
        // A member that nothing reads: the job would run anywhere, the token would have every role.
        { "POST", "job", """{"script":"7","computr":"node9"}""", "computr", "Did you mean 'computer'?" },
        { "POST", "job", """{"script":"7","params":{"Who":1}}""", "params", "Did you mean 'parameters'?" },
        { "POST", "job", """{"script":"7","webhook":1}""", "webhook", "Known are script, parameters" },
        { "POST", "apptoken/grant", """{"rolles":["Reader"]}""", "rolles", "Did you mean 'roles'?" },
        { "POST", "identity", """{"name":"n","role":"Reader","enable":false}""", "enable", "Did you mean 'enabled'?" },
        { "POST", "broadcast", """{"topic":"toasts","message":"m","audience":{"rols":["Reader"]}}""", "audience.rols", "Did you mean 'roles'?" },
        { "POST", "git/edit", """{"files":[{"path":"a.ps1","contents":"x"}]}""", "files[0].contents", "Did you mean 'content'?" },
        { "POST", "script/7", """{"Who":"prod-1"}""", "Who", "Known are" },
        { "POST", "script/7", """{"jobParameters":[{"name":"Who","val":1}]}""", "jobParameters[0].val", "Did you mean 'value'?" },
        { "POST", "job", """{"script":"7","it's":1}""", "['it's']", "no such field" },
        { "POST", "job", """{"script":"7","parameters":{"it's":1},"a\\b":1}""", "['a\\b']", "no such field" },
        // A name twice: which one counts is not for the caller to guess.
        { "POST", "job", """{"script":"7","script":"8"}""", "script", "twice" },
        { "POST", "job", """{"script":"7","Script":"8"}""", "Script", "twice" },
        { "POST", "job", """{"script":"7","parameters":{"a":1,"a":2}}""", "parameters", "'a' is given twice" },
        { "POST", "script/7", """{"jobParameters":[{"name":"a"},{"name":"A"}]}""", "jobParameters", "'a' is given twice" },
        // Another type than is wanted.
        { "POST", "job", """{"script":7}""", "script", "Give a text." },
        { "POST", "job", """{"script":"7","priority":"high"}""", "priority", "whole number" },
        { "POST", "job", """{"script":"7","priority":1e400}""", "priority", "whole number" },
        { "POST", "job", """{"script":"7","priority":99999999999}""", "priority", "whole number of 32 bits" },
        { "POST", "job", """{"script":"7","timeout":"5 minutes"}""", "timeout", "Give a time such as 00:00:30 (30 s) or 7.00:00:00 (7 days)." },
        // Without a colon it would be days.
        { "POST", "job", """{"script":"7","timeout":"2"}""", "timeout", "00:00:30 (30 s)" },
        { "POST", "job", """{"script":"7","timeout":30}""", "timeout", "00:00:30 (30 s)" },
        { "POST", "notification", """{"title":"t","keepFor":"7"}""", "keepFor", "7.00:00:00 (7 days)" },
        { "PUT", "git/settings", """{"interval":"1"}""", "interval", "00:00:30 (30 s)" },
        // Of two that say the same thing one would be ignored; no role would be every role.
        { "POST", "apptoken/grant", """{"role":"Administrator","roles":["Reader"]}""", "role", "not both" },
        { "POST", "apptoken/grant", """{"roles":[]}""", "roles", "Name at least one role" },
        { "POST", "apptoken/grant", """{"role":""}""", "role", "Name at least one role" },
        { "POST", "job", """{"script":"7","parameters":[]}""", "parameters", "object" },
        { "POST", "script/7", """{"parameters":"Who=1"}""", "parameters", "object" },
        { "POST", "job", "{}", "script", "Give it." },
        { "PUT", "cache", """{"key":"k","value":"v","absoluteExpiration":"tomorrow"}""", "absoluteExpiration", "2026-01-31T08:00:00Z" },
        { "PUT", "cache", """{"key":"k","value":"v","persist":"false"}""", "persist", "true or false" },
        { "POST", "notification", """{"title":"t","level":"Erorr"}""", "level", "Information, Warning, Error" },
        { "POST", "notification", """{"title":"t","level":"Warning, Error"}""", "level", "Information, Warning, Error" },
        { "POST", "notification", """{"title":"t","level":1}""", "level", "Information, Warning, Error" },
        { "POST", "variable", """{"name":"v","value":1,"database":false}""", "database", ".universal/variables.ps1" },
        // Bodies that their routes do not read: the whole cache would go.
        { "DELETE", "cache/all", """{"prefix":"old-"}""", "body", "path and query" },
        { "DELETE", "cache?key=k", """{"version":3}""", "body", "reads no body" },
        { "POST", "job/1/cancel", """{"reason":"late"}""", "body", "reads no body" },
        { "POST", "apptoken/7/revoke", """{"granted":false}""", "body", "reads no body" },
        // Queries.
        { "GET", "job?state=Failed", null, "state", "Did you mean 'status'?" },
        { "GET", "job?status=Faild", null, "status", "Did you mean 'Failed'?" },
        { "GET", "job?status=99", null, "status", "Known are Queued" },
        { "GET", "job?take=1&take=2", null, "take", "is given twice" },
        { "GET", "job?script=a.ps1&Script=b.ps1", null, "Script", "is given twice" },
        { "GET", "job?take=-1", null, "take", "1 to" },
        { "GET", "job?take=abc", null, "take", "whole number" },
        { "GET", "job?before=99999999999999999999", null, "before", "whole number of 64 bits" },
        { "GET", "job?before=", null, "before", "leave it out" },
        { "GET", "script?serach=x&tke=1", null, "tke", "Did you mean 'take'?" },
        { "GET", "me?verbose=true", null, "verbose", "takes none" },
        { "GET", "git/edit?unfinished=maybe", null, "unfinished", "true or false" },
        { "DELETE", "variable/none?removesecrets=true", null, "removesecrets", "Did you mean 'removeSecret'?" },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task Input_Misread_IsRefusedByItsName(string method, string path, string? body, string field, string says)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.SendAsync(new(method), "/api/v1/" + path, body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, answer.Body);
        Assert.Equal("invalid", answer.Code);
        var faults = answer.Json.GetProperty("errors");
        Assert.True(faults.TryGetProperty(field, out var fault), answer.Body);
        Assert.Contains(says, fault[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" { } ")]
    [InlineData("null")]
    public async Task Body_ThatAsksForNothing_IsNoneWhereNoneIsRead(string body)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.SendAsync(HttpMethod.Delete, "/api/v1/cache?key=none", body);
        Assert.True(answer.Status == HttpStatusCode.NoContent, answer.Body);
    }

    [Fact]
    public async Task Query_WithSeveralFaults_TellsAllOfThem()
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.GetAsync("/api/v1/job?state=Failed&take=many&status=Faild");
        Assert.Equal(["state", "status", "take"], answer.Json.GetProperty("errors").EnumerateObject().Select(fault => fault.Name).Order());
    }

    [Theory]
    [InlineData("unfinished=1")]
    [InlineData("unfinished=True")]
    [InlineData("unfinished=0")]
    [InlineData("Unfinished=FALSE&take=5")]
    public async Task Query_OfATruthValue_TakesItsForms(string query)
    {
        using var client = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/git/edit?" + query)).Status);
    }

    [Fact]
    public async Task Filter_OfStatus_TakesSeveral()
    {
        using var client = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/job?status=failed&status=Error")).Status);
    }

    // What Windows PowerShell 5.1's Invoke-RestMethod -Method Post sends, and "curl -d ''".
    [Theory]
    [InlineData("application/x-www-form-urlencoded", false)]
    [InlineData("text/plain", false)]
    [InlineData("application/json", false)]
    [InlineData("application/x-www-form-urlencoded", true)]
    [InlineData("application/json", true)]
    public async Task Body_OfNoBytes_IsNoBody_WhateverItsType(string type, bool chunked)
    {
        using var client = cluster.As(Roles.Administrator);
        foreach (var path in new[] { "script/7", "script/path/tools/hello.ps1", "apptoken/grant", "git/edit" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/" + path) { Content = new ByteArrayContent([]) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await client.Http.SendAsync(request);
            Assert.True((int)response.StatusCode is 200 or 404 or 409, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }
    }

    [Theory]
    [InlineData("application/json; charset=klingon", null)]
    [InlineData("application/json; charset=utf-7", null)]
    [InlineData("application/json; charset=\"\"", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("text/plain", null)]
    public async Task Body_InAnUnknownForm_Is415WithWhatToSend(string type, string? encoding)
    {
        using var client = cluster.As(Roles.Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/job") { Content = new ByteArrayContent("{\"script\":\"7\"}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        using var response = await client.Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.UnsupportedMediaType, text);
        Assert.Contains("\"media_type\"", text, StringComparison.Ordinal);
        Assert.Contains("Send the body", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charset_OfNoBody_IsOfNoInterest()
    {
        using var client = cluster.As(Roles.Administrator);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me") { Content = new ByteArrayContent([]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=klingon");
        using var response = await client.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Body_InUtf16_IsRead()
    {
        using var client = cluster.As(Roles.Administrator);
        using var content = new ByteArrayContent(Encoding.Unicode.GetBytes("""{"script":"no-such.ps1"}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-16");
        using var response = await client.Http.PostAsync("/api/v1/job", content);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("trailing", "{\"script\":\"7\"} x")]
    [InlineData("nothing but space", "   ")]
    [InlineData("half", "{\"script\":")]
    [InlineData("comma", "{\"script\":\"7\",}")]
    [InlineData("surrogate", "{\"script\":\"7\",\"parameters\":{\"a\":\"\\ud800\"}}")]
    public async Task Body_ThatIsNoJson_Is400(string what, string body)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.PostAsync("/api/v1/job", body);
        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{what}: {answer.Body}");
    }

    [Fact]
    public async Task Body_NestedTooDeeply_Is400()
    {
        using var client = cluster.As(Roles.Administrator);
        var deep = string.Format(System.Globalization.CultureInfo.InvariantCulture, Depth, new string('[', 10_000) + new string(']', 10_000));
        Assert.Equal((HttpStatusCode.BadRequest, "malformed_json"), await client.PostAsync("/api/v1/job", deep) is var answer ? (answer.Status, answer.Code) : default);
    }

    [Fact]
    public async Task Forbidden_NamesTheRoleThatIsMissing()
    {
        using var reader = cluster.As(Roles.Reader);
        var answer = await reader.PostAsync("/api/v1/identity", new { name = "x" });
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), (answer.Status, answer.Code));
        Assert.Equal("This takes the role Administrator. Reader-identity has Reader.", answer.Json.GetProperty("detail").GetString());
        var several = await reader.PostAsync("/api/v1/job", new { script = "7" });
        Assert.Contains("one of the roles Administrator, Operator, Execute", several.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "script/path/nope.ps1", null, "There is no script nope.ps1,")]
    [InlineData("POST", "script/path/nope.ps1", "{}", "There is no script nope.ps1,")]
    [InlineData("POST", "job", "{\"script\":\"nope.ps1\"}", "There is no script nope.ps1,")]
    [InlineData("GET", "job/999999", null, "There is no job 999999,")]
    [InlineData("GET", "job/999999/output", null, "There is no job 999999,")]
    [InlineData("DELETE", "apptoken/999999", null, "There is no app token 999999,")]
    [InlineData("GET", "computer/nowhere", null, "There is no node nowhere,")]
    public async Task NotFound_SaysWhatThereIsNot(string method, string path, string? body, string says)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.SendAsync(new(method), "/api/v1/" + path, body);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Code));
        Assert.StartsWith(says, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    // One thing has one address: rules of a proxy for it hold for no other.
    [Theory]
    [InlineData("DELETE", "apptoken/+1")]
    [InlineData("GET", "apptoken/-1")]
    [InlineData("DELETE", "job/%201")]
    [InlineData("GET", "job/0001")]
    [InlineData("GET", "job/1%20")]
    [InlineData("GET", "job/+1/output")]
    public async Task Number_InAnotherForm_IsNoRoute(string method, string path)
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.SendAsync(new(method), "/api/v1/" + path, null);
        Assert.Equal((HttpStatusCode.NotFound, "no_route"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Method_OfAWordBesideANumber_StaysItsOwn()
    {
        using var client = cluster.As(Roles.Administrator);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.DeleteAsync("/api/v1/apptoken/grant")).Status);
    }

    [Fact]
    public async Task Json_Malformed_IsToldWithoutAdviceForItsReader()
    {
        using var client = cluster.As(Roles.Administrator);
        var answer = await client.PostAsync("/api/v1/job", "{\"script\":\"7\",}");
        Assert.Contains("trailing comma", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("reader options", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Route_Unknown_IsToldApartFromWhatIsNotThere()
    {
        using var client = cluster.As(Roles.Administrator);
        var route = await client.GetAsync("/api/v1/nonsense/7");
        Assert.Equal("no_route", route.Code);
        Assert.Contains("GET /api/v1/nonsense/7", route.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        var method = await client.SendAsync(HttpMethod.Patch, "/api/v1/job", null);
        Assert.Contains("possible is GET, POST", method.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }
}
