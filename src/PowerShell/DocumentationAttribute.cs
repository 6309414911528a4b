using System.Diagnostics.CodeAnalysis;

/// <summary>
/// Marks a class in the definition of an endpoint documentation, as <c>[Documentation()]</c>. PowerShell resolves the attributes of
/// classes when it parses a file, so the file would not parse without it; and only a type without a namespace is found by that name.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "Found by its bare name.")]
public sealed class DocumentationAttribute : Attribute;
