namespace InteractiveMessaging;

/// <summary>
/// Reads the definitions of an account's templates from its provider, page by page and as slowly as it asks. Nothing is sent to anybody.
/// </summary>
internal static class AccountTemplates
{
    private const int Attempts = 4;
    private const int SmallestPage = 10;
    private const string FromFile = "Read them from a file: Get-WaTemplate -Path templates.json.";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>The definitions, and what is wrong with those that could not be read.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="query">Which are wanted. A provider that cannot choose returns more.</param>
    /// <param name="timeout">How long one request may take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="WaException">They cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<TemplatePage> ReadAsync(
        Connection connection, TemplateQuery query, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        (TemplateListing listing, Uri at) = ListingOf(connection);
        List<TemplateDefinition> definitions = [];
        List<string> faults = [];
        HashSet<string> asked = [];
        while (true)
        {
            HttpReply reply = await AskAsync(connection, listing, listing.PageAt(at, query), timeout, clock, cancellation)
                .ConfigureAwait(false);
            if (reply.Json is null && query.Limit / 2 >= SmallestPage)
            {
                // Of a reply that is too large nothing is kept; half as many may fit.
                query = query with { Limit = query.Limit / 2 };
                continue;
            }

            TemplatePage page = listing.Read(reply, query) ?? throw new WaException(
                ErrorCause.TemplatesNotRead,
                $"{connection.Provider} answered HTTP {reply.Status}, but not with a list of templates.",
                FromFile);
            definitions.AddRange(page.Definitions);
            faults.AddRange(page.Faults);
            if (page.Next is not { } next || !asked.Add(next))
            {
                return new(definitions, faults, null);
            }

            query = query with { Next = next };
        }
    }

    /// <summary>Whether the provider documents a request that lists templates, and the connection has what it needs.</summary>
    public static bool CanList(Connection connection) => connection.Account.TemplatesAddress is not null;

    private static (TemplateListing Listing, Uri At) ListingOf(Connection connection)
    {
        ProviderAccount account = connection.Account;
        if (account.Provider.Templates is not { } listing)
        {
            throw new WaException(
                ErrorCause.TemplatesNotListed, $"{connection.Provider} documents no request that lists templates.", FromFile);
        }

        if (account.TemplatesAddress is { } at)
        {
            return (listing, at);
        }

        if (account.HasEndpoint)
        {
            throw new WaException(
                ErrorCause.TemplatesNotListed,
                $"The connection {connection.Name} has the address that -Endpoint names, and no other request of it is known.",
                $"Connect with -BaseUri, which keeps the provider's paths. {FromFile}");
        }

        ProviderSetting[] missing =
        [
            .. account.Provider.Settings.Where(setting => listing.Address.Template.Contains($"{{{setting.Name}}}", StringComparison.Ordinal)
                && account.Settings.Find(setting.Name) is null),
        ];
        throw new WaException(
            ErrorCause.TemplatesNotListed,
            $"The connection {connection.Name} has no {string.Join(" and no ", missing.Select(setting => $"-{setting.Name}"))}.",
            $"Connect again with {string.Join(", ", missing.Select(setting => $"-{setting.Name}: {setting.WhereFound}"))}.");
    }

    private static async Task<HttpReply> AskAsync(
        Connection connection, TemplateListing listing, Uri page, TimeSpan timeout, TimeProvider clock, CancellationToken cancellation)
    {
        (string header, string value) = connection.ProviderModel.Authenticate(connection.Secret.Reveal());
        for (int attempt = 1; ; attempt++)
        {
            TransportResult result = await connection.Transport.GetAsync(new(page, header, value, default, timeout), cancellation)
                .ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            HttpReply? reply = result.Reply?.Hiding(connection.Secret.Redaction);
            if (reply is { IsSuccess: true })
            {
                return reply;
            }

            ProviderReply? said = reply is null ? null : connection.ProviderModel.ReadReply(reply);
            TimeSpan wait = said?.RetryAfter ?? TimeSpan.FromSeconds(1 << (attempt - 1));
            if (said?.Outcome == Outcome.Rejected || attempt == Attempts || wait > LongestWait)
            {
                throw Refused(connection, listing, reply, said, result.Failure);
            }

            await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
        }
    }

    private static WaException Refused(
        Connection connection, TemplateListing listing, HttpReply? reply, ProviderReply? said, string? failure)
    {
        string reason = connection.Secret.Redact(said?.Error ?? failure ?? "no answer")!;
        if (reply is { Status: 404 or 405 })
        {
            return new(ErrorCause.TemplatesNotListed, $"{connection.Name} does not list templates: {reason}", FromFile);
        }

        string permission = listing.Permission is { } needed
            ? $"Give the key the permission {needed}, and name the account that it belongs to. "
            : "";
        return new(
            ErrorCause.TemplatesNotRead,
            $"The templates of {connection.Name} could not be read: {reason}",
            said?.Outcome == Outcome.Rejected
                ? $"{permission}{said.Recommendation ?? FromFile}"
                : said?.Recommendation ?? "Try again later.");
    }
}
