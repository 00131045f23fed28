namespace InteractiveMessaging;

/// <summary>
/// A file of this machine, written as a link: <c>file:///home/ada/logo.png</c>. So it stands in a message until the file is uploaded.
/// </summary>
internal static class FileLink
{
    /// <summary>What every such link begins with.</summary>
    private const string Scheme = "file://";

    /// <summary>The link to a file.</summary>
    /// <param name="path">Its path, whole.</param>
    public static string Of(string path)
    {
        string slashed = OperatingSystem.IsWindows() ? path.Replace('\\', '/') : path;

        // \\server\share is file://server/share, and C:\ is file:///C:/.
        string rooted = slashed.StartsWith("//", StringComparison.Ordinal) ? slashed[2..]
            : slashed.StartsWith('/') ? slashed
            : "/" + slashed;
        IEnumerable<string> parts = rooted.Split('/').Select(part => IsDrive(part) ? part : Uri.EscapeDataString(part));
        return Scheme + string.Join('/', parts);
    }

    /// <summary>Whether a text is such a link: it leads to a whole path, whether there is a file or not.</summary>
    public static bool Is(string text) => text.StartsWith(Scheme, StringComparison.Ordinal)
        && PathOf(text) is { } path && Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal);

    /// <summary>The path of the file.</summary>
    public static string PathOf(string link)
    {
        string path = Uri.UnescapeDataString(link[Scheme.Length..]);
        return !OperatingSystem.IsWindows() ? path
            : (path.StartsWith('/') ? path[1..] : "//" + path).Replace('/', '\\');
    }

    /// <summary>The file's own name, for people.</summary>
    public static string NameOf(string link) => Path.GetFileName(PathOf(link));

    private static bool IsDrive(string part) => OperatingSystem.IsWindows() && part is [_, ':'];
}
