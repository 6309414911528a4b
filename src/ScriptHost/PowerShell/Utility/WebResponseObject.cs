using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace Microsoft.PowerShell.Commands;

/// <summary>An answer of a server.</summary>
public class WebResponseObject
{
    internal WebResponseObject(HttpResponseMessage response, byte[] content)
    {
        BaseResponse = response;
        RawContentStream = new MemoryStream(content, writable: false);
        Bytes = content;
        Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The status' number.</summary>
    public int StatusCode => (int)BaseResponse.StatusCode;

    /// <summary>The status in words.</summary>
    public string StatusDescription => BaseResponse.ReasonPhrase ?? "";

    /// <summary>What was sent: text or bytes.</summary>
    public virtual object Content => Bytes;

    /// <summary>The status, the headers and what was sent.</summary>
    public string RawContent
    {
        get
        {
            var raw = new StringBuilder();
            raw.Append(CultureInfo.InvariantCulture, $"HTTP/{BaseResponse.Version} {StatusCode} {StatusDescription}\r\n");
            foreach (var (name, values) in Headers)
                raw.Append(CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\r\n");
            return raw.Append("\r\n").Append(Content as string ?? Encoding.Latin1.GetString(Bytes)).ToString();
        }
    }

    /// <summary>The headers.</summary>
    public Dictionary<string, IEnumerable<string>> Headers { get; }

    /// <summary>Bytes that were sent.</summary>
    public long RawContentLength => Bytes.Length;

    /// <summary>The bytes.</summary>
    public MemoryStream RawContentStream { get; }

    /// <summary>The answer as .NET has it.</summary>
    public HttpResponseMessage BaseResponse { get; }

    internal byte[] Bytes { get; }

    /// <inheritdoc />
    public override string ToString() => Content as string ?? Encoding.Latin1.GetString(Bytes);
}
