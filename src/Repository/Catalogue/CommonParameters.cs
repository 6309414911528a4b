using Universal.Scripts;

namespace Universal.Repository.Catalogue;

/// <summary>The parameters that PowerShell gives to every script with <c>CmdletBinding</c>.</summary>
internal static class CommonParameters
{
    private static readonly ScriptParameter[] All =
    [
        .. new[] { "Verbose", "Debug", "WhatIf", "Confirm" }.Select(name => new ScriptParameter { Name = name, Type = ScriptParameterType.Boolean }),
        .. new[]
        {
            "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable", "OutVariable",
            "OutBuffer", "PipelineVariable",
        }.Select(name => new ScriptParameter { Name = name, Type = ScriptParameterType.Any }),
    ];

    /// <summary>The one of that name, or null. Letter case does not matter.</summary>
    public static ScriptParameter? Find(string name) => All.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
