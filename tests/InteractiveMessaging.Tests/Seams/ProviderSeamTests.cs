using System.Collections.Specialized;
using System.Text;

namespace InteractiveMessaging.Tests.Seams;

/// <summary>The next provider is one file and one line in the list: <see cref="Parlour"/> is the file, <see cref="All"/> the line.</summary>
public class ProviderSeamTests
{
    private const string Key = "the-key";

    private static readonly IReadOnlyList<Provider> All = [.. ProviderCatalog.All, new Parlour()];

    private static readonly Provider Provider = All[^1];

    private static readonly InteractiveMessage Question = new(new ReplyButtonsAction([new("Yes & no", "y"), new("No", "n")])) { Body = "Tea = 5 o'clock?" };

    public static TheoryData<string> Names => [.. ProviderCatalog.All.Select(provider => provider.Name)];

    [Fact]
    public void A_text_goes_to_the_first_address_as_form_fields()
    {
        Prepared request = Show(new TextMessage("Hi & bye"));
        Assert.Equal("https://api.parlour.example/blue/notes", request.Address!.AbsoluteUri);
        Assert.Equal("application/x-www-form-urlencoded", request.MediaType);
        Assert.Equal("from=12025550111&guest=12025550100&say=Hi%20%26%20bye", Encoding.UTF8.GetString(request.Body!));
    }

    [Fact]
    public void Buttons_go_to_an_address_with_a_value_of_the_message_in_it() =>
        Assert.Equal("https://api.parlour.example/blue/choices/2", Show(Question).Address!.AbsoluteUri);

    [Fact]
    public void What_is_sent_is_read_back_by_the_sandbox_and_the_reply_by_the_provider()
    {
        SandboxGateway gateway = Gateway();
        foreach ((Message message, string type, string body) in new (Message, string, string)[]
            { (Question, "button", "Tea = 5 o'clock?"), (new TextMessage("Hi & bye"), "text", "Hi & bye") })
        {
            SandboxAnswer answer = gateway.Answer(Post(Show(message)));
            ProviderReply reply = Provider.ReadReply(new(answer.Reply!.Status, Encoding.UTF8.GetBytes(answer.Reply.Body)));
            SandboxMessage taken = gateway.Messages()[^1];
            Assert.Equal((Outcome.Accepted, taken.MessageId), (reply.Outcome, reply.MessageId));
            Assert.Equal(("Parlour", "+12025550100", type, body), (taken.Provider, taken.To, taken.Type, taken.Body));
        }
    }

    [Fact]
    public async Task It_sends_over_http_as_the_others_do()
    {
        using SandboxServer server = new(0, Gateway().Answer);
        using Connection connection = Connection.Create(
            new(Provider, Secret.Of(Key)) { Settings = Settings, BaseUri = new($"http://127.0.0.1:{server.Port}") }, () => new Transport.HttpTransport());
        SendResult result = await Providers.Wire.SendAsync(connection, Question, "+12025550100");
        Assert.Equal((SendStatus.Accepted, "Parlour"), (result.Status, result.Provider));
    }

    [Fact]
    public void The_sandbox_reads_as_strictly_as_the_provider()
    {
        SandboxRequest good = Post(Show(Question));
        NameValueCollection json = new(good.Headers) { ["Content-Type"] = "application/json" };
        Assert.Contains("form fields", Gateway().Answer(good with { Headers = json }).Reply!.Body, StringComparison.Ordinal);
        Assert.Contains("counts the choices", Gateway().Answer(good with { Path = "/blue/choices/3" }).Reply!.Body, StringComparison.Ordinal);
        Assert.Equal(401, Gateway().Answer(good with { Headers = new() { { "X-Parlour", "other" } } }).Reply!.Status);
        Assert.Equal(400, Gateway().Answer(good with { Path = "/Blue/choices/2" }).Reply!.Status);
    }

    [Theory]
    [InlineData("""{"type":"list","body":{"text":"b"},"action":{"button":"x","sections":[{"rows":[{"id":"a","title":"A"}]}]}}""", "type.writable", "/type")]
    [InlineData("""{"type":"hologram","body":{"text":"b"},"action":{}}""", "type.writable", "/type")]
    [InlineData("""{"type":"text","text":{"body":"b","preview_url":true}}""", "field.writable", "/text/preview_url")]
    public void What_its_shape_has_no_place_for_is_a_violation(string json, string rule, string path)
    {
        RuleViolation violation = MessageCheck.Check(MessageReader.Read(json), Provider).First(found => found.Rule == rule);
        Assert.Equal((path, RuleSeverity.Error, "Parlour's page"), (violation.Path, violation.Severity, violation.Source));
        Assert.Null(Preparation().Show(MessageReader.Read(json), Providers.Wire.Number("+12025550100")).Body);
    }

    [Fact]
    public void Every_field_without_a_place_is_named()
    {
        InteractiveMessage rich = Question with { Header = "Hello", Footer = "Bye" };
        Assert.Equal(
            ["/footer/text", "/header/text", "/header/type"],
            MessageCheck.Check(rich, Provider).Where(found => found.Rule == "field.writable").Select(found => found.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_endpoint_stands_for_the_first_address_alone()
    {
        Preparation preparation = new(new(Provider, new(Settings), endpoint: new("https://proxy.example.com/x")));
        PhoneNumber to = Providers.Wire.Number("+12025550100");
        Assert.Equal("https://proxy.example.com/x", preparation.Show(new TextMessage("Hi"), to).Address!.AbsoluteUri);
        Assert.Equal("address.replaced", Assert.Single(preparation.Show(Question, to).Violations).Rule);
    }

    [Fact]
    public void Its_callbacks_are_its_own_and_the_others_stay_theirs()
    {
        List<WaCallback> found = CallbackReader.Read("""[{"parlour":"12025550100","chose":"y"},{"messages":[{"id":"1","type":"text","text":{"body":"b"}}]},{"other":1}]"""u8, All);
        Assert.Equal(("12025550100", "y"), (((WaReply)found[0]).From, ((WaReply)found[0]).Id));
        Assert.Equal("b", ((WaReply)found[1]).Text);
        Assert.IsType<WaUnknownCallback>(found[2]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_value_that_leads_elsewhere_makes_no_address(string value) =>
        Assert.Null(new AccountAddress("https://a.example/{Id}/b", null).With([("Id", value)]));

    [Theory]
    [InlineData("a/b?c#d", "https://a.example/x/a%2Fb%3Fc%23d/b")]
    [InlineData("ü", "https://a.example/x/%C3%BC/b")]
    public void A_value_is_one_part_of_the_path(string value, string address) =>
        Assert.Equal(address, new AccountAddress("https://b.example/x/{Id}/b", new("https://a.example")).With([("Id", value)])!.AbsoluteUri);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_first_address_of_a_provider_needs_no_value_of_a_message(string name)
    {
        Provider provider = ProviderCatalog.Find(name)!;
        Assert.DoesNotContain('{', provider.Fill(provider.Addresses[0], ProviderSettings.Examples(provider.Settings)));
    }

    private static Dictionary<string, string> Settings => new() { ["Room"] = "blue", ["From"] = "12025550111" };

    private static Preparation Preparation() => new(new(Provider, new(Settings)));

    private static Prepared Show(Message message) => Preparation().Show(message, Providers.Wire.Number("+12025550100"));

    private static SandboxGateway Gateway() => new(Key, 1, SandboxFaults.Read(null, 1), TimeProvider.System, All);

    private static SandboxRequest Post(Prepared request) => new(
        "POST", request.Address!.AbsolutePath, new() { { "Content-Type", request.MediaType }, { "X-Parlour", Key } }, request.Body);
}
