using InteractiveMessaging.Tests.Delivery;

namespace InteractiveMessaging.Tests.Window;

/// <summary>Who wrote when, out of whatever callbacks there are.</summary>
public class ServiceWindowTests
{
    private const string Person = "US.13491208655302741918";
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
    private static readonly Provider Meta = ProviderCatalog.Find("MetaCloud")!;
    private static readonly string Ada = Items.Number(1);

    [Fact]
    public void The_last_message_counts_in_whichever_order_they_come_and_for_24_hours()
    {
        ServiceWindow window = new();
        window.Add([Ada], Now.AddHours(-2));
        window.Add([Ada], Now.AddHours(-30));
        Assert.Null(window.Outside([Ada], Now));
        Assert.Null(window.Outside([Ada], Now.AddHours(22).AddMilliseconds(-1)));
        Assert.Equal(
            "The person last wrote on 2026-03-09 10:00 UTC, more than 24 hours before.", window.Outside([Ada], Now.AddHours(22)));
        Assert.Equal("The callbacks of -Window have no message of this person.", window.Outside([Items.Number(2)], Now));
        Assert.NotNull(window.Outside([], Now));
    }

    [Fact]
    public void Any_name_of_a_person_tells()
    {
        ServiceWindow window = new();
        window.Add([Ada, Person], Now.AddHours(-30));
        window.Add([Person], Now.AddHours(-1));
        Assert.NotNull(window.Outside([Ada], Now));
        Assert.Null(window.Outside([Ada, Person], Now));
        Assert.Null(window.Outside([Person, Ada], Now));
    }

    [Fact]
    public void A_name_takes_no_more_memory_than_in_a_suppression_file()
    {
        ServiceWindow window = new();
        for (int n = 0; n < 100_000; n++)
        {
            window.Add([$"+1202{n:0000000}"], Now.AddSeconds(-n));
        }

        Assert.Equal(100_000, window.Count);
        Assert.InRange(window.Bytes / (double)window.Count, 24, 32);
        Assert.Null(window.Outside(["+12020000001"], Now));
        Assert.NotNull(window.Outside(["+12020099999"], Now));
    }

    // WhatsApp says "messages you or calls you" (Meta, Service messages); of what it does not say, nothing is assumed.
    [Theory]
    [InlineData("""{"type":"text","text":{"body":"Hi"}}""", true)]
    [InlineData("""{"type":"button","button":{"payload":"y","text":"Yes"}}""", true)]
    [InlineData("""{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"y","title":"Yes"}}}""", true)]
    [InlineData("""{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"y","title":"Yes"}}}""", true)]
    [InlineData("""{"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{}"}}}""", true)]
    [InlineData("""{"type":"order","order":{"catalog_id":"1","product_items":[{"product_retailer_id":"p","quantity":1,"item_price":5,"currency":"EUR"}]}}""", true)]
    [InlineData("""{"type":"image","image":{"id":"1","mime_type":"image/jpeg"}}""", true)]
    [InlineData("""{"type":"location","location":{"latitude":1.5,"longitude":2.5}}""", true)]
    [InlineData("""{"type":"contacts","contacts":[{"name":{"formatted_name":"Bo"}}]}""", true)]
    [InlineData("""{"type":"reaction","reaction":{"message_id":"wamid.1","emoji":"\uD83D\uDC4D"}}""", false)]
    [InlineData("""{"type":"edit","edit":{"original_message_id":"wamid.1","message":{"type":"text","text":{"body":"Hi"}}}}""", false)]
    [InlineData("""{"type":"revoke","revoke":{"original_message_id":"wamid.1"}}""", false)]
    [InlineData("""{"type":"unsupported","errors":[{"code":131051,"title":"Message type unknown"}]}""", false)]
    [InlineData("""{"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept"}}}""", false)]
    [InlineData("""{"type":"system","system":{"type":"user_changed_number","new_wa_id":"12025550009"}}""", false)]
    [InlineData("""{"type":"text","text":{"body":"Hi all"},"group_id":"g1"}""", false)]
    public void What_a_person_sends_opens_the_window(string message, bool opens)
    {
        WindowReader reader = Read(Meta, Messages("106540352242922", message[..^1] + $$""","id":"m1","from":"12025550001","timestamp":"{{Seconds(Now.AddHours(-1))}}"}"""));
        Assert.Equal(opens, reader.Window.Outside([Ada], Now) is null);
        Assert.Null(reader.Fault);
    }

    [Theory]
    [InlineData("USER_INITIATED", "connect", true)]
    [InlineData("USER_INITIATED", "terminate", false)]
    [InlineData("BUSINESS_INITIATED", "connect", false)]
    public void A_call_opens_it_where_the_person_made_it(string direction, string what, bool opens)
    {
        string call = $$"""{"id":"wacid.1","from":"12025550001","to":"12025550100","event":"{{what}}","direction":"{{direction}}","timestamp":"{{Seconds(Now.AddHours(-1))}}"}""";
        WindowReader reader = Read(Meta, Change("106540352242922", "calls", $$""" "calls":[{{call}}] """));
        Assert.Equal(opens, reader.Window.Outside([Ada], Now) is null);
    }

    // The shape of AISoule's own callbacks.
    [Theory]
    [InlineData("AiSoule", "image", true)]
    [InlineData("AiSoule", "reaction", false)]
    [InlineData("AiSoule", "text", true)]
    public void Callbacks_of_a_providers_own_shape_count_by_their_type(string provider, string type, bool opens)
    {
        WindowReader reader = Read(ProviderCatalog.Find(provider)!, $$$"""
            {"event":"message.received","timestamp":"{{{Seconds(Now.AddHours(-1))}}}","data":{"type":"{{{type}}}","sender":"12025550001","message_id":"m1","waba_number":"12025550100"}}
            """);
        Assert.Equal(opens, reader.Window.Outside([Ada], Now) is null);
    }

    [Fact]
    public void A_callback_without_a_time_opens_nothing()
    {
        WindowReader reader = Read(
            ProviderCatalog.Find("Kaleyra")!, """{"wanumber":"911140000000","from":"12025550001","type":"text","body":"Hi"}""");
        Assert.NotNull(reader.Window.Outside([Ada], Now));
        Assert.StartsWith("messages without a time", reader.Warnings.First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_opens_nothing()
    {
        WindowReader reader = Read(Meta, Change("106540352242922", "messages",
            $$""" "statuses":[{"id":"m1","status":"read","recipient_id":"12025550001","timestamp":"{{Seconds(Now)}}"}] """));
        Assert.Equal((1L, 0L, 0L), (reader.Callbacks, reader.Messages, reader.Window.Count));
        Assert.StartsWith("there is no message that counts", Assert.Single(reader.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_to_another_business_number_are_left_out_and_told()
    {
        WindowReader reader = Read(Meta, Text("106540352242922", 1, Now.AddHours(-1)), Text("999999999", 2, Now.AddHours(-1)));
        Assert.Null(reader.Window.Outside([Ada], Now));
        Assert.NotNull(reader.Window.Outside([Items.Number(2)], Now));
        Assert.Null(reader.Fault);
        Assert.Equal("messages to another business number (999999999) do not count: 1 of 2.", Assert.Single(reader.Warnings));
    }

    [Theory]
    [InlineData("MetaCloud", "999999999", "+12025550100", true)]
    [InlineData("MetaCloud", "106540352242922", "+12025550109", false)]
    [InlineData("Kaleyra", "106540352242922", "+12025550100", true)]
    [InlineData("Kaleyra", "999999999", "+911140000000", false)]
    [InlineData("360dialog", "999999999", "+12025550100", false)]
    public void Callbacks_of_another_account_are_an_error(string provider, string id, string number, bool isOther)
    {
        WindowReader reader = Read(ProviderCatalog.Find(provider)!, Text(id, 1, Now.AddHours(-1), number));
        Assert.Equal(isOther ? ErrorCause.BadInput : null, reader.Fault?.Cause);
        Assert.Equal(isOther, reader.Window.Outside([Ada], Now) is not null);
    }

    [Fact]
    public void Where_the_connection_does_not_tell_its_number_all_must_be_of_one()
    {
        Provider provider = ProviderCatalog.Find("360dialog")!;
        string[] two = [Text("1", 1, Now, "+12025550100"), Text("2", 2, Now, "+12025550109")];
        Assert.Contains("several business numbers (+12025550100, +12025550109)", Read(provider, two).Fault!.Message, StringComparison.Ordinal);
        Assert.Null(Read(provider, two[0], two[0]).Fault);
    }

    [Fact]
    public void A_clock_that_is_ahead_makes_nobodys_day_longer()
    {
        WindowReader reader = Read(Meta, Text("106540352242922", 1, Now.AddMinutes(30)), Text("106540352242922", 2, Now.AddDays(300)));
        Assert.Null(reader.Window.Outside([Ada], Now));
        Assert.NotNull(reader.Window.Outside([Ada], Now.AddHours(24)));
        Assert.NotNull(reader.Window.Outside([Items.Number(2)], Now));
        Assert.Equal("messages without a time, or with one that is more than an hour ahead, do not count: 1 of 2.", Assert.Single(reader.Warnings));
    }

    [Fact]
    public void Old_callbacks_are_told()
    {
        WindowReader reader = Read(Meta, Text("106540352242922", 1, Now.AddDays(-3)));
        Assert.Equal("the newest message is of 2026-03-06 12:00 UTC, so everybody is outside the 24 hours.", Assert.Single(reader.Warnings));
    }

    private static WindowReader Read(Provider provider, params string[] bodies)
    {
        WindowReader reader = new(new(provider, ProviderSettings.Examples(provider.Settings)), Now);
        foreach (WaCallback callback in bodies.SelectMany(body => CallbackReader.Read(System.Text.Encoding.UTF8.GetBytes(body))))
        {
            reader.Add(callback);
        }

        return reader;
    }

    private static string Text(string id, int from, DateTimeOffset at, string number = "+12025550100") => Messages(
        id, $$"""{"type":"text","text":{"body":"Hi"},"id":"m{{from}}","from":"{{Items.Number(from)[1..]}}","timestamp":"{{Seconds(at)}}"}""", number);

    private static string Messages(string id, string message, string number = "+12025550100") =>
        Change(id, "messages", $""" "messages":[{message}] """, number);

    private static string Change(string id, string field, string list, string number = "+12025550100") => $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"{{{field}}}","value":{"messaging_product":"whatsapp",
        "metadata":{"display_phone_number":"{{{number}}}","phone_number_id":"{{{id}}}"},{{{list}}}}}]}]}
        """;

    private static long Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds();
}
