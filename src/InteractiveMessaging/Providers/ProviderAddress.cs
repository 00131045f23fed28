using System.Text.RegularExpressions;

namespace InteractiveMessaging;

/// <summary>
/// An address of a provider's, with names in braces: settings of the account, or values of the message that is sent there.
/// </summary>
/// <param name="Template">The address, such as <c>https://api.example.com/{Sid}/templates/{Id}</c>.</param>
public sealed partial record ProviderAddress(string Template)
{
    /// <summary>The path, with the names in braces.</summary>
    public string Path => Template[Template.IndexOf('/', "https://".Length)..];

    /// <summary>The address.</summary>
    public sealed override string ToString() => Template;

    /// <summary>The address with these names filled in; the others stay.</summary>
    internal string Fill(Func<string, string?> value) =>
        Name().Replace(Template, match => value(match.Groups[1].Value) ?? match.Value);

    /// <summary>The names in braces of an address, each with where it stands.</summary>
    internal static MatchCollection Names(string template) => Name().Matches(template);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Name();
}
