[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Universal.PowerShell.Tests")]
