using System.Management.Automation;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Microsoft.PowerShell.Commands;

/// <summary>Whether machines answer.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Connection", DefaultParameterSetName = "DefaultPing")]
[OutputType(typeof(bool), typeof(int), typeof(PSObject))]
public sealed class TestConnectionCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>Names or addresses.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ComputerName")]
    public string[] TargetName { get; set; } = [];

    /// <summary>How many times. Default 4.</summary>
    [Parameter(ParameterSetName = "DefaultPing")]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 4;

    /// <summary>Seconds from one to the next. Default 1.</summary>
    [Parameter(ParameterSetName = "DefaultPing")]
    [ValidateRange(1, int.MaxValue)]
    public int Delay { get; set; } = 1;

    /// <summary>Bytes to send. Default 32.</summary>
    [Parameter]
    [Alias("Size", "Bytes", "BS")]
    [ValidateRange(0, 65500)]
    public int BufferSize { get; set; } = 32;

    /// <summary>How many routers may be between.</summary>
    [Parameter]
    [Alias("Ttl", "TimeToLive", "Hops")]
    [ValidateRange(1, 128)]
    public int MaxHops { get; set; } = 128;

    /// <summary>Seconds to wait for an answer. Default 5.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int TimeoutSeconds { get; set; } = 5;

    /// <summary>Tries to connect to this port instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "TcpPort")]
    [ValidateRange(0, 65535)]
    public int TcpPort { get; set; }

    /// <summary>Writes only whether it answers.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc />
    public void Dispose() => _stopped.Dispose();

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        foreach (var target in TargetName)
        {
            if (ParameterSetName == "TcpPort")
                WriteObject(Connects(target));
            else
                Ping(target);
        }
    }

    /// <inheritdoc />
    protected override void StopProcessing() => _stopped.Cancel();

    private bool Connects(string target)
    {
        using var client = new TcpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        try
        {
            client.ConnectAsync(target, TcpPort, limit.Token).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Ping(string target)
    {
        using var ping = new Ping();
        var answered = true;
        for (var number = 1; number <= Count && !Stopping; number++)
        {
            if (number > 1 && _stopped.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(Delay)))
                return;
            PingReply? reply = null;
            try
            {
                reply = ping.SendPingAsync(target, TimeSpan.FromSeconds(TimeoutSeconds), new byte[BufferSize], new PingOptions(MaxHops, dontFragment: false), _stopped.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (Stopping)
            {
                return;
            }
            catch (Exception e) when (e is PingException or SocketException)
            {
                if (!Quiet)
                {
                    WriteError(new ErrorRecord(
                        new PingException($"Testing connection to computer '{target}' failed: {(e.InnerException ?? e).Message}", e),
                        "TestConnectionException", ErrorCategory.ResourceUnavailable, target));
                }

                answered = false;
                break;
            }

            answered &= reply.Status == IPStatus.Success;
            if (!Quiet)
                WriteObject(Status(target, number, reply));
        }

        if (Quiet)
            WriteObject(answered);
    }

    private PSObject Status(string target, int number, PingReply reply)
    {
        var status = new PSObject();
        foreach (var (name, value) in new (string, object?)[]
        {
            ("Ping", number), ("Source", Environment.MachineName), ("Destination", target), ("Address", reply.Address),
            ("DisplayAddress", reply.Address.ToString()), ("Latency", reply.RoundtripTime), ("Status", reply.Status), ("BufferSize", BufferSize), ("Reply", reply),
        })
            status.Properties.Add(new PSNoteProperty(name, value));
        status.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.TestConnectionCommand+PingStatus");
        return status;
    }
}
