using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>What a connection may be called. A saved one's name is also the name of its file and of its secret.</summary>
internal static partial class ConnectionName
{
    /// <summary>What is wrong with a name; null where it is good.</summary>
    public static string? Fault(string name) => Good().IsMatch(name)
        ? null
        : "must be 1 to 64 letters, digits and any of . _ - @ or a space, with a letter or digit at both ends";

    [GeneratedRegex(@"\A[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}. _@-]{0,62}[\p{L}\p{M}\p{N}])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Good();
}
