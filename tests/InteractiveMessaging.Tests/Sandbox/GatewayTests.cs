using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using InteractiveMessaging.Tests.Providers;

namespace InteractiveMessaging.Tests.Sandboxes;

/// <summary>What the sandbox takes and refuses, and in whose words.</summary>
public class GatewayTests
{
    public static TheoryData<string> Providers => Ask.Providers;

    public static TheoryData<string> TakingTexts =>
        [.. ProviderCatalog.All.Where(provider => provider.Kinds.Contains(TextMessage.KindName)).Select(provider => provider.Name)];

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_good_request_is_taken_and_kept_without_the_key(string provider)
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxRequest request = Ask.Good(provider);
        ProviderReply reply = gateway.Answer(request).Read(provider);
        Assert.Equal(Outcome.Accepted, reply.Outcome);

        SandboxMessage message = Assert.Single(gateway.Messages());
        Assert.Equal((1, provider, "+12025550100", "button", "Shall we?"), (message.Number, message.Provider, message.To, message.Type, message.Body));
        Assert.Equal(reply.MessageId, message.MessageId);
        Assert.Equal((request.Method, request.Path), (message.Method, message.Path));
        Assert.Equal(Encoding.UTF8.GetString(request.Body.Span), message.Json);
        Assert.Equal(request.Headers["Content-Type"], message.Headers["content-type"]);
        Assert.DoesNotContain(Ask.Key, message.ToString() + string.Join(' ', message.Headers), StringComparison.Ordinal);
        Assert.Equal((1, 1, 0), (gateway.Requests, gateway.Accepted, gateway.Refused));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_name_that_stands_twice_is_refused(string provider)
    {
        SandboxRequest good = Ask.Good(provider);
        string body = Encoding.UTF8.GetString(good.Body.Span);
        string name = body[1..body.IndexOf(':', StringComparison.Ordinal)];
        string twice = body[..^1] + $",{name}:\"+12025550199\"}}";
        SandboxGateway gateway = Ask.Gateway();
        Assert.Equal(Outcome.Rejected, gateway.Answer(good with { Body = Encoding.UTF8.GetBytes(twice) }).Read(provider).Outcome);
        Assert.Empty(gateway.Messages());
    }

    [Theory]
    [InlineData("PingUp", "list")]
    [InlineData("PingUp", "button")]
    [InlineData("PingUp", "text-curl")]
    [InlineData("PingUp", "text-axios")]
    [InlineData("PingUp", "text-php")]
    [InlineData("Kaleyra", "button")]
    [InlineData("Octopods", "button")]
    [InlineData("AiSoule", "list")]
    [InlineData("AiSoule", "button")]
    public void The_samples_of_the_pages_are_taken(string provider, string sample) => Assert.Equal(
        Outcome.Accepted,
        Ask.Gateway().Answer(Ask.Good(provider) with { Body = Encoding.UTF8.GetBytes(Sample.Text($"{provider.ToLowerInvariant()}/{sample}.json")) }).Read(provider).Outcome);

    [Theory]
    [MemberData(nameof(TakingTexts))]
    public void A_text_is_taken_where_the_provider_takes_texts(string provider)
    {
        SandboxGateway gateway = Ask.Gateway();
        Assert.Equal(Outcome.Accepted, gateway.Answer(Ask.Good(provider, message: new TextMessage("Hi"))).Read(provider).Outcome);
        Assert.Equal(("text", "Hi"), (gateway.Messages()[0].Type, gateway.Messages()[0].Body));
    }

    [Theory]
    [InlineData("Kaleyra", "messaging_object")]
    [InlineData("MetaCloud", null)]
    public void A_message_of_metas_that_does_not_say_its_type_is_a_text(string provider, string? at)
    {
        SandboxRequest request = Ask.Good(provider, message: new TextMessage("Hi")).Changed(body => (at is null ? body : body[at]!.AsObject()).Remove("type"));
        Assert.Equal(Outcome.Accepted, Ask.Gateway().Answer(request).Read(provider).Outcome);
    }

    [Fact]
    public void A_client_id_is_a_recipient_as_it_is()
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxRequest request = Ask.Good("PingUp").Changed(body =>
        {
            body.Remove("client_phone");
            body["client"] = "12345678";
        });
        Assert.Equal(Outcome.Accepted, gateway.Answer(request).Read("PingUp").Outcome);
        Assert.Equal("12345678", gateway.Messages()[0].To);
    }

    [Theory]
    [InlineData("MetaCloud")]
    [InlineData("360dialog")]
    public void A_user_id_is_a_recipient_and_the_reply_names_no_number(string provider)
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxAnswer answer = gateway.Answer(Ask.Good(provider).Changed(body =>
        {
            body.Remove("to");
            body["recipient"] = "US.13491208655302741918";
        }));
        Assert.Equal(Outcome.Accepted, answer.Read(provider).Outcome);
        Assert.Equal("US.13491208655302741918", gateway.Messages()[0].To);
        Sample.AssertSame(
            JsonNode.Parse("""[{"input":"US.13491208655302741918","user_id":"US.13491208655302741918"}]""")!,
            JsonNode.Parse(answer.Reply!.Body)!["contacts"]!.ToJsonString());
    }

    [Fact]
    public void Of_a_number_and_a_user_id_the_number_counts()
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxAnswer answer = gateway.Answer(Ask.Good("MetaCloud").Changed(body => body["recipient"] = "US.13491208655302741918"));
        Assert.Equal("+12025550100", gateway.Messages()[0].To);
        Sample.AssertSame(
            JsonNode.Parse("""[{"input":"+12025550100","wa_id":"12025550100"}]""")!,
            JsonNode.Parse(answer.Reply!.Body)!["contacts"]!.ToJsonString());
    }

    // WhatsApp would answer 200 and deliver nothing; here the mistake shows.
    [Theory]
    [InlineData("MetaCloud", "to", "131009", "user id")]
    [InlineData("Kaleyra", "to", "WA400", "user id")]
    [InlineData("MetaCloud", "recipient", "131009", "/recipient")]
    public void An_id_where_a_number_belongs_is_refused_with_the_reason(string provider, string field, string code, string said)
    {
        SandboxGateway gateway = Ask.Gateway();
        ProviderReply reply = gateway.Answer(Ask.Good(provider).Changed(body =>
        {
            JsonObject whole = body["messaging_object"]?.AsObject() ?? body;
            whole.Remove("to");
            whole[field] = field == "to" ? "US.13491208655302741918" : "+12025550100";
        })).Read(provider);
        Assert.Equal((Outcome.Rejected, code), (reply.Outcome, reply.Code));
        Assert.Contains(said, reply.Error, StringComparison.Ordinal);
        Assert.Empty(gateway.Messages());
    }

    [Theory]
    [InlineData("MetaCloud", "/to or /recipient is missing.")]
    [InlineData("Kaleyra", "/messaging_object/to is missing.")]
    public void A_request_to_nobody_is_refused(string provider, string said)
    {
        ProviderReply reply = Ask.Gateway().Answer(Ask.Good(provider).Changed(body => (body["messaging_object"]?.AsObject() ?? body).Remove("to"))).Read(provider);
        Assert.Equal(Outcome.Rejected, reply.Outcome);
        Assert.Contains(said, reply.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Octopods_answers_on_its_newer_path_too() =>
        Assert.Equal(Outcome.Accepted, Ask.Gateway().Answer(Ask.Good("Octopods") with { Path = "/api/v1/whatsapp/interactive" }).Read("Octopods").Outcome);

    [Theory]
    [MemberData(nameof(Providers))]
    public void Any_other_key_is_the_accounts_refusal(string provider)
    {
        SandboxGateway gateway = Ask.Gateway();
        string header = ProviderCatalog.Find(provider)!.Authenticate("").Name;
        foreach (string? key in (string?[])["other", Ask.Key, "Bearer other", "bearer " + Ask.Key, "Bearer " + Ask.Key + "x", "", null])
        {
            SandboxRequest request = Ask.Good(provider).With(header, key);
            if (request.Headers[header] != Ask.Good(provider).Headers[header])
            {
                SandboxAnswer answer = gateway.Answer(request);
                Assert.Equal(401, answer.Reply!.Status);
                Assert.True(answer.Read(provider).StopsRun);
                Assert.DoesNotContain(Ask.Key, answer.Reply.Body, StringComparison.Ordinal);
            }
        }

        Assert.Empty(gateway.Messages());
        Assert.Equal(gateway.Requests, gateway.Refused);
    }

    [Theory]
    [InlineData("Kaleyra", "/v2/HX1/whatsapp/%2B911140000000/messages", "WA401")]
    [InlineData("Kaleyra", "/v2/HX1/whatsapp/911140000000/messages", "WA401")]
    [InlineData("Kaleyra", "/v2/H-1/whatsapp/+911140000000/messages", "RBC001")]
    [InlineData("MetaCloud", "/v26.0/+12025550100/messages", "33")]
    [InlineData("PingUp", "/ext/v2/a%20b/messages", null)]
    public void An_account_that_cannot_be_one_is_refused(string provider, string path, string? code)
    {
        ProviderReply reply = Ask.Gateway().Answer(Ask.Good(provider) with { Path = path }).Read(provider);
        Assert.Equal((Outcome.Rejected, code), (reply.Outcome, reply.Code));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/v1/messages/")]
    [InlineData("/v1/messages?x=1")]
    [InlineData("/ext/v2/a/b/messages")]
    public void No_other_path_is_answered_and_the_answer_says_which_are(string path)
    {
        SandboxAnswer answer = Ask.Gateway().Answer(Ask.Good("AiSoule") with { Path = path });
        Assert.Equal(404, answer.Reply!.Status);
        Assert.Contains("/v1/messages", answer.Reply.Body, StringComparison.Ordinal);
        Assert.Contains("/v2/{Sid}/whatsapp/{Sender}/messages", answer.Reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_post_sends() => Assert.Equal(405, Ask.Gateway().Answer(Ask.Good("AiSoule") with { Method = "GET" }).Reply!.Status);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public void The_content_type_is_json(string? type) =>
        AssertWrong("Kaleyra", Ask.Good("Kaleyra").With("Content-Type", type), "Content-Type");

    [Theory]
    [MemberData(nameof(Providers))]
    public void Clients_may_say_in_which_characters_they_write(string provider)
    {
        SandboxRequest request = Ask.Good(provider);
        SandboxAnswer answer = Ask.Gateway().Answer(request.With("Content-Type", $"{request.Headers["Content-Type"]}; charset=utf-8"));
        Assert.Equal(Outcome.Accepted, answer.Read(provider).Outcome);
    }

    [Theory]
    [InlineData("MetaCloud", null)]
    [InlineData("360dialog", null)]
    [InlineData("Kaleyra", "messaging_object")]
    public void Metas_object_takes_a_number_without_its_plus(string provider, string? at)
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxRequest request = Ask.Good(provider).Changed(body => (at is null ? body : body[at]!)["to"] = "12025550100");
        Assert.Equal(Outcome.Accepted, gateway.Answer(request).Read(provider).Outcome);
        Assert.Equal("+12025550100", Assert.Single(gateway.Messages()).To);
    }

    [Theory]
    [InlineData("PingUp", "message_type")]
    [InlineData("PingUp", "client_phone")]
    [InlineData("PingUp", "interactive")]
    [InlineData("PingUp", "interactive/type")]
    [InlineData("PingUp", "interactive/body")]
    [InlineData("Kaleyra", "messaging_object")]
    [InlineData("Kaleyra", "messaging_object/messaging_product")]
    [InlineData("Kaleyra", "messaging_object/to")]
    [InlineData("Kaleyra", "messaging_object/interactive")]
    [InlineData("Kaleyra", "messaging_object/interactive/action/buttons")]
    [InlineData("Octopods", "destination_phone")]
    [InlineData("Octopods", "waba_interactive_message")]
    [InlineData("Octopods", "waba_interactive_message/action/buttons")]
    [InlineData("AiSoule", "to")]
    [InlineData("AiSoule", "type")]
    [InlineData("AiSoule", "interactive")]
    [InlineData("AiSoule", "interactive/action/buttons")]
    [InlineData("MetaCloud", "messaging_product")]
    [InlineData("MetaCloud", "to")]
    [InlineData("MetaCloud", "interactive")]
    [InlineData("360dialog", "to")]
    public void A_missing_field_is_named(string provider, string field)
    {
        string[] path = field.Split('/');
        AssertWrong(provider, Ask.Good(provider).Changed(body => path[..^1].Aggregate(body, (at, name) => at[name]!.AsObject()).Remove(path[^1])), path[^1] == "interactive" ? "/interactive" : path[^1]);
    }

    [Theory]
    [InlineData("PingUp", "message_type", "\"image\"")]
    [InlineData("PingUp", "client_phone", "\"+12025550100\"")]
    [InlineData("PingUp", "client_phone", "12025550100")]
    [InlineData("PingUp", "delay", "\"soon\"")]
    [InlineData("PingUp", "interactive", "\"text\"")]
    [InlineData("Kaleyra", "messaging_object", "[]")]
    [InlineData("Kaleyra", "extra_info", "\"ref\"")]
    [InlineData("Octopods", "destination_phone", "\"12025550100\"")]
    [InlineData("Octopods", "destination_phone", "null")]
    [InlineData("Octopods", "intercom_teammate_id", "5173352")]
    [InlineData("AiSoule", "to", "\"+12025550100\"")]
    [InlineData("AiSoule", "type", "\"text\"")]
    [InlineData("MetaCloud", "messaging_product", "\"sms\"")]
    [InlineData("MetaCloud", "to", "\"2025550100\\n\"")]
    [InlineData("360dialog", "to", "\"0012025550100\"")]
    public void A_wrong_value_is_named(string provider, string field, string value) =>
        AssertWrong(provider, Ask.Good(provider).Changed(body => body[field] = JsonNode.Parse(value)), field);

    [Theory]
    [MemberData(nameof(Providers))]
    public void Four_buttons_are_refused_by_the_providers_rules(string provider)
    {
        InteractiveMessage four = Ask.Question with { Action = new ReplyButtonsAction([new("1", "1"), new("2", "2"), new("3", "3"), new("4", "4")]) };
        AssertWrong(provider, Ask.Good(provider, message: four), "buttons");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"to\":\"\\ud800\"}")]
    public void What_is_no_json_object_is_refused(string body) =>
        AssertWrong("AiSoule", Ask.Good("AiSoule") with { Body = Encoding.UTF8.GetBytes(body) }, null);

    [Fact]
    public void Answers_that_no_document_names_are_marked() =>
        Assert.Equal("an answer of the sandbox's own; the provider documents none", (string?)JsonNode.Parse(Ask.Gateway().Answer(Ask.Good("PingUp").With("Authorization", "x")).Reply!.Body)!["sandbox"]);

    // The provider's reader and the sandbox's dialect were written apart; here they meet.
    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_refusal_is_read_as_what_it_is(string provider)
    {
        ProviderReply After(params (string, object)[] faults) => Ask.Gateway(faults).Answer(Ask.Good(provider)).Read(provider);
        Assert.True(After(("Unauthorized", 1)).StopsRun);
        Assert.True(After(("StopAfter", 0)).StopsRun);
        Assert.Equal((Outcome.Rejected, false), (After(("Reject", 1)).Outcome, After(("Reject", 1)).StopsRun));
        Assert.Equal((Outcome.Retry, true, TimeSpan.FromSeconds(3)), (After(("Throttle", 1), ("RetryAfter", 3)).Outcome, After(("Throttle", 1)).Throttled, After(("Throttle", 1), ("RetryAfter", 3)).RetryAfter));
        bool Documents(RefusalKind kind) => ProviderCatalog.Find(provider)!.Dialect!.Refused(new(kind, "")) is not null;
        Assert.Equal(provider == "360dialog" ? Outcome.InDoubt : Outcome.Retry, After(("Unavailable", 1)).Outcome);
        Assert.Equal(Documents(RefusalKind.ServerError) ? Outcome.Retry : Outcome.InDoubt, After(("ServerError", 1)).Outcome);
        Assert.Equal(
            (Outcome.Rejected, Documents(RefusalKind.LowBalance)),
            (After(("LowBalanceAfter", 0)).Outcome, After(("LowBalanceAfter", 0)).StopsRun));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_answer_is_json(string provider)
    {
        ProviderDialect dialect = ProviderCatalog.Find(provider)!.Dialect!;
        const string Detail = "A \"quoted\" \\ text\nwith a line break and ü";
        JsonNode.Parse(dialect.Accepted("id", "+1").Body);
        foreach (RefusalKind kind in Enum.GetValues<RefusalKind>())
        {
            if (dialect.Refused(new(kind, Detail) { RetryAfter = 1, Field = "f" }) is { } reply)
            {
                Assert.NotNull(JsonNode.Parse(reply.Body));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void One_recipient_can_be_refused(string provider)
    {
        SandboxGateway gateway = Ask.Gateway(("RejectTo", Enumerable.Repeat("+12025550199", 1)));
        ProviderReply refused = gateway.Answer(Ask.Good(provider, "+12025550199")).Read(provider);
        Assert.Equal((Outcome.Rejected, false), (refused.Outcome, refused.StopsRun));
        Assert.Equal(Outcome.Accepted, gateway.Answer(Ask.Good(provider)).Read(provider).Outcome);
    }

    [Theory]
    [InlineData("Kaleyra", "+911140000000")]
    [InlineData("MetaCloud", "106540352242922")]
    [InlineData("PingUp", "acme")]
    public void One_sender_can_be_refused_which_ends_the_run(string provider, string sender)
    {
        ProviderReply refused = Ask.Gateway(("RejectSender", sender)).Answer(Ask.Good(provider)).Read(provider);
        Assert.Equal((Outcome.Rejected, true), (refused.Outcome, refused.StopsRun));
        Assert.Equal(Outcome.Accepted, Ask.Gateway(("RejectSender", "other")).Answer(Ask.Good(provider)).Read(provider).Outcome);
    }

    [Theory]
    [InlineData("RejectTo", "")]
    [InlineData("RejectSender", null)]
    public void A_list_that_names_nobody_is_refused(string name, string? value) =>
        Assert.Throws<ArgumentException>(() => SandboxFaults.Read(new Dictionary<string, string?> { [name] = value }, 1));

    [Fact]
    public void A_dropped_message_is_taken_and_one_dropped_before_is_not()
    {
        SandboxGateway after = Ask.Gateway(("Drop", 1));
        Assert.Null(after.Answer(Ask.Good("AiSoule")).Reply);
        Assert.Equal((1, 0), (after.Accepted, after.Refused));

        SandboxGateway before = Ask.Gateway(("DropBefore", 1));
        Assert.Null(before.Answer(Ask.Good("AiSoule")).Reply);
        Assert.Equal((0, 1), (before.Accepted, before.Refused));
    }

    [Fact]
    public void The_balance_lasts_for_so_many_messages()
    {
        SandboxGateway gateway = Ask.Gateway(("LowBalanceAfter", 2));
        IEnumerable<string?> codes = [.. Enumerable.Range(0, 4).Select(_ => gateway.Answer(Ask.Good("Kaleyra")).Read("Kaleyra").Code)];
        Assert.Equal([null, null, "E110", "E110"], codes);
        Assert.Equal((2, 2), (gateway.Accepted, gateway.Refused));
    }

    [Fact]
    public void The_last_ten_thousand_are_kept_and_all_are_counted()
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxRequest request = Ask.Good("AiSoule");
        for (int i = 0; i < 10_005; i++)
        {
            gateway.Answer(request);
        }

        SandboxMessage[] messages = gateway.Messages();
        Assert.Equal((10_000, 6, 10_005, 10_005), (messages.Length, messages[0].Number, messages[^1].Number, gateway.Accepted));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Any_body_is_answered(string provider)
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxRequest good = Ask.Good(provider);
        byte[] body = good.Body.ToArray();
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), bytes => gateway.Answer(good with { Body = bytes }).Reply!.Status is 400).QuickCheckThrowOnFailure();
        Prop.ForAll(Gen.Choose(0, body.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
        {
            byte[] flipped = [.. body];
            flipped[at] = (byte)value;
            return gateway.Answer(good with { Body = flipped }).Reply is not null;
        }).QuickCheckThrowOnFailure();
    }

    private static void AssertWrong(string provider, SandboxRequest request, string? named)
    {
        SandboxGateway gateway = Ask.Gateway();
        SandboxAnswer answer = gateway.Answer(request);
        ProviderReply reply = answer.Read(provider);
        Assert.Equal((400, Outcome.Rejected, false), (answer.Reply!.Status, reply.Outcome, reply.StopsRun));
        Assert.Contains(named ?? "JSON", answer.Reply.Body, StringComparison.Ordinal);
        Assert.Empty(gateway.Messages());
        if (provider == "Kaleyra")
        {
            Assert.Equal("WA400", reply.Code);
        }
    }
}
