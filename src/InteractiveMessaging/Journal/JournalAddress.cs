using System.Net;

namespace InteractiveMessaging;

/// <summary>Where a journal in PostgreSQL is: <c>postgresql://user@host[:port]/database?journal=name</c>.</summary>
/// <param name="Host">The server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Database">The database.</param>
/// <param name="User">The role; null takes PGUSER, else the name of the system's user.</param>
/// <param name="Journal">The journal's name within the database.</param>
internal sealed record JournalAddress(string Host, int Port, string Database, string? User, string Journal)
{
    private const int UsualPort = 5432;
    private const int LongestName = 200;
    private const string Form = "Write it as postgresql://user@host/database?journal=october.";
    private static readonly string[] Schemes = ["postgresql://", "postgres://"];

    /// <summary>Whether the server is this machine, so that nobody can listen.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    /// <summary>Host and database, for people.</summary>
    public string Server => Port == UsualPort ? $"{Host}/{Database}" : $"{Host}:{Port}/{Database}";

    /// <summary>Whether a text names a database rather than a file.</summary>
    public static bool IsOne(string? text) =>
        text is not null && Schemes.Any(scheme => text.TrimStart().StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an address.</summary>
    /// <exception cref="WaException">It is not one, it lacks something, or it holds a password.</exception>
    public static JournalAddress Parse(string text)
    {
        // Before anything else, since no error may show it. An error of this address shows nothing of what stands before the host.
        string rest = text.Trim();
        rest = rest[(rest.IndexOf("://", StringComparison.Ordinal) + 3)..];
        int end = rest.IndexOfAny(['/', '?', '#']);
        int at = (end < 0 ? rest : rest[..end]).LastIndexOf('@');
        if (rest.Contains("password", StringComparison.OrdinalIgnoreCase) || (at >= 0 && rest[..at].Contains(':')))
        {
            throw new WaException(
                ErrorCause.BadInput,
                "The journal's address holds a password, which would end up in the shell's history, in logs and in lists of processes.",
                "Leave it out, change it if others may have seen it, and give it with -JournalCredential, or with PGPASSFILE or"
                + " PGPASSWORD.");
        }

        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0 || uri.Fragment.Length > 0)
        {
            throw Unfit("is not an address of a database");
        }

        string database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (database.Length == 0)
        {
            throw Unfit("names no database");
        }

        string? journal = null;
        foreach (string part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            journal = pair is ["journal", var name]
                ? Uri.UnescapeDataString(name.Replace('+', ' '))
                : throw Unfit($"has '{PrintableText.Quote(pair[0])}', which is not a part of it");
        }

        if (string.IsNullOrWhiteSpace(journal))
        {
            throw Unfit("names no journal");
        }

        if (journal.Length > LongestName || journal.Any(char.IsControl) || HalfCharacter.Fault(journal) is not null)
        {
            throw Unfit($"has a name for the journal that is longer than {LongestName} characters, or not plain text");
        }

        return new(
            uri.IdnHost.Trim('[', ']'),
            uri.Port < 0 ? UsualPort : uri.Port,
            database,
            uri.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(uri.UserInfo),
            journal);
    }

    /// <summary>The address again, in one spelling.</summary>
    public override string ToString() =>
        $"postgresql://{(User is null ? "" : Uri.EscapeDataString(User) + "@")}{(Host.Contains(':') ? $"[{Host}]" : Host)}"
        + $"{(Port == UsualPort ? "" : FormattableString.Invariant($":{Port}"))}/{Uri.EscapeDataString(Database)}"
        + $"?journal={Uri.EscapeDataString(Journal)}";

    private static WaException Unfit(string fault) => new(ErrorCause.BadInput, $"The journal's address {fault}.", Form);
}
