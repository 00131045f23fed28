using System.Text;

namespace InteractiveMessaging.Tests.Callbacks;

/// <summary>Who a callback is about: nobody is taken for somebody else, because the answer goes to that person.</summary>
public class CallbackPersonTests
{
    private const string Ada = """{"wa_id":"12025550101","user_id":"US.1","profile":{"name":"Ada","username":"ada.l"}}""";
    private const string AdaByNumber = """{"wa_id":"12025550101","profile":{"name":"Ada"}}""";

    [Theory]
    [InlineData(Ada, """{"from":"12025550101","type":"text"},{"from_user_id":"US.2","type":"text"}""", "messages", null, "US.2")]
    [InlineData(AdaByNumber, """{"from":"12025550101","type":"text"},{"from_user_id":"US.2","type":"text"}""", "messages", null, "US.2")]
    [InlineData(Ada, """{"from":"12025550101","type":"text"},{"from":"12025550102","type":"text"}""", "messages", "+12025550102", null)]
    [InlineData(Ada, """{"from":"12025550101","type":"text"},{"type":"text"}""", "messages", null, null)]
    [InlineData(AdaByNumber, """{"status":"read","recipient_id":"12025550101"},{"status":"read","recipient_user_id":"US.2"}""", "statuses", null, "US.2")]
    [InlineData(Ada, """{"status":"read","recipient_id":"12025550101"},{"status":"read","recipient_id":"12025550102"}""", "statuses", "+12025550102", null)]
    [InlineData(Ada, """{"status":"read","recipient_id":"12025550101"},{"status":"read"}""", "statuses", null, null)]
    [InlineData(AdaByNumber, """{"value":"stop","wa_id":"12025550101"},{"value":"stop","user_id":"US.2"}""", "user_preferences", null, "US.2")]
    [InlineData(Ada, """{"value":"stop","wa_id":"12025550101"},{"value":"stop","wa_id":"12025550102"}""", "user_preferences", "+12025550102", null)]
    public void One_contact_beside_two_entries_is_the_person_of_its_own_alone(string contact, string entries, string list, string? phone, string? userId)
    {
        List<WaCallback> found = Read($$"""{"contacts":[{{contact}}],"{{list}}":[{{entries}}]}""");
        Assert.Equal(("+12025550101", "Ada"), (found[0].Phone, found[0].ProfileName));
        Assert.Equal((phone, userId, null, null), (found[1].Phone, found[1].UserId, found[1].Username, found[1].ProfileName));
        Assert.All(found, callback => Assert.Equal(callback, Assert.Single(Read(callback.Json))));
    }

    [Fact]
    public void Entries_of_other_lists_count_as_well()
    {
        List<WaCallback> found = Read($$"""
            {"contacts":[{{Ada}}],"messages":[{"from":"12025550101","type":"text"}],"statuses":[{"status":"sent"}],"user_id_update":{"user_id":{"current":"US.3"} } }
            """);
        Assert.Equal(["+12025550101", null, null], found.Select(callback => callback.Phone));
        Assert.Equal(["US.1", null, "US.3"], found.Select(callback => callback.UserId));
        Assert.All(found, callback => Assert.Equal(callback, Assert.Single(Read(callback.Json))));
    }

    [Theory]
    [InlineData(Ada, """{"from":"12025550102","type":"text"}""", "+12025550102", null, null)]
    [InlineData(Ada, """{"from_user_id":"US.2","type":"text"}""", null, "US.2", null)]
    [InlineData(AdaByNumber, """{"from":"12025550102","from_user_id":"US.2","type":"text"}""", "+12025550102", "US.2", null)]
    [InlineData(Ada, """{"from":"+1 (202) 555-0101","type":"text"}""", "+12025550101", "US.1", "Ada")]
    [InlineData(AdaByNumber, """{"from_user_id":"US.1","type":"text"}""", "+12025550101", "US.1", "Ada")]
    [InlineData(Ada, """{"type":"text"}""", "+12025550101", "US.1", "Ada")]
    [InlineData("""{"wa_id":"12025550101"},{"wa_id":"\ud800"}""", """{"type":"text"}""", null, null, null)]
    public void One_contact_beside_one_entry_completes_it_unless_they_name_two_people(
        string contact, string message, string? phone, string? userId, string? name)
    {
        WaCallback found = Assert.Single(Read($$"""{"contacts":[{{contact}}],"messages":[{{message}}]}"""));
        Assert.Equal((phone, userId, name), (found.Phone, found.UserId, found.ProfileName));
    }

    [Theory]
    [InlineData("""{"messages":[{"from":"","from_user_id":"US.1","type":"text"}]}""")]
    [InlineData("""{"messages":[{"from":" ","from_user_id":"US.1","type":"text"}]}""")]
    [InlineData("""{"messages":[{"from":"US.1","from_user_id":"","type":"text"}]}""")]
    [InlineData("""{"contacts":[{"wa_id":"US.1","profile":{"name":"","username":""}}],"messages":[{"from_user_id":"US.1","type":"text"}]}""")]
    [InlineData("""{"contacts":[{"wa_id":"US.1"},{"wa_id":"US.2"}],"messages":[{"from":"US.1","type":"text"}]}""")]
    [InlineData("""{"statuses":[{"recipient_id":"US.1","recipient_user_id":"US.1","status":"sent"}]}""")]
    [InlineData("""{"event":"message.received","data":{"sender":"US.1","type":"text","contact_name":""}}""")]
    [InlineData("""{"wanumber":"12025550100","from":"US.1","type":"text","name":""}""")]
    [InlineData("""{"messages":[{"type":"system","system":{"type":"user_changed_number","new_wa_id":"US.1"}}]}""")]
    public void An_empty_text_is_nobody_and_a_user_id_is_not_a_number(string callback)
    {
        WaCallback found = Assert.Single(Read(callback));
        Assert.Equal((null, "US.1", null, null, "US.1"), (found.Phone, found.UserId, found.Username, found.ProfileName, found.Person));
    }

    [Fact]
    public void Whoever_says_nothing_of_the_person_names_none() =>
        Assert.All(
            Read("""{"contacts":[{"wa_id":"","user_id":""},{"wa_id":""}],"messages":[{"from":"","type":"text"}],"statuses":[{"recipient_id":"","status":"sent"}]}"""),
            callback => Assert.Null(callback.Person));

    [Fact]
    public void The_former_number_of_a_person_is_not_a_user_id_either()
    {
        WaUserChange change = Assert.IsType<WaUserChange>(Assert.Single(Read(
            """{"messages":[{"from":"US.1","type":"system","system":{"type":"user_changed_user_id","user_id":"US.2"}}]}""")));
        Assert.Equal((null, "US.1", "US.2"), (change.PreviousPhone, change.PreviousUserId, change.UserId));
    }

    private static List<WaCallback> Read(string json) => CallbackReader.Read(Encoding.UTF8.GetBytes(json));
}
