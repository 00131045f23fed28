using System.Text;
using System.Text.Json.Nodes;
using InteractiveMessaging.Transport;

namespace InteractiveMessaging.Tests.Connections;

/// <summary>Definitions of templates read from accounts: in each provider's shape, page by page, as slowly as it asks.</summary>
public class AccountTemplatesTests
{
    private const string Key = "canary-key-4711";

    // As Meta's page about template management shows a reply; the image's address is left out.
    private const string MetaPage = """
        {"data":[{"name":"reservation_confirmation","parameter_format":"NAMED","components":[{"type":"HEADER","format":"IMAGE"},
        {"type":"BODY","text":"*You're all set!*\n\nYour reservation for {{number_of_guests}} at Lucky Shrub Eatery on {{day}} is confirmed.",
        "example":{"body_text_named_params":[{"param_name":"number_of_guests","example":"4"},{"param_name":"day","example":"Saturday"}]}}],
        "language":"en_US","status":"APPROVED","category":"MARKETING","id":"12345678900"}],"paging":{"cursors":{"before":"MAZDZD","after":"MjQZD"}}}
        """;

    // As Octopods' page "List WhatsApp Templates" shows a reply; the number is replaced.
    private const string OctopodsList = """
        [{"created_at":"2026-02-10T15:42:00Z","template_id":84579,"template_name":"order_shipped_v1",
        "template_body":"Hi {{1}}, your order {{2}} has shipped and should arrive by {{3}}.",
        "template_components":[{"type":"HEADER","format":"TEXT","text":"Shipping update"},
        {"type":"BODY","text":"Hi {{1}}, your order {{2}} has shipped and should arrive by {{3}}."},{"type":"FOOTER","text":"Reply STOP to unsubscribe."}],
        "account_phone_number":"+12025550100","template_status":"Accepted"}]
        """;

    [Fact]
    public async Task Metas_reply_is_read_and_its_request_names_what_is_wanted()
    {
        Script script = new((200, MetaPage));
        TemplateDefinition read = Assert.Single((await Read("MetaCloud", script, new("reservation_confirmation", null, null, 100))).Definitions);
        Assert.Equal(("reservation_confirmation", "en_US", "APPROVED", "12345678900"), (read.Name, read.Language, read.Status, read.Id));
        Assert.Equal(["header: image", "body {{number_of_guests}}", "body {{day}}"], read.Values);
        Assert.Equal(
            "https://graph.facebook.com/v26.0/102290129340398/message_templates?fields=name%2Clanguage%2Cstatus%2Ccategory%2C"
            + "parameter_format%2Ccomponents%2Cquality_score%2Crejected_reason%2Cid&limit=100&name=reservation_confirmation",
            script.Asked[0]);
        Assert.Equal(("Authorization", "Bearer " + Key), (script.Last.KeyHeader, script.Last.KeyValue));
    }

    [Fact]
    public async Task Octopods_reply_becomes_WhatsApps_with_the_id_that_sends_it()
    {
        Script script = new((200, OctopodsList));
        TemplateDefinition read = Assert.Single((await Read("Octopods", script, new(null, "en", null, 100))).Definitions);
        Assert.Equal(("order_shipped_v1", "en", "APPROVED", "84579"), (read.Name, read.Language, read.Status, read.Id));
        Assert.Equal(["body {{1}}", "body {{2}}", "body {{3}}"], read.Values);
        Assert.Equal("https://app.octopods.io/api/v1/whatsapp/templates?lang=en", script.Asked[0]);
        TemplateMessage message = new("order_shipped_v1", "en") { Definition = JsonData.Parse(read.Json) };
        Assert.Equal("84579", ((TemplateMessage)ProviderCatalog.Find("Octopods")!.Adapt(message)).Name);
        Assert.Same(message, ProviderCatalog.Find("MetaCloud")!.Adapt(message));
    }

    // 360dialog's OpenAPI names these fields; its words for a status are in lower case.
    [Fact]
    public async Task Dialog360_is_read_by_offset_to_the_end()
    {
        string Page(int offset, params string[] names) => new JsonObject
        {
            ["count"] = names.Length,
            ["offset"] = offset,
            ["total"] = 3,
            ["waba_templates"] = new JsonArray([.. names.Select(name => (JsonNode)new JsonObject
            {
                ["name"] = name,
                ["language"] = "en",
                ["status"] = "approved",
                ["components"] = new JsonArray(new JsonObject { ["type"] = "BODY", ["text"] = "Hi" }),
            })]),
        }.ToJsonString();

        Script script = new((200, Page(0, "a", "b")), (200, Page(2, "c")));
        TemplatePage read = await Read("360dialog", script, new(null, null, null, 2));
        Assert.Equal(["a APPROVED", "b APPROVED", "c APPROVED"], read.Definitions.Select(one => $"{one.Name} {one.Status}"));
        Assert.Equal(
            ["https://waba-v2.360dialog.io/v1/configs/templates?limit=2&offset=0", "https://waba-v2.360dialog.io/v1/configs/templates?limit=2&offset=2"],
            script.Asked);
    }

    [Theory]
    [InlineData("""{"data":[{"name":"a","language":"en","components":[]}],"paging":{"cursors":{"after":"x"}}}""")]
    [InlineData("""{"code":"200","data":{"data":[{"name":"a","language":"en","components":[]}],"paging":{"cursors":{"after":"x"}}}}""")]
    public async Task Kaleyra_is_read_until_a_page_is_empty(string first)
    {
        Script script = new((200, first), (200, """{"data":[]}"""));
        Assert.Equal("a", Assert.Single((await Read("Kaleyra", script)).Definitions).Name);
        Assert.Equal("https://api.in.kaleyra.io/v2/HXAP1600000000IN/whatsapp/102290129340398/message_templates?limit=100&after=x", script.Asked[1]);
    }

    [Fact]
    public async Task Cursors_are_followed_and_a_cursor_that_comes_again_ends_it()
    {
        string Page(string name, string after) => $$$"""
            {"data":[{"name":"{{{name}}}","language":"en","components":[]}],"paging":{"cursors":{"after":"{{{after}}}"},"next":"https://x"}}
            """;
        Script script = new((200, Page("a", "1")), (200, Page("b", "2")), (200, Page("c", "1")), (200, Page("d", "9")));
        Assert.Equal(["a", "b", "c"], (await Read("MetaCloud", script)).Definitions.Select(one => one.Name));
    }

    [Fact]
    public async Task A_definition_that_cannot_be_read_costs_itself_alone()
    {
        Script script = new((200, """{"data":[{"name":"broken"},{"name":"a","language":"en","components":[]},7]}"""));
        TemplatePage read = await Read("MetaCloud", script);
        Assert.Equal("a", Assert.Single(read.Definitions).Name);
        Assert.Equal(2, read.Faults.Count);
        Assert.StartsWith("broken: ", read.Faults[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reply_that_is_too_large_is_asked_for_in_smaller_pages()
    {
        Script script = new((200, ""), (200, ""), (200, MetaPage));
        Assert.Single((await Read("MetaCloud", script)).Definitions);
        Assert.Equal(["100", "50", "25"], script.Asked.Select(address => address.Split("limit=")[1]));
    }

    [Fact]
    public async Task Who_asks_too_fast_waits_as_long_as_he_is_told_and_then_longer_each_time()
    {
        FakeClock clock = new();
        const string Busy = """{"error":{"code":80007,"message":"too many"}}""";
        Script script = new((400, Busy), (503, ""), (500, ""), (200, MetaPage)) { RetryAfter = "30" };
        Task<TemplatePage> reading = Read("MetaCloud", script, clock: clock);
        foreach (int seconds in (int[])[30, 30, 4])
        {
            Assert.Equal(TimeSpan.FromSeconds(seconds), await clock.NextWaitAsync());
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Single((await reading).Definitions);
        Assert.Equal(4, script.Asked.Count);
    }

    [Fact]
    public async Task A_wait_of_more_than_five_minutes_is_told_and_not_waited()
    {
        Script script = new((429, """{"error":{"code":4,"message":"too many"}}""")) { RetryAfter = "301" };
        WaException fault = await Assert.ThrowsAsync<WaException>(() => Read("MetaCloud", script));
        Assert.Equal(ErrorCause.TemplatesNotRead, fault.Cause);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":200,"message":"no permission for canary-key-4711"}}""")]
    [InlineData(400, """{"error":{"code":10,"message":"no permission for canary-key-4711"}}""")]
    public async Task A_key_without_the_permission_is_told_which_and_the_key_is_not(int status, string body)
    {
        WaException fault = await Assert.ThrowsAsync<WaException>(() => Read("MetaCloud", new Script((status, body))));
        Assert.Equal(ErrorCause.TemplatesNotRead, fault.Cause);
        Assert.Contains("no permission for ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, fault.Message, StringComparison.Ordinal);
        Assert.Contains("whatsapp_business_management", fault.Recommendation!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MetaCloud", "-BusinessAccountId")]
    [InlineData("Kaleyra", "-BusinessAccountId")]
    [InlineData("PingUp", "documents no request")]
    [InlineData("AiSoule", "documents no request")]
    public async Task What_cannot_be_asked_is_said_and_nobody_is_asked(string provider, string says)
    {
        Script script = new();
        WaException fault = await Assert.ThrowsAsync<WaException>(() => Read(provider, script, settings: setting => !setting.ForReading));
        Assert.Equal(ErrorCause.TemplatesNotListed, fault.Cause);
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Empty(script.Asked);
    }

    [Fact]
    public async Task An_address_without_a_list_is_said_to_have_none()
    {
        WaException fault = await Assert.ThrowsAsync<WaException>(() => Read("Octopods", new Script((404, "not here"))));
        Assert.Equal(ErrorCause.TemplatesNotListed, fault.Cause);
        WaException page = await Assert.ThrowsAsync<WaException>(() => Read("Octopods", new Script((200, """{"a":1}"""))));
        Assert.Equal(ErrorCause.TemplatesNotRead, page.Cause);
    }

    [Theory]
    [InlineData("MetaCloud")]
    [InlineData("360dialog")]
    [InlineData("Kaleyra")]
    [InlineData("Octopods")]
    public async Task The_sandbox_lists_its_templates_as_the_provider_does(string provider)
    {
        TemplateDefinition[] held =
        [
            .. Enumerable.Range(1, 130).Select(number => TemplateDefinition.Read($$$"""
                {"name":"t_{{{number}}}","language":"en","status":"APPROVED","components":[{"type":"BODY","text":"Hi {{1}}"}]}
                """)[0]),
        ];
        using Sandbox sandbox = Sandbox.Start(templates: held);
        using Connection connection = Connection.Create(
            new(ProviderCatalog.Find(provider)!, Secret.Of(sandbox.Key)) { Settings = Examples(provider, _ => true), BaseUri = sandbox.BaseUri },
            () => new HttpTransport());
        TemplatePage read = await AccountTemplates.ReadAsync(connection, new(null, "en", null, 100), TimeSpan.FromMinutes(1), TimeProvider.System, default);
        Assert.Equal(held.Select(one => (one.Name, "en", "APPROVED", "Hi {{1}}")), read.Definitions.Select(one => (one.Name, one.Language, one.Status!, one.Body!.Text!)));
        Assert.Empty(read.Faults);
        Assert.Empty(sandbox.Messages());
    }

    private static async Task<TemplatePage> Read(
        string provider, Script script, TemplateQuery? query = null, TimeProvider? clock = null, Func<ProviderSetting, bool>? settings = null)
    {
        using Connection connection = Connection.Create(
            new(ProviderCatalog.Find(provider)!, Secret.Of(Key)) { Settings = Examples(provider, settings ?? (_ => true)) }, () => script);
        return await AccountTemplates.ReadAsync(
            connection, query ?? new(null, null, null, 100), TimeSpan.FromMinutes(1), clock ?? new FakeClock(), default);
    }

    private static Dictionary<string, string> Examples(string provider, Func<ProviderSetting, bool> wanted) =>
        ProviderCatalog.Find(provider)!.Settings.Where(wanted).ToDictionary(setting => setting.Name, setting => setting.Example);

    /// <summary>Answers one request after the other; the last answer stays.</summary>
    private sealed class Script(params (int Status, string Body)[] answers) : ITransport
    {
        public List<string> Asked { get; } = [];

        public TransportRequest Last { get; private set; }

        public string? RetryAfter { get; init; }

        public Task<TransportResult> GetAsync(TransportRequest request, CancellationToken cancellation)
        {
            (int status, string body) = answers[Math.Min(Asked.Count, answers.Length - 1)];
            Last = request;
            Asked.Add(request.Address.AbsoluteUri);
            return Task.FromResult(new TransportResult
            {
                Reply = new(status, Encoding.UTF8.GetBytes(body), name => name == "Retry-After" && status is 400 or 429 or 503 ? RetryAfter : null),
            });
        }

        public ValueTask<TransportResult> PostAsync(TransportRequest request, CancellationToken cancellation) =>
            throw new InvalidOperationException("Reading sends no message.");

        public void Dispose()
        {
        }
    }
}
