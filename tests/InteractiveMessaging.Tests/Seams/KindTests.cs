using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Seams;

/// <summary>Every kind and every type of message goes through every place that has to know it; a missing case fails here.</summary>
public class KindTests
{
    private static readonly Type[] Records = [.. typeof(Message).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Message)) && !type.IsAbstract)];

    private static readonly Type[] Actions =
        [.. typeof(Message).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(MessageAction)) && type != typeof(RawAction))];

    public static TheoryData<string> Samples => Tests.Samples.Json;

    [Fact]
    public void Every_record_of_a_message_has_its_row_in_the_table() =>
        Assert.Equal(Records.OrderBy(type => type.Name), MessageKind.All.Select(kind => kind.Record).OrderBy(type => type.Name));

    [Fact]
    public void Every_kind_and_every_type_has_a_sample()
    {
        Message[] samples = [.. Tests.Samples.All.Select(MessageReader.Read)];
        Assert.Empty(MessageKind.Names.Except(samples.Select(message => message.Kind)));
        Assert.Empty(Actions.Except(samples.OfType<InteractiveMessage>().Select(message => message.Action.GetType())));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_message_goes_through_writer_and_reader(string json)
    {
        Message message = MessageReader.Read(json);
        Assert.Equal(MessageKind.Of(message).Record, message.GetType());
        Assert.Equal(message, MessageReader.Read(Encoding.UTF8.GetString(MessageWriter.Write(message))));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_message_without_its_content_breaks_a_rule(string json)
    {
        Message message = MessageReader.Read(json);
        if (message is InteractiveMessage { Action: RawAction })
        {
            return;
        }

        using JsonDocument bare = JsonDocument.Parse($$"""{"type":"{{message.Type}}"}""");
        Assert.NotEmpty(RuleSet.Common.Check(message.Kind, message.Type, bare.RootElement));
    }

    [Fact]
    public void What_stands_beside_the_content_is_no_part_of_a_request()
    {
        Message message = MessageReader.Read("""{"type":"text","text":{"body":"Hi"},"unknown":1}""");
        Assert.Contains(MessageCheck.Check(message), violation => violation.Rule == "text.fields");
        foreach (Provider provider in ProviderCatalog.All.Where(provider => provider.CanWrite("text", "text")))
        {
            RequestWriter request = new();
            byte[] json = MessageWriter.Write(message);
            ProviderSettings settings = ProviderSettings.Examples(provider.Settings);
            provider.WriteRequest(request, new(new(message), json, Providers.Wire.Number("+12025550100"), SendOptions.None, settings));
            Assert.DoesNotContain("unknown", Encoding.UTF8.GetString(request.Finish().Span), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_kind_has_its_drawing() => Assert.Equal(MessageKind.Names.Order(), ViewReader.Kinds.Keys.Order());

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_message_is_drawn(string json)
    {
        Message message = MessageReader.Read(json);
        MessageView view = ViewReader.Read(message);
        Assert.True(view.Body is not null || view.Media is not null || view.Tiles.Count > 0 || view.Buttons.Count > 0, "Nothing of the message is drawn.");
        Assert.DoesNotContain(view.Tiles, tile => tile.Icon == ViewIcon.Unknown && message is InteractiveMessage { Action: not RawAction });
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_provider_writes_it_and_the_sandbox_takes_it_or_a_rule_says_that_it_cannot(string json)
    {
        Message message = MessageReader.Read(json);
        foreach (Provider provider in ProviderCatalog.All)
        {
            ProviderAccount account = new(provider, ProviderSettings.Examples(provider.Settings));
            SendOptions options = provider.Options.HasFlag(SendOption.ClientName) ? new() { ClientName = "Ada" } : SendOptions.None;
            Prepared request = new Preparation(account).Prepare(
                new() { Draft = MessageDraft.Of(message), Number = Providers.Wire.Number("+12025550100"), Options = options });
            Assert.Equal(provider.CanWrite(message.Kind, message.Type), !request.Violations.Any(violation => violation.Rule.StartsWith("kind.", StringComparison.Ordinal) || violation.Rule == "type.writable"));
            if (request.Body is null)
            {
                Assert.Contains(request.Violations, violation => violation.Severity == RuleSeverity.Error);
                continue;
            }

            // A name that stands twice is read in one way by one reader, and in another by the next.
            _ = JsonText.Parse(Encoding.UTF8.GetString(request.Body));

            SandboxGateway gateway = Sandboxes.Ask.Gateway();
            (string header, string value) = provider.Authenticate(Sandboxes.Ask.Key);
            SandboxAnswer answer = gateway.Answer(new(
                "POST", request.Address!.PathAndQuery, new() { { "Content-Type", request.MediaType }, { header, value } }, request.Body));

            // AISoule's page names two types alone, and its side of the sandbox takes no others.
            bool taken = provider.Name != "AiSoule" || message is not InteractiveMessage || provider.DocumentedTypes.Contains(message.Type);
            Assert.Equal((provider.Name, taken), (provider.Name, gateway.Messages().Length == 1));
            if (taken)
            {
                Assert.Equal(message.Type, gateway.Messages()[0].Type);
            }
        }
    }

    [Theory]
    [InlineData("""{"messaging_product":"whatsapp","to":"+12025550100","type":"reaction","reaction":{"emoji":"👍"}}""", "reaction")]
    [InlineData("""{"type":"sticker"}""", "sticker")]
    [InlineData("""{"type":"hologram","hologram":{}}""", "hologram")]
    public void A_kind_that_is_not_in_the_table_is_an_error_of_the_reader(string json, string kind)
    {
        FormatException error = Assert.Throws<FormatException>(() => MessageReader.Read(json));
        Assert.Contains($"\"{kind}\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("text, interactive, template", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":"read"}""")]
    [InlineData("""{"messaging_product":"whatsapp","status":"read","message_id":"wamid.A","typing_indicator":{"type":"text"}}""")]
    public void What_is_not_a_message_is_an_error_of_the_reader(string json) =>
        Assert.Contains("is not a message", Assert.Throws<FormatException>(() => MessageReader.Read(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"messaging_product":"whatsapp","to":"16505551234","text":{"body":"Hi"}}""")]
    [InlineData("""{"text":{"body":"Hi"}}""")]
    public void Metas_own_text_without_a_type_is_a_text(string json) => Assert.Equal(new TextMessage("Hi"), MessageReader.Read(json));

    [Fact]
    public void A_kind_that_is_not_in_the_table_is_an_error_of_the_writer() =>
        Assert.Throws<NotSupportedException>(() => MessageWriter.Write(new Unlisted()));

    [Theory]
    [InlineData("PingUp", "message_type")]
    [InlineData("Kaleyra", "messaging_object/type")]
    [InlineData("AiSoule", "type")]
    [InlineData("MetaCloud", "type")]
    [InlineData("360dialog", "type")]
    public void And_of_the_sandbox(string provider, string field)
    {
        string[] path = field.Split('/');
        SandboxRequest request = Sandboxes.Ask.Changed(Sandboxes.Ask.Good(provider), body =>
            path[..^1].Aggregate(body, (at, name) => at[name]!.AsObject())[path[^1]] = "hologram");
        SandboxAnswer answer = Sandboxes.Ask.Gateway().Answer(request);
        Assert.Equal(400, answer.Reply!.Status);
        Assert.Contains($"/{field} must be one of", answer.Reply.Body, StringComparison.Ordinal);
    }

    private sealed record Unlisted : Message
    {
        public override string Kind => "unlisted";

        public override string Type => "unlisted";

        internal override Message MapTexts(Func<string, string> map) => this;
    }
}
