namespace InteractiveMessaging;

/// <summary>
/// Checks a connection without sending anything to a person. Where the provider documents a harmless request, the key is tried;
/// elsewhere the host is asked for its front page without the key, since a request that nobody documents could do anything.
/// </summary>
internal static class ConnectionProbe
{
    private const string AccountFacts = "the number's messaging limit, throughput and quality";
    private const string Acceptance = "whether it takes a message: only sending shows that";

    public static async Task<ConnectionStatus> RunAsync(
        Connection connection, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        ProviderAccount account = connection.Account;
        bool withKey = account.ProbeAddress is not null;
        (string? header, string? value) = withKey ? connection.ProviderModel.Authenticate(connection.Secret.Reveal()) : default;
        long start = clock.GetTimestamp();
        Uri address = account.AccountStatusAddress ?? account.ProbeAddress ?? new(connection.Address, "/");
        TransportResult asked = await AskAsync(address).ConfigureAwait(false);

        // A key that sends need not be one that may read the account; and an older version of an API does not know every field.
        string? unread = null;
        if (account.AccountStatusAddress is not null && asked.Reply is { Status: >= 400 and < 500 and not (401 or 429) } refused)
        {
            unread = connection.ProviderModel.ReadReply(refused.Hiding(connection.Secret.Redaction)).Error;
            address = account.ProbeAddress!;
            asked = await AskAsync(address).ConfigureAwait(false);
        }

        HttpReply? reply = asked.Reply?.Hiding(connection.Secret.Redaction);
        AccountStatus? told = withKey && reply is { IsSuccess: true } ? connection.ProviderModel.Probe!.Account(reply) : null;
        (bool? keyAccepted, string detail) = (reply, withKey) switch
        {
            (null, _) => (null, asked.Failure ?? $"{address.Host} gave no answer."),
            (_, true) => Judge(connection, reply, told),
            (_, false) => ((bool?)null, $"{address.Host} answers (HTTP {reply.Status})."),
        };

        // An array, because PowerShell cannot index the list that a collection expression makes.
        return new()
        {
            Connection = connection.Name,
            Provider = connection.Provider,
            Address = address,
            Reachable = reply is not null,
            KeyAccepted = keyAccepted,
            HttpStatus = reply?.Status,
            Account = told,
            Elapsed = clock.GetElapsedTime(start),
            Detail = connection.Secret.Redact(detail)!,
            NotChecked = NotChecked(connection, reply is not null, keyAccepted, connection.Secret.Redact(unread)).ToArray(),
        };

        Task<TransportResult> AskAsync(Uri at) =>
            connection.Transport.GetAsync(new(at, header, value, default, timeout), cancellation);
    }

    private static (bool?, string) Judge(Connection connection, HttpReply reply, AccountStatus? told)
    {
        Provider provider = connection.ProviderModel;
        if (reply.IsSuccess)
        {
            return (true, $"{provider.Name} accepts the key{(told?.ToString() is { Length: > 0 } facts ? $": {facts}" : "")}.");
        }

        ProviderReply read = provider.ReadReply(reply);
        return read.StopsRun
            ? (false, $"{provider.Name} refuses the key or the account: {read.Error}")
            : (null, $"{provider.Name} answers, but does not say whether the key is good: {read.Error}");
    }

    private static IEnumerable<string> NotChecked(Connection connection, bool reachable, bool? keyAccepted, string? unread)
    {
        if (!reachable)
        {
            yield return "everything beyond the network";
            yield break;
        }

        if (keyAccepted is null)
        {
            yield return connection.Account.ProbeAddress is null ? $"the key: {Undocumented("tries it without sending")}" : "the key";
        }

        string[] settings = [.. connection.Account.Settings.Values.Keys];
        if (keyAccepted is not true && settings.Length > 0)
        {
            yield return $"the account's settings ({string.Join(", ", settings)})";
        }

        if (connection.Account.AccountStatusAddress is null)
        {
            yield return $"{AccountFacts}: {Undocumented("reads them with this key")}";
        }
        else if (unread is not null || keyAccepted is not true)
        {
            yield return unread is null ? AccountFacts : $"{AccountFacts}: {unread}";
        }

        yield return Acceptance;

        string Undocumented(string what) => connection.Account.HasEndpoint
            ? "of the address that -Endpoint gives, no other request is known"
            : $"{connection.Provider} documents no request that {what}";
    }
}
