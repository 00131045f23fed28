using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Callbacks;

/// <summary>
/// Callbacks of every kind, as Meta's pages about webhooks, business-scoped user ids, groups, payments and preferences show them. Numbers
/// and names are replaced, and placeholders filled.
/// </summary>
public class MetaCallbackTests
{
    private const string UserId = "US.13491208655302741918";
    private const string ParentUserId = "US.ENT.11815799212886844830";
    private const string NewUserId = "US.22491208655302741918";
    private const string MessageId = "wamid.HBgLMTIwMjU1NTAxMDEVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";
    private const string Sent = "wamid.HBgLMTIwMjU1NTAxMDEVAgARGBI0RTJEOTc2ODVERUY5RDlGNkYA";

    public static TheoryData<string> All => [.. Samples().Select(sample => sample.Key)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_sample_is_read_and_keeps_all_of_its_JSON(string name)
    {
        WaCallback callback = Read<WaCallback>(name);
        Assert.Equal(name == "an account update", callback is WaUnknownCallback);
        Assert.True(JsonNode.DeepEquals(Samples()[name], JsonNode.Parse(callback.Json)), callback.Json);
        Assert.Equal(callback, Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes(callback.Json))));
    }

    [Fact]
    public void A_text_of_a_person_without_a_number()
    {
        WaReply reply = Read<WaReply>("a text of a person without a number");
        Assert.Equal((null, UserId, ParentUserId, "ada.l", "Ada", "ada.l"), (reply.From, reply.UserId, reply.ParentUserId, reply.Username, reply.ProfileName, reply.Person));
        Assert.Equal((ReplyKind.Text, "Does it come in another color?", MessageId), (reply.Kind, reply.Text, reply.MessageId));
        Assert.Equal(("+12025550100", "106540352242922"), (reply.BusinessNumber, reply.PhoneNumberId));
    }

    [Fact]
    public void A_text_in_a_group()
    {
        WaReply reply = Read<WaReply>("a text in a group");
        Assert.Equal(("Y2FwaV9ncm91cDoxMjAyNTU1MDEwMA", "+12025550101", "Hello"), (reply.GroupId, reply.From, reply.Text));
    }

    [Fact]
    public void An_edited_message_says_which_one_it_was_and_what_it_says_now()
    {
        WaReply reply = Read<WaReply>("an edited caption");
        Assert.Equal((ReplyKind.Edit, "edit", MessageId, Sent, "M0"), (reply.Kind, reply.Type, reply.MessageId, reply.OriginalMessageId, reply.AnsweredMessageId));
        Assert.Equal(("Updated image caption", "1234567890", "image/jpeg", "https://media.example.com/updated-image.jpg"), (reply.Text, reply.Id, reply.MimeType, reply.Url));
        Assert.Equal("Updated image caption", reply.Summary);
    }

    [Fact]
    public void A_deleted_message_says_which_one_it_was()
    {
        WaReply reply = Read<WaReply>("a deleted message");
        Assert.Equal((ReplyKind.Revoke, MessageId, Sent, null), (reply.Kind, reply.MessageId, reply.OriginalMessageId, reply.AnsweredMessageId));
    }

    [Fact]
    public void An_answer_to_a_contact_request_has_name_number_and_origin_apart()
    {
        WaReply reply = Read<WaReply>("an answer to a contact request");
        WaContact contact = Assert.Single(reply.Contacts);
        Assert.Equal((ReplyKind.Contacts, "contact_request", "Ada", "+12025550101"), (reply.Kind, reply.Origin, contact.Name, contact.Phone));
        Assert.Equal((null, UserId, Sent, "Ada +12025550101"), (reply.From, reply.UserId, reply.AnsweredMessageId, reply.Text));
    }

    [Theory]
    [InlineData("contacts", "other", "098 7654321", "098 7654321")]
    [InlineData("contacts", "other", "+1 (202) 555-0103", "+12025550103")]
    [InlineData("contacts", null, "12025550103", "12025550103")]
    [InlineData("contacts", "business_card", "3331234567", "3331234567")]
    [InlineData("shared_contacts", null, "3331234567", "3331234567")]
    [InlineData("contacts", "contact_request", "12025550103", "+12025550103")]
    [InlineData("contacts", "request_contact_info", "12025550103", "+12025550103")]
    [InlineData("contact_request", null, "12025550103", "+12025550103")]
    [InlineData("request_contact_info", null, "12025550103", "+12025550103")]
    public void A_number_of_an_address_book_is_complete_only_with_its_country_code(string type, string? origin, string phone, string shown)
    {
        string fields = origin is null ? "" : $"\"origin\":\"{origin}\",";
        WaReply reply = Assert.IsType<WaReply>(Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"messages":[{"type":"{{type}}",{{fields}}"contacts":[{"phones":[{"phone":"{{phone}}"}]}]}]}"""))));
        Assert.Equal((ReplyKind.Contacts, shown), (reply.Kind, Assert.Single(reply.Contacts).Phone));
    }

    [Fact]
    public void Another_number_is_a_change_of_the_person_and_not_an_answer()
    {
        WaUserChange change = Read<WaUserChange>("another number");
        Assert.Equal(("user_changed_number", "+12025550101", "+12025550102"), (change.Type, change.PreviousPhone, change.Phone));
        Assert.Equal((UserId, NewUserId, ParentUserId, "US.ENT.22815799212886844830"), (change.PreviousUserId, change.UserId, change.PreviousParentUserId, change.ParentUserId));
        Assert.Equal(("+12025550101 → +12025550102", MessageId), (change.Summary, change.MessageId));
    }

    [Theory]
    [InlineData(""" "from":"12025550101","system":{"type":"user_changed_number","wa_id":"12025550102"} """, "+12025550101", "+12025550102", null, null)]
    [InlineData(""" "system":{"type":"customer_changed_number","customer":"12025550101","new_wa_id":"12025550102"} """, "+12025550101", "+12025550102", null, null)]
    [InlineData(""" "from_user_id":"US.1","system":{"type":"user_changed_user_id","user_id":"US.2"} """, null, null, "US.1", "US.2")]
    [InlineData(""" "from_user_id":"US.2","system":{"type":"user_changed_user_id","user_id":"US.2"} """, null, null, null, "US.2")]
    public void Older_forms_of_a_change_are_read_as_well(string fields, string? previous, string? phone, string? previousUserId, string? userId)
    {
        WaUserChange change = Assert.IsType<WaUserChange>(Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes($$"""{"messages":[{"type":"system",{{fields}}}]}"""))));
        Assert.Equal((previous, phone, previousUserId, userId), (change.PreviousPhone, change.Phone, change.PreviousUserId, change.UserId));
    }

    [Theory]
    [InlineData("another user id", "user_changed_user_id", null)]
    [InlineData("a user id update", "user_id_update", "+12025550101")]
    public void Another_user_id_names_both(string sample, string type, string? phone)
    {
        WaUserChange change = Read<WaUserChange>(sample);
        Assert.Equal((type, UserId, NewUserId, phone, null), (change.Type, change.PreviousUserId, change.UserId, change.Phone, change.PreviousPhone));
        Assert.Equal($"{UserId} → {NewUserId}", change.Summary);
    }

    [Theory]
    [InlineData(""" {"user_id_update":{"user_id":{"previous":"US.1","current":"US.2"}},"more":1} """)]
    [InlineData(""" {"user_id":{"previous":"US.1","current":"US.2"},"more":1} """)]
    public void An_update_of_a_user_id_need_not_stand_in_a_list(string value)
    {
        string body = $$"""{"entry":[{"changes":[{"field":"user_id_update","value":{{value.Trim()}} }]}]}""".Replace(" }]", "}]", StringComparison.Ordinal);
        WaUserChange change = Assert.IsType<WaUserChange>(Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes(body))));
        Assert.Equal(("US.1", "US.2", body), (change.PreviousUserId, change.UserId, change.Json));
    }

    [Theory]
    [InlineData("no marketing any more", "stop", "+12025550101", null)]
    [InlineData("marketing again, from a person without a number", "resume", null, UserId)]
    public void A_preference_says_who_wants_what(string sample, string value, string? phone, string? userId)
    {
        WaPreference preference = Read<WaPreference>(sample);
        Assert.Equal((value, "marketing_messages", phone, userId, "Ada"), (preference.Value, preference.Category, preference.Phone, preference.UserId, preference.ProfileName));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1731705721), preference.At);
        Assert.Equal($"{value} marketing_messages", preference.Summary);
    }

    [Fact]
    public void A_preference_comes_as_a_system_message_too()
    {
        WaPreference preference = Assert.IsType<WaPreference>(Assert.Single(CallbackReader.Read("""
            {"messages":[{"from":"12025550101","type":"system","system":{"body":"User requested to stop marketing messages","marketing":"stop","type":"user_preference_changed"}}]}
            """u8)));
        Assert.Equal(("stop", "marketing_messages", "+12025550101"), (preference.Value, preference.Category, preference.Phone));
    }

    [Fact]
    public void A_delivery_has_its_price_and_both_ids_of_the_recipient()
    {
        WaStatus status = Read<WaStatus>("a delivery with its price");
        Assert.Equal((MessageProgress.Delivered, Sent, "+12025550101", UserId, "ada.l"), (status.Status, status.MessageId, status.RecipientId, status.RecipientUserId, status.Username));
        Assert.Equal((true, "PMP", "regular", "marketing"), (status.IsBillable, status.PricingModel, status.PricingType, status.PricingCategory));
    }

    [Fact]
    public void A_status_in_a_group_is_about_one_person_of_it()
    {
        WaStatus status = Read<WaStatus>("a reading in a group");
        Assert.Equal(("Y2FwaV9ncm91cDoxMjAyNTU1MDEwMA", "+12025550101", UserId, ParentUserId), (status.GroupId, status.RecipientId, status.RecipientUserId, status.ParentUserId));
    }

    [Fact]
    public void A_failure_says_why()
    {
        WaStatus status = Read<WaStatus>("a failure");
        Assert.Equal((MessageProgress.Failed, "130472", "The number is part of an experiment."), (status.Status, status.ErrorCode, status.Error));
    }

    [Theory]
    [InlineData("a payment that has come", "captured", "success", null, null, "captured 210 INR (order-1)")]
    [InlineData("a payment that failed", "failed", "failed", "BAD_REQUEST_ERROR", "payment_failed", "failed 210 INR (order-1) payment_failed")]
    public void A_payment_is_about_the_payment(string sample, string status, string transaction, string? code, string? error, string summary)
    {
        WaPayment payment = Read<WaPayment>(sample);
        Assert.Equal((status, transaction, code, error), (payment.Status, payment.TransactionStatus, payment.ErrorCode, payment.Error));
        Assert.Equal(("order-1", 210m, "INR", "order_SdrcSSqobZ7voR", "+12025550101", Sent), (payment.OrderId, payment.Amount, payment.Currency, payment.TransactionId, payment.Phone, payment.MessageId));
        Assert.Equal(summary, payment.Summary);
    }

    [Fact]
    public void A_failed_payment_does_not_make_its_message_a_failed_one()
    {
        CallbackIndex index = new([Read<WaStatus>("a delivery with its price"), Read<WaPayment>("a payment that failed")]);
        FollowedMessage followed = index.Follow(new() { Hash = new('0', 32), Status = JournalStatus.Accepted, MessageId = Sent });
        Assert.Equal((MessageProgress.Delivered, null), (followed.Progress, followed.ErrorCode));
    }

    [Theory]
    [InlineData("""{"value":1,"offset":0}""", null)]
    [InlineData("""{"value":79228162514264337593543950335,"offset":0.001}""", null)]
    [InlineData("""{"value":"450","offset":"100"}""", 4.5)]
    [InlineData("""{"value":450}""", null)]
    public void An_amount_that_cannot_be_said_is_none(string amount, double? expected) =>
        Assert.Equal((decimal?)expected, Assert.IsType<WaPayment>(Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"statuses":[{"type":"payment","status":"captured","payment":{"amount":{{amount}} } }]}""")))).Amount);

    [Theory]
    [InlineData("call", "FAILED")]
    [InlineData("other", "read")]
    public void A_status_of_something_else_says_nothing_of_a_message(string type, string status)
    {
        WaCallback callback = Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes($$"""{"statuses":[{"id":"a","type":"{{type}}","status":"{{status}}"}]}""")));
        Assert.Equal(status, Assert.IsType<WaUnknownCallback>(callback).Topic);
    }

    [Fact]
    public void What_is_not_known_names_its_topic()
    {
        WaUnknownCallback unknown = Read<WaUnknownCallback>("an account update");
        Assert.Equal("account_update", unknown.Topic);
        Assert.StartsWith("""{"value":""", unknown.Summary, StringComparison.Ordinal);
    }

    private static JsonObject Samples() => Sample("meta/callbacks.json");

    internal static JsonObject Sample(string file) => Providers.Sample.Json(file).AsObject();

    private static T Read<T>(string sample)
        where T : WaCallback =>
        Assert.IsType<T>(Assert.Single(CallbackReader.Read(JsonSerializer.SerializeToUtf8Bytes(Samples()[sample]))), exactMatch: false);
}
