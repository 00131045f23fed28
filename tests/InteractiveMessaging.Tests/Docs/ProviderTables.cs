using System.Globalization;
using System.Text;

namespace InteractiveMessaging.Tests.Docs;

/// <summary>What the documents say of the providers, written from the catalog.</summary>
internal static class ProviderTables
{
    private static readonly PhoneNumber Sample = Providers.Wire.Number("+12025550100");

    /// <summary>The names, as their owners write them.</summary>
    public static string Names(IReadOnlyList<Provider> providers) => string.Join(", ", providers.Select(provider => provider.DisplayName));

    /// <summary>The names as a sentence in PowerShell's single quotes lists them.</summary>
    public static string NamesInQuotes(IReadOnlyList<Provider> providers) =>
        Markdown.Listed([.. providers.Select(provider => provider.DisplayName)], "or").Replace("'", "''", StringComparison.Ordinal);

    /// <summary>The names as elements of a list in PowerShell.</summary>
    public static string Tags(IReadOnlyList<Provider> providers) => string.Join(", ", providers.Select(provider => $"'{provider.Name}'"));

    /// <summary>What differs between them.</summary>
    public static string Overview(IReadOnlyList<Provider> providers) => Markdown.Table(
        [
            "provider", "connect with", "the key goes into", "a number is written", "kinds of message", "interactive types",
            "messages a second", "options",
        ],
        providers.Select(provider => (string[])
        [
            Name(provider),
            Parameters(provider) is { Length: > 0 } parameters ? Markdown.Code(parameters) : "only the key",
            Markdown.Code(KeyHeader(provider)),
            Markdown.Code(provider.WritePhone(Sample)),
            string.Join(", ", provider.Kinds),
            Types(provider),
            provider.RatePerSecond.ToString(CultureInfo.InvariantCulture),
            Options(provider, Markdown.Code),
        ]));

    /// <summary>Where their messages go.</summary>
    public static string Addresses(IReadOnlyList<Provider> providers) => Markdown.Table(
        ["provider", "address", "others that are known", "lists its templates at"],
        providers.Select(provider => (string[])
        [
            Name(provider),
            string.Join("<br>", provider.Addresses.Select(address => Markdown.Code(WithChoices(provider, address)))),
            string.Join(", ", [.. OtherHosts(provider), .. provider.OtherAddresses.Select(Markdown.Code)]),
            provider.Templates is { } listing ? Markdown.Code(WithChoices(provider, listing.Address)) : "",
        ]));

    /// <summary>A section for each: how to connect, what to know, and what its replies mean.</summary>
    public static string Sections(IReadOnlyList<Provider> providers) =>
        string.Join("\n\n", providers.Select((provider, i) => Section(provider, [.. providers.Take(i)])));

    /// <summary>What each needs to connect, one setting a row.</summary>
    public static string Settings(IReadOnlyList<Provider> providers) => Markdown.Table(
        ["provider", "parameter", "what it is", "for example", "without it"],
        providers.SelectMany(provider => provider.Settings.Count == 0
            ? [[Name(provider), "none", "", "", ""]]
            : provider.Settings.Select(setting => (string[])
            [
                Name(provider),
                Markdown.Code("-" + setting.Name),
                setting.WhereFound,
                setting.Choices.Count > 0 ? $"one of {Markdown.Codes(setting.Choices)}" : Markdown.Code(setting.Example),
                setting.Default is { } standard ? Markdown.Code(standard) : setting.Optional ? "not sent" : "an error",
            ])));

    /// <summary>How each is checked without sending anything to a person.</summary>
    public static string Probes(IReadOnlyList<Provider> providers) => Markdown.Table(
        ["provider", "what is asked", "the key is tried", "what is read of the account"],
        providers.Select(provider => (string[])(provider.Probe is { } probe
            ? [
                Name(provider),
                $"{Markdown.Code($"GET {probe.AccountAddress ?? probe.Address}")}, a documented request that changes nothing",
                "yes",
                probe.AccountAddress is null ? "only whether it can send" : "yes",
            ]
            : [Name(provider), "the front page of its host, without the key", "no", "no"])));

    /// <summary>What the sandbox answers for each.</summary>
    public static string SandboxAnswers(IReadOnlyList<Provider> providers) => Markdown.Table(
        [
            "provider", "taken", "wrong key", "wrong part of the address", "account blocked", "balance used up", "wrong request",
            "file refused", "message refused", "too fast", "it failed", "it is down",
        ],
        from provider in providers
        let dialect = provider.Dialect
        where dialect is not null
        select (string[])
        [
            Name(provider),
            $"{dialect.Accepted("1", provider.WritePhone(Sample)).Status}",
            .. Enum.GetValues<RefusalKind>().Select(kind => SandboxAnswer(provider, dialect, kind)),
        ]);

    /// <summary>What each needs to connect, as lines of a help topic.</summary>
    public static string SettingLines(IReadOnlyList<Provider> providers) =>
        Lines(providers, provider => Parameters(provider) is { Length: > 0 } parameters ? parameters : "only the key");

    /// <summary>The options of a send that each can express, as lines of a help topic.</summary>
    public static string OptionLines(IReadOnlyList<Provider> providers) =>
        Lines(providers, provider => Options(provider, option => option));

    /// <summary>What becomes of a message after this reply.</summary>
    public static string Result(ProviderReply reply) => reply switch
    {
        { StopsRun: true } => "the run stops",
        { PairLimit: true } => "another attempt for this recipient; the others go on",
        { Outcome: Outcome.Retry, RetryAfter: not null } => "another attempt, after the time it names",
        { Throttled: true } => "another attempt, slower",
        { Outcome: Outcome.Retry } => "another attempt",
        _ => Markdown.Code($"{reply.Outcome}"),
    };

    /// <summary>What a provider makes of a reply.</summary>
    public static ProviderReply Read(Provider provider, DocumentedReply reply) =>
        provider.ReadReply(new(reply.Status, Encoding.UTF8.GetBytes(reply.Body)));

    private static string Section(Provider provider, IReadOnlyList<Provider> before)
    {
        StringBuilder section = new($"## {provider.Name}\n\n```powershell\n{ConnectLine(provider)}\n```\n");
        if (provider.Notes.Count > 0)
        {
            section.Append('\n').AppendJoin('\n', provider.Notes.Select(note => $"- {note}")).Append('\n');
        }

        if (provider.Replies.Count > 0)
        {
            section.Append($"\n{Replies(provider)}\n");
        }

        if (provider.Codes.Count > 0)
        {
            Provider? same = before.FirstOrDefault(other => ReferenceEquals(other.Codes, provider.Codes));
            section.Append(same is null ? $"\n{Codes(provider)}\n" : $"\nIts codes are those of {same.Name}.\n");
        }

        return section.ToString().TrimEnd('\n');
    }

    private static string Replies(Provider provider) => Markdown.Table(
        ["reply", "result"],
        provider.Replies.Select(reply => (string[])[reply.Says, Result(Read(provider, reply))]));

    private static string Codes(Provider provider) => Markdown.Table(
        ["code", "result", "recommendation"],
        provider.Codes.Select(row => (string[])
            [Markdown.Codes(row.Codes), Result(new HttpReply(400, default).ByCode(row, row.Codes[0], "")), row.Recommendation ?? ""]));

    private static string SandboxAnswer(Provider provider, ProviderDialect dialect, RefusalKind kind)
    {
        string? part = InAddress(provider).FirstOrDefault()?.Name;
        if ((kind == RefusalKind.WrongAccount && part is null) || (kind == RefusalKind.MediaRefused && provider.Upload is null))
        {
            return "-";
        }

        Refusal refusal = new(kind, "why") { Field = part, RetryAfter = 1 };
        DialectReply? documented = dialect.Refused(refusal);
        DialectReply reply = documented ?? SandboxGateway.Plain(refusal);
        string? code = provider.ReadReply(new(reply.Status, Encoding.UTF8.GetBytes(reply.Body))).Code;
        return $"{reply.Status}{(code is null ? "" : $" {Markdown.Code(code)}")}{(documented is null ? " *" : "")}";
    }

    private static string Name(Provider provider) => provider.Name;

    private static string Lines(IReadOnlyList<Provider> providers, Func<Provider, string> says)
    {
        int width = providers.Max(provider => provider.Name.Length) + 2;
        return string.Join('\n', providers.Select(provider => $"        {provider.Name.PadRight(width)}{says(provider)}"));
    }

    // What may be left out stands in brackets.
    private static string Parameters(Provider provider) => string.Join(' ', provider.Settings.Select(setting =>
        MayBeLeftOut(setting) ? $"[-{setting.Name}]" : $"-{setting.Name}"));

    private static bool MayBeLeftOut(ProviderSetting setting) => setting.Optional || setting.Default is not null;

    private static string ConnectLine(Provider provider) => string.Join(' ',
        [
            $"Connect-WaProvider {provider.Name}",
            .. provider.Settings.Where(setting => !MayBeLeftOut(setting)).Select(setting => $"-{setting.Name} {setting.Example}"),
            "-ApiKey $key",
        ]);

    private static string KeyHeader(Provider provider)
    {
        (string name, string value) = provider.Authenticate("…");
        return $"{name}: {value}";
    }

    private static string Types(Provider provider) => provider.WritableTypes.Count > 0 ? $"only {string.Join(", ", provider.WritableTypes)}"
        : provider.DocumentedTypes.Count > 0 ? string.Join(", ", provider.DocumentedTypes)
        : "all";

    private static string Options(Provider provider, Func<string, string> mark) => string.Join(", ", Enum.GetValues<SendOption>()
        .Where(option => option != SendOption.None && provider.Options.HasFlag(option))
        .Select(option => mark($"-{option}") + (option == SendOption.Reference ? $" ({provider.ReferenceLimit})" : ""))
        .DefaultIfEmpty("none"));

    // A setting with few values shows its default; the others stay in braces.
    private static string WithChoices(Provider provider, ProviderAddress address) => Filled(provider, address, provider.Settings
        .Where(setting => setting.Choices.Count > 0 && setting.Default is not null)
        .ToDictionary(setting => setting.Name, setting => setting.Default!));

    private static IEnumerable<string> OtherHosts(Provider provider) =>
        from setting in InAddress(provider)
        from choice in setting.Choices
        where choice != setting.Default
        let address = Filled(provider, provider.Addresses[0], new() { [setting.Name] = choice })
        select $"{Markdown.Code($"-{setting.Name} {choice}")} ({Markdown.Code(address.Split('/')[2])})";

    private static IEnumerable<ProviderSetting> InAddress(Provider provider) => provider.Settings
        .Where(setting => provider.Addresses[0].Template.Contains($"{{{setting.Name}}}", StringComparison.Ordinal));

    private static string Filled(Provider provider, ProviderAddress address, Dictionary<string, string> known)
    {
        Dictionary<string, string> settings = provider.Settings.ToDictionary(setting => setting.Name, setting => $"{{{setting.Name}}}");
        foreach ((string name, string value) in known)
        {
            settings[name] = value;
        }

        return provider.Fill(address, new(settings));
    }
}
