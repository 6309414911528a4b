namespace Universal.PowerShell.Declaring;

/// <summary>Takes what configuration files declare. Where one is set, the module is in declaring mode and asks no server.</summary>
public interface IDeclarationSink
{
    /// <summary>Takes a declaration.</summary>
    void Declare(Declaration declaration);

    /// <summary>Takes note of a line that asks for what Universal does not have.</summary>
    void Refuse(string cmdlet, string reason, SourcePlace place);
}
