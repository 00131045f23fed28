using System.Text;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Connections;

public class ConnectionProbeTests
{
    private const string Key = "canary-key-4711";

    private const string Whole = "https://graph.facebook.com/v26.0/106540352242922?fields=health_status,display_phone_number,verified_name,name_status,status,"
        + "quality_rating,throughput,whatsapp_business_manager_messaging_limit,is_on_biz_app";

    public static TheoryData<string> WithoutProbe =>
        [.. ProviderCatalog.All.Where(provider => provider.Probe is null).Select(provider => provider.Name)];

    [Theory]
    [InlineData("MetaCloud", Whole, "Authorization", "Bearer " + Key)]
    [InlineData("360dialog", "https://waba-v2.360dialog.io/health_status", "D360-API-KEY", Key)]
    public async Task Where_a_harmless_request_is_documented_the_key_is_tried(string provider, string address, string header, string value)
    {
        Asked asked = new(200, """{"health_status":{"can_send_message":"LIMITED"}}""");
        ConnectionStatus test = await Run(provider, asked);
        Assert.Equal((address, header, value), (asked.Request.Address.AbsoluteUri, asked.Request.KeyHeader, asked.Request.KeyValue));
        Assert.Equal((true, true, 200), (test.Reachable, test.KeyAccepted, test.HttpStatus));
        Assert.Contains("LIMITED", test.Detail, StringComparison.Ordinal);
        Assert.Equal("LIMITED", test.Account!.CanSend);
        Assert.Equal("whether it takes a message: only sending shows that", test.NotChecked[^1]);
    }

    // The fields as Meta's OpenAPI and its pages about limits and throughput show them.
    [Fact]
    public async Task What_the_provider_tells_of_the_account_is_told()
    {
        ConnectionStatus test = await Run("MetaCloud", new Asked(200, """
            {
              "id": "1234567890123456", "display_phone_number": "+1 202-555-0111", "verified_name": "Jasper's Market", "status": "CONNECTED",
              "quality_rating": "GREEN", "name_status": "APPROVED", "throughput": {"level": "HIGH"}, "is_on_biz_app": true,
              "whatsapp_business_manager_messaging_limit": "TIER_250", "health_status": {"can_send_message": "AVAILABLE", "entities": []}
            }
            """));
        Assert.Equal(
            new AccountStatus
            {
                CanSend = "AVAILABLE",
                MessagingLimit = "TIER_250",
                Throughput = "HIGH",
                QualityRating = "GREEN",
                Status = "CONNECTED",
                VerifiedName = "Jasper's Market",
                NameStatus = "APPROVED",
                Number = "+12025550111",
                IsOnBusinessApp = true,
            },
            test.Account);
        Assert.EndsWith("limit TIER_250, throughput HIGH, quality GREEN, status CONNECTED, name APPROVED.", test.Detail, StringComparison.Ordinal);
        Assert.Equal(["whether it takes a message: only sending shows that"], test.NotChecked);
    }

    // A key that may send and not read the account, or a version of the API that does not know a field.
    [Theory]
    [InlineData(403, """{"error":{"message":"(#10) Application does not have permission for this action","code":10}}""", "permission")]
    [InlineData(400, """{"error":{"message":"(#100) Tried accessing nonexisting field (whatsapp_business_manager_messaging_limit)","code":100}}""", "nonexisting field")]
    public async Task Where_the_account_cannot_be_read_the_key_is_tried_alone_and_the_reason_told(int status, string body, string why)
    {
        Asked asked = new(200, """{"health_status":{"can_send_message":"AVAILABLE"}}""") { First = (status, body) };
        ConnectionStatus test = await Run("MetaCloud", asked);
        Assert.Equal((true, "AVAILABLE", null), (test.KeyAccepted, test.Account!.CanSend, test.Account.MessagingLimit));
        Assert.Equal("https://graph.facebook.com/v26.0/106540352242922?fields=health_status", test.Address.AbsoluteUri);
        Assert.Contains(test.NotChecked, line => line.StartsWith("the number's messaging limit", StringComparison.Ordinal) && line.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_no_document_says_how_the_account_is_read_that_is_told()
    {
        ConnectionStatus test = await Run("360dialog", new Asked(200, """{"health_status":{"can_send_message":"AVAILABLE"}}"""));
        Assert.Contains(test.NotChecked, line => line.EndsWith("360dialog documents no request that reads them with this key", StringComparison.Ordinal));
        Assert.Null((await Run("Kaleyra", new Asked(200, ""))).Account);
    }

    [Theory]
    [MemberData(nameof(WithoutProbe))]
    public async Task Elsewhere_the_key_stays_at_home_and_the_front_page_is_asked(string provider)
    {
        Provider model = ProviderCatalog.Find(provider)!;
        string address = new Uri(model.Fill(model.Addresses[0], ProviderSettings.Examples(model.Settings))).GetLeftPart(UriPartial.Authority) + "/";
        Asked asked = new(404, "");
        ConnectionStatus test = await Run(provider, asked);
        Assert.Equal((address, null, null), (asked.Request.Address.AbsoluteUri, asked.Request.KeyHeader, asked.Request.KeyValue));
        Assert.Equal((true, null, 404), (test.Reachable, test.KeyAccepted, test.HttpStatus));
        Assert.Contains(test.NotChecked, line => line.StartsWith("the key", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"Invalid OAuth access token canary-key-4711","code":190}}""", false)]
    [InlineData(400, """{"error":{"message":"Session has expired","code":190}}""", false)]
    [InlineData(400, """{"error":{"message":"Unsupported get request","code":100}}""", null)]
    [InlineData(500, "oops canary-key-4711", null)]
    [InlineData(429, "", null)]
    [InlineData(302, "", null)]
    public async Task A_refusal_of_the_key_is_told_from_what_says_nothing_about_it(int status, string body, bool? accepted)
    {
        ConnectionStatus test = await Run("MetaCloud", new Asked(status, body));
        Assert.Equal((true, accepted, status), (test.Reachable, test.KeyAccepted, test.HttpStatus));
        Assert.Contains(test.NotChecked, line => line.StartsWith("the number's messaging limit", StringComparison.Ordinal));
        Assert.DoesNotContain("canary", test + string.Concat(test.NotChecked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"health_status":{"can_send_message":"\u001b[2J\u202eGOOD %63anary-key-4711"}}""")]
    [InlineData(400, """{"error":{"message":"\u001b[2J\u202eBAD %63anary-key-4711","code":100}}""")]
    public async Task What_a_provider_says_gives_a_terminal_no_orders(int status, string body)
    {
        ConnectionStatus test = await Run("MetaCloud", new Asked(status, body));
        Assert.Contains("\ufffd[2J\ufffd", test.Detail, StringComparison.Ordinal);
        Assert.Contains(" ***", test.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_of_ones_own_is_only_reached()
    {
        Asked asked = new(200, "");
        ConnectionStatus test = await Run("MetaCloud", asked, request => request with { Endpoint = new("https://gateway.example.com/a/b?c=d") });
        Assert.Equal(2, test.NotChecked.Count(line => line.Contains("-Endpoint", StringComparison.Ordinal)));
        Assert.Equal(("https://gateway.example.com/", null), (asked.Request.Address.AbsoluteUri, asked.Request.KeyHeader));
    }

    [Fact]
    public async Task A_host_of_ones_own_keeps_the_path()
    {
        Asked asked = new(200, "{}");
        await Run("360dialog", asked, request => request with { BaseUri = new("http://127.0.0.1:9") });
        Assert.Equal("http://127.0.0.1:9/health_status", asked.Request.Address.AbsoluteUri);
    }

    [Fact]
    public async Task The_sandbox_answers_over_the_wire_as_Meta_does()
    {
        using Sandbox sandbox = Sandbox.Start();
        using Connection right = Connection.Create(new(ProviderCatalog.Find("MetaCloud")!, Secret.Of(sandbox.Key)) { Settings = Examples("MetaCloud"), BaseUri = sandbox.BaseUri }, () => new HttpTransport());
        using Connection wrong = Connection.Create(new(ProviderCatalog.Find("360dialog")!, Secret.Of(Key)) { BaseUri = sandbox.BaseUri }, () => new HttpTransport());
        ConnectionStatus good = await ConnectionProbe.RunAsync(right, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        ConnectionStatus bad = await ConnectionProbe.RunAsync(wrong, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        Assert.Equal((true, true, 200), (good.Reachable, good.KeyAccepted, good.HttpStatus));
        Assert.Equal(("TIER_250", "+12025550100", false), (good.Account!.MessagingLimit, good.Account.Number, good.Account.IsOnBusinessApp));
        Assert.Equal((true, false, 401), (bad.Reachable, bad.KeyAccepted, bad.HttpStatus));
        Assert.Empty(sandbox.Messages());
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_told_as_such()
    {
        using Connection connection = Connection.Create(new(ProviderCatalog.Find("AiSoule")!, Secret.Of(Key)) { BaseUri = new("http://127.0.0.1:1") }, () => new HttpTransport());
        ConnectionStatus test = await ConnectionProbe.RunAsync(connection, TimeSpan.FromMinutes(1), TimeProvider.System, default);
        Assert.Equal((false, null, null), (test.Reachable, test.KeyAccepted, test.HttpStatus));
        Assert.Equal("127.0.0.1:1 refused the connection.", test.Detail);
        Assert.Equal(["everything beyond the network"], test.NotChecked);
    }

    private static async Task<ConnectionStatus> Run(string provider, Asked asked, Func<ConnectionRequest, ConnectionRequest>? change = null)
    {
        ConnectionRequest request = new(ProviderCatalog.Find(provider)!, Secret.Of(Key)) { Settings = Examples(provider) };
        using Connection connection = Connection.Create(change?.Invoke(request) ?? request, () => asked);
        return await ConnectionProbe.RunAsync(connection, TimeSpan.FromMinutes(1), new FakeClock(), default);
    }

    private static Dictionary<string, string> Examples(string provider) =>
        ProviderCatalog.Find(provider)!.Settings.ToDictionary(setting => setting.Name, setting => setting.Example);

    private sealed class Asked(int status, string body) : ITransport
    {
        public TransportRequest Request { get; private set; }

        /// <summary>The answer to the first request, where it differs.</summary>
        public (int Status, string Body)? First { get; set; }

        public Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation)
        {
            Request = request;
            (int told, string said) = First ?? (status, body);
            First = null;
            return Task.FromResult(new TransportResult { Reply = new(told, Encoding.UTF8.GetBytes(said)) });
        }

        public ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation) =>
            throw new InvalidOperationException("A check sends no message.");

        public void Dispose()
        {
        }
    }
}
