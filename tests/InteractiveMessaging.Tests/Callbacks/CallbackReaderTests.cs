using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Callbacks;

public class CallbackReaderTests
{
    [Fact]
    public void A_tapped_button_says_who_what_and_on_which_message()
    {
        WaReply reply = Reply("""{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"keep-7","title":"Keep"}}}""");
        Assert.Equal(
            new WaReply
            {
                Kind = ReplyKind.Button,
                Type = "button_reply",
                Id = "keep-7",
                Title = "Keep",
                From = "+12025550101",
                ProfileName = "Ada",
                MessageId = "wamid.answer",
                AnsweredMessageId = "wamid.sent",
                BusinessNumber = "+12025550100",
                At = new(2025, 6, 25, 13, 16, 24, TimeSpan.Zero),
                PhoneNumberId = "9",
                Json = reply.Json,
            },
            reply);
    }

    [Theory]
    [InlineData("""{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"r","title":"Row","description":"More"}}}""", ReplyKind.ListRow, "list_reply", "r", "Row", "More", null)]
    [InlineData("""{"type":"button","button":{"payload":"p","text":"Stop"}}""", ReplyKind.Button, "button", "p", "Stop", null, null)]
    [InlineData("""{"type":"text","text":{"body":"Hello"}}""", ReplyKind.Text, "text", null, null, null, "Hello")]
    [InlineData("""{"type":"document","document":{"id":"m1","filename":"a.pdf","caption":"Look"}}""", ReplyKind.Media, "document", "m1", "a.pdf", null, "Look")]
    [InlineData("""{"type":"location","location":{"latitude":41.9,"longitude":12.5,"name":"Home","address":"Street 1"}}""", ReplyKind.Location, "location", null, "Home", null, "Street 1")]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Bo"},"phones":[{"phone":"+1202"}]}]}""", ReplyKind.Contacts, "contacts", null, null, null, "Bo +1202")]
    [InlineData("""{"type":"reaction","reaction":{"message_id":"wamid.sent","emoji":"👍"}}""", ReplyKind.Reaction, "reaction", null, null, null, "👍")]
    [InlineData("""{"type":"interactive","interactive":{"type":"new_reply","new_reply":{"id":"x"}}}""", ReplyKind.Other, "new_reply", null, null, null, null)]
    [InlineData("""{"type":"unsupported","errors":[{"code":131051}]}""", ReplyKind.Unsupported, "unsupported", null, null, null, null)]
    [InlineData("""{"type":"interactive"}""", ReplyKind.Other, "interactive", null, null, null, null)]
    [InlineData("""{"type":"text","text":5}""", ReplyKind.Text, "text", null, null, null, null)]
    public void Every_kind_of_answer_is_read(string message, ReplyKind kind, string type, string? id, string? title, string? description, string? text)
    {
        WaReply reply = Reply(message);
        Assert.Equal((kind, type, id, title, description, text), (reply.Kind, reply.Type, reply.Id, reply.Title, reply.Description, reply.Text));
        Assert.Equal("+12025550101", reply.From);
    }

    [Theory]
    [InlineData("12025550101", "+12025550101")]
    [InlineData("+1 (202) 555-0101", "+12025550101")]
    [InlineData("G-120363025246125888", "G-120363025246125888")]
    [InlineData("", null)]
    public void Numbers_have_one_spelling_and_what_is_not_a_number_stays_as_it_came(string came, string? given)
    {
        string values = $$""" "metadata":{"display_phone_number":"{{came}}"},"messages":[{"from":"{{came}}","type":"text"}],"statuses":[{"recipient_id":"{{came}}","status":"sent"}] """;
        List<WaCallback> found = Read($"{{{values}}}");
        Assert.Equal([given, given], found.Select(one => one.Phone));
        Assert.Equal([given, given], found.Select(one => one.BusinessNumber));
    }

    [Fact]
    public void A_person_without_a_number_is_known_by_user_id_and_username()
    {
        WaReply reply = Assert.IsType<WaReply>(Assert.Single(Read("""
            {"contacts":[{"profile":{"name":"Bo"},"user_id":"US.2"},{"profile":{"name":"Ada","username":"ada.l"},"user_id":"US.1","parent_user_id":"US.ENT.1"}],
             "messages":[{"from_user_id":"US.1","from_parent_user_id":"US.ENT.1","id":"wamid.answer","type":"text","text":{"body":"Hi"}}]}
            """)));
        Assert.Equal((null, null, "US.1", "US.ENT.1", "ada.l", "Ada", "ada.l"), (reply.From, reply.Phone, reply.UserId, reply.ParentUserId, reply.Username, reply.ProfileName, reply.Person));

        WaStatus status = Assert.IsType<WaStatus>(Assert.Single(Read("""
            {"contacts":[{"profile":{"name":"Ada","username":"ada.l"},"user_id":"US.1"}],
             "statuses":[{"id":"wamid.S","status":"read","recipient_user_id":"US.1","recipient_parent_user_id":"US.ENT.1"}]}
            """)));
        Assert.Equal((null, "US.1", "US.1", "US.ENT.1", "ada.l"), (status.RecipientId, status.UserId, status.RecipientUserId, status.ParentUserId, status.Username));
        Assert.Equal("US.1", (status with { Username = null }).Person);
    }

    [Theory]
    [InlineData(""" {"wa_id":"12025550101","user_id":"US.1"} """, "+12025550101", "US.1")]
    [InlineData(""" {"wa_id":"12025550102","user_id":"US.2"},{"wa_id":"12025550101","user_id":"US.1"} """, "+12025550101", "US.1")]
    [InlineData(""" {"wa_id":"15559990101","user_id":"US.1"} """, "+12025550101", null)]
    [InlineData(""" {"wa_id":"12025550102","user_id":"US.2"},{"wa_id":"12025550103","user_id":"US.3"} """, "+12025550101", null)]
    public void A_contact_completes_what_the_message_says_of_its_sender(string contacts, string from, string? userId)
    {
        WaReply reply = Assert.IsType<WaReply>(Assert.Single(Read($$"""{"contacts":[{{contacts}}],"messages":[{"from":"12025550101","type":"text"}]}""")));
        Assert.Equal((from, userId), (reply.From, reply.UserId));
    }

    [Theory]
    [InlineData(""" {"wa_id":"12025550101","user_id":"US.1"} """, "+12025550101")]
    [InlineData(""" {"wa_id":"12025550101"} """, "+12025550101")]
    [InlineData(""" {"wa_id":"12025550102","user_id":"US.2"} """, null)]
    public void A_contact_with_another_user_id_is_another_person(string contacts, string? from)
    {
        WaReply reply = Assert.IsType<WaReply>(Assert.Single(Read($$"""{"contacts":[{{contacts}}],"messages":[{"from_user_id":"US.1","type":"text"}]}""")));
        Assert.Equal((from, "US.1"), (reply.From, reply.UserId));
    }

    [Fact]
    public void A_place_has_its_degrees()
    {
        WaReply reply = Reply("""{"type":"location","location":{"latitude":41.9,"longitude":-12.5}}""");
        Assert.Equal((41.9, -12.5), (reply.Latitude, reply.Longitude));
    }

    [Fact]
    public void The_answer_of_a_flow_is_read_out_of_its_text()
    {
        WaReply reply = Reply("""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"token\":\"t\",\"age\":42,\"rate\":1.5,\"ok\":true,\"days\":[\"mon\",\"tue\"],\"at\":{\"city\":\"Rome\"},\"none\":null}"}}}""");
        Assert.Equal(ReplyKind.Flow, reply.Kind);
        IReadOnlyDictionary<string, object?> values = reply.FlowResponse!;
        Assert.Equal(["token", "age", "rate", "ok", "days", "at", "none"], values.Keys);
        Assert.Equal(["t", 42L, 1.5, true, null], new[] { values["token"], values["age"], values["rate"], values["ok"], values["none"] });
        Assert.Equal(["mon", "tue"], (object?[])values["days"]!);
        Assert.Equal("Rome", ((IReadOnlyDictionary<string, object?>)values["at"]!)["city"]);
    }

    [Fact]
    public void The_answer_of_a_flow_keeps_fields_that_differ_by_case_alone()
    {
        IReadOnlyDictionary<string, object?> Answer(string fields) =>
            Reply($$$$"""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":{{{{fields}}}}}}}""").FlowResponse!;

        IReadOnlyDictionary<string, object?> both = Answer("""{"day":"mon","Day":"tue"}""");
        Assert.Equal(("mon", "tue"), (both["day"], both["Day"]));
        Assert.Equal("mon", Answer("""{"day":"mon"}""")["DAY"]);
    }

    [Theory]
    [InlineData("\"not json\"", "not json")]
    [InlineData("\"[1]\"", "[1]")]
    public void An_answer_of_a_flow_that_cannot_be_read_is_given_as_it_is(string json, string kept)
    {
        WaReply reply = Reply($$$$"""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":{{{{json}}}}}}}""");
        Assert.Equal(kept, reply.FlowResponse!["response_json"]);
    }

    [Theory]
    [InlineData("accept", true)]
    [InlineData("reject", false)]
    [InlineData("later", null)]
    public void A_permission_to_call_says_whether_and_until_when(string response, bool? allowed)
    {
        WaReply reply = Reply($$$$"""{"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"{{{{response}}}}","expiration_timestamp":1750857384}}}""");
        Assert.Equal((ReplyKind.CallPermission, allowed, response), (reply.Kind, reply.CallAllowed, reply.Title));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1750857384), reply.PermissionEnds);
    }

    [Fact]
    public void A_status_says_how_far_the_message_has_come()
    {
        WaStatus status = Assert.IsType<WaStatus>(Assert.Single(Read(Meta("""
            "statuses":[{"id":"wamid.S","status":"delivered","timestamp":1750857384,"recipient_id":"12025550101","biz_opaque_callback_data":"0123","conversation":{"id":"c"},"pricing":{"billable":true}}]
            """))));
        Assert.Equal(
            new WaStatus
            {
                Status = MessageProgress.Delivered,
                MessageId = "wamid.S",
                RecipientId = "+12025550101",
                Reference = "0123",
                BusinessNumber = "+12025550100",
                At = DateTimeOffset.FromUnixTimeSeconds(1750857384),
                PhoneNumberId = "9",
                ProfileName = "Ada",
                IsBillable = true,
                Json = status.Json,
            },
            status);
    }

    [Theory]
    [InlineData("sent", MessageProgress.Sent)]
    [InlineData("READ", MessageProgress.Read)]
    [InlineData("played", MessageProgress.Played)]
    [InlineData("failed", MessageProgress.Failed)]
    [InlineData("not-sent", MessageProgress.Failed)]
    public void Statuses_are_known_by_their_names(string name, MessageProgress progress) =>
        Assert.Equal(progress, Assert.IsType<WaStatus>(Assert.Single(Read(Meta($$""" "statuses":[{"id":"a","status":"{{name}}"}] """)))).Status);

    [Theory]
    [InlineData("""[{"code":131026,"title":"T","message":"M","error_data":{"details":"D"}}]""", "131026", "D")]
    [InlineData("""[{"code":131026,"title":"T","message":"M","error_data":"odd"}]""", "131026", "M")]
    [InlineData("""[{"code":"x1","title":"T"},{"code":2}]""", "x1", "T")]
    [InlineData("[]", null, null)]
    [InlineData("null", null, null)]
    public void A_failure_says_why(string errors, string? code, string? error)
    {
        WaStatus status = Assert.IsType<WaStatus>(Assert.Single(Read(Meta($$""" "statuses":[{"id":"a","status":"failed","errors":{{errors}}}] """))));
        Assert.Equal((code, error), (status.ErrorCode, status.Error));
    }

    [Fact]
    public void Kaleyras_wrapping_is_taken_off_and_its_reference_kept()
    {
        List<WaCallback> found = Read("""
            {"meta_object":{"value":{"metadata":{"display_phone_number":"12025550100"},"contacts":[{"profile":{"name":"Ada"},"wa_id":"12025550101"}],
             "messages":[{"context":{"id":"wamid.sent"},"from":"12025550101","id":"wamid.answer","timestamp":"1750857384","type":"button","button":{"payload":"b0","text":"Yes"}}]},"field":"messages"},
             "extra_info":{"ref":"00112233445566778899aabbccddeeff","ref1":"x","reply_to":"48c3"}}
            """);
        WaReply reply = Assert.IsType<WaReply>(Assert.Single(found));
        Assert.Equal(("b0", "Ada", "wamid.sent", "00112233445566778899aabbccddeeff"), (reply.Id, reply.ProfileName, reply.AnsweredMessageId, reply.Reference));
    }

    [Fact]
    public void A_batch_gives_everything_in_its_order()
    {
        string callback = """{"entry":[{"changes":[{"value":{"statuses":[{"id":"1","status":"sent"},{"id":"2","status":"read"}]}},{"value":{"messages":[{"id":"3","type":"text","text":{"body":"b"}}]}}]},{"changes":[{"value":{"statuses":[{"id":"4","status":"sent"}]}}]}]}""";
        Assert.Equal(["1", "2", "3", "4", "1", "2", "3", "4"], Read(callback + "\r\n" + callback).Select(found => found is WaStatus status ? status.MessageId : ((WaReply)found).MessageId));
    }

    [Theory]
    [InlineData("""{"messages":[{"id":"1","type":"text","text":{"body":"b"}}]}""")]
    [InlineData("""[{"value":{"messages":[{"id":"1","type":"text","text":{"body":"b"}}]}}]""")]
    [InlineData("""{"WebhookName":"w","RequestBody":"{\"messages\":[{\"id\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"b\"}}]}"}""")]
    [InlineData("\uFEFF{\"messages\":[{\"id\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"b\"}}]}\n")]
    public void Parts_of_the_shape_are_enough(string json) => Assert.Equal("b", Assert.IsType<WaReply>(Assert.Single(Read(json))).Text);

    [Theory]
    [InlineData("{}", "")]
    [InlineData("5", "")]
    [InlineData("null", "")]
    [InlineData("""{"entry":[]}""", "")]
    [InlineData("""{"entry":[{"changes":[{"field":"account_update","value":{"event":"X"}}]}]}""", "account_update")]
    [InlineData("""{"entry":[{"changes":[{"field":"messages","value":{"errors":[{"code":1}]}}]}]}""", "messages")]
    [InlineData("""{"messages":[17]}""", "messages")]
    [InlineData("""{"messages":[{"id":"1"}]}""", "messages")]
    [InlineData("""{"statuses":[{"id":"1","status":"deleted"}]}""", "deleted")]
    [InlineData("""{"statuses":[{"id":"1"}]}""", "")]
    [InlineData("""{"messages":[{"id":"1","type":"text","text":{"body":"\ud800"}}]}""", "")]
    [InlineData("""{"entry":[{"changes":[{"field":"\ud800","value":1}]}]}""", "")]
    [InlineData("""{"RequestBody":"no json"}""", "")]
    [InlineData("""{"meta_object":[[[[[[[[[[{"messages":[]}]]]]]]]]]]}""", "")]
    public void What_is_not_known_is_given_whole(string json, string topic)
    {
        WaUnknownCallback unknown = Assert.IsType<WaUnknownCallback>(Assert.Single(Read(json)));
        Assert.Equal(topic, unknown.Topic);
        Assert.Contains(unknown.Summary!, json, StringComparison.Ordinal);
    }

    [Fact]
    public void One_odd_message_does_not_cost_the_others()
    {
        List<WaCallback> found = Read("""{"messages":[{"id":"\ud800","type":"text"},{"id":"2","type":"text","text":{"body":"b"}}]}""");
        Assert.IsType<WaUnknownCallback>(found[0]);
        Assert.Equal("2", Assert.IsType<WaReply>(found[1]).MessageId);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_replaced_not_refused()
    {
        byte[] body = [.. "{\"messages\":[{\"id\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"a"u8, 0xFF, .. "\"}}]}"u8];
        Assert.Equal("a\ufffd", Assert.IsType<WaReply>(Assert.Single(CallbackReader.Read(body))).Text);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("hello")]
    [InlineData("{} {")]
    public void What_is_no_JSON_is_refused_as_a_whole(string text) => Assert.ThrowsAny<JsonException>(() => Read(text));

    [Fact]
    public void Any_value_anywhere_is_survived()
    {
        // Every value of a whole callback in turn is replaced by values of other kinds.
        const string Whole = """{"entry":[{"changes":[{"value":{"metadata":{"display_phone_number":"1"},"contacts":[{"profile":{"name":"A"},"wa_id":"2"}],"messages":[{"from":"2","id":"i","timestamp":"3","context":{"id":"c"},"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"response_json":"{}"}}}],"statuses":[{"id":"s","status":"failed","timestamp":"4","errors":[{"code":5,"error_data":{"details":"d"}}]}]}}]}]}""";
        int tried = 0;
        foreach (string part in new[] { "\"1\"", "\"A\"", "\"2\"", "\"i\"", "\"3\"", "\"c\"", "\"interactive\"", "\"nfm_reply\"", "\"{}\"", "\"s\"", "\"failed\"", "\"4\"", "\"d\"", "5" })
        {
            foreach (string other in new[] { "null", "true", "-1e400", "[]", "{}", "[null]", "\"\"", "\"99999999999999999999\"", "\"\\udc00\"" })
            {
                int at = Whole.IndexOf(part, StringComparison.Ordinal);
                int colon = Whole.IndexOf(':' + part, StringComparison.Ordinal);
                at = colon >= 0 ? colon + 1 : at;
                Assert.NotEmpty(Read(Whole[..at] + other + Whole[(at + part.Length)..]));
                tried++;
            }
        }

        Assert.Equal(14 * 9, tried);
    }

    private static WaReply Reply(string message)
    {
        string fields = """{"from":"12025550101","id":"wamid.answer","timestamp":"1750857384","context":{"from":"12025550100","id":"wamid.sent"},""";
        return Assert.IsType<WaReply>(Assert.Single(Read(Meta($"\"messages\":[{fields}{message[1..]}]"))));
    }

    private static string Meta(string value) =>
        $$$$"""{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"12025550100","phone_number_id":"9"},"contacts":[{"profile":{"name":"Ada"},"wa_id":"12025550101"}],{{{{value}}}}}}]}]}""";

    private static List<WaCallback> Read(string json) => CallbackReader.Read(Encoding.UTF8.GetBytes(json));
}
