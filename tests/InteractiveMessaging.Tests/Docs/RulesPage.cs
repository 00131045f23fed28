using System.Text;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>Writes docs/rules.md from the tables of rules.</summary>
internal static class RulesPage
{
    private static readonly string[] Known = CommonRules.KnownTypes.Split(' ');

    /// <summary>The whole page.</summary>
    public static string Write(IReadOnlyList<Provider> providers)
    {
        StringBuilder page = new();
        page.Append("""
            # Rules

            <!-- This page is written from the tables in src/InteractiveMessaging/Rules; do not edit it by hand. -->

            `Test-WaMessage` and `Send-WaMessage` check a message against these rules and name every fault at once. An error stops the
            message; a warning does not. `Test-WaMessage -Provider` adds the provider's own rows, which stand further below.

            A field is a JSON pointer into the interactive object. `*` is every element of a list, `name?` holds only where that object is
            there, `name?field=word` only where its field says that word, and `name?field!=word` only where it does not.

            Characters are counted as Unicode code points. A text that is too long only when it is counted in UTF-16 units, as some
            providers may, gets a warning. Where a text is required, white space alone is as good as none. In a draft, a text with
            placeholders is judged by what stands beside them; once the row has filled them, the whole text is.

            Messages of a type that is not known here are passed on unchecked.

            ## WhatsApp's rules


            """);
        WriteTable(page, RuleSet.Common.Rules);
        foreach (DirectSend direct in DirectSend.All)
        {
            page.Append($"\n## With -Category {direct.Category}\n\n");
            page.Append($"Such messages live {DelayText.Write(DirectSend.ShortestLife)} to {DelayText.Write(direct.LongestLife)} (`-TimeToLive`)");
            page.Append($"{(direct.TakesUserIds ? "" : ", and go to phone numbers only")}. These rows stand beside those above.\n\n");
            WriteTable(page, direct.Rules.Rules);
        }

        foreach (Provider provider in providers)
        {
            Rule[] own = [.. provider.RuleSet.Rules.Except(RuleSet.Common.Rules)];
            page.Append($"\n## {provider.Name}\n\n");
            if (own.Length == 0)
            {
                page.Append("No rules of its own.\n");
                continue;
            }

            page.Append("These rows stand in the place of those above with the same name, or beside them.\n\n");
            WriteTable(page, own);
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void WriteTable(StringBuilder page, IEnumerable<Rule> rules) => page.Append(Markdown.Table(
        ["rule", "holds for", "field", "must be", "else", "says"],
        rules.Select(rule => (string[])
        [
            Markdown.Code(rule.Id),
            Types(rule.Types),
            Markdown.Code(rule.Path),
            rule.Test.Describe(),
            rule.Severity.ToString().ToLowerInvariant() + (rule.Recommendation is { } recommendation ? $". {recommendation}" : ""),
            rule.Source,
        ]))).Append('\n');

    private static string Types(string types)
    {
        if (types == InteractiveMessage.KindName)
        {
            return "every type";
        }

        string[] names = types.Split(' ');
        string[] others = [.. Known.Except(names)];
        return others.Length == 0 ? "every known type"
            : others.Length < names.Length ? $"every known type but {string.Join(", ", others)}"
            : string.Join(", ", names);
    }
}
