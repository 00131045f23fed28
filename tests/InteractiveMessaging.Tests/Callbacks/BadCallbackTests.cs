using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InteractiveMessaging.Tests.Callbacks;

/// <summary>
/// Whatever comes in, a callback is read, or stays whole, or is not JSON: no other exception.
/// </summary>
public class BadCallbackTests
{
    private const int Mutations = 100_000;

    // What stands in the place of a value, a name or a piece of text.
    private static readonly string[] Strangers =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999", "[]", "{}", "[[]]", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\"+\"", "\"12025550101\"",
        "{\"previous\":1,\"current\":\"US.1\"}", "[{\"type\":\"system\"}]", "{\"messages\":[]}", "\"messages\"", "\"statuses\"", "\"payment\"", "\"edit\"",
    ];

    private static readonly string[] Wholes =
    [
        .. new[] { "meta/callbacks.json", "meta/openapi-callbacks.json" }.SelectMany(MetaCallbackTests.Sample).Select(sample => sample.Value!.ToJsonString()),
        .. new[] { "aisoule/callback-received.json", "aisoule/callback-read.json", "octopods/message-status.json", "kaleyra/callback-payment.json", "kaleyra/callback-incoming.json" }
            .Select(Providers.Sample.Text),
        """{"meta_object":{"value":{"messages":[{"from":"12025550101","id":"a","type":"button","button":{"payload":"b0","text":"Yes"}}]}},"extra_info":{"ref":"00"}}""",
        """{"RequestBody":"{\"messages\":[{\"id\":\"1\",\"type\":\"text\",\"text\":{\"body\":\"b\"}}]}"}""",
    ];

    [Fact]
    public void A_changed_callback_is_read_or_is_not_JSON()
    {
        Random random = new(20261121);
        int read = 0;
        int refused = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] body = Mutate(Wholes[random.Next(Wholes.Length)], random);
            try
            {
                Visit(CallbackReader.Read(body));
                read++;
            }
            catch (JsonException)
            {
                refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"{error.GetType()} at {error.StackTrace} of {Convert.ToBase64String(body)}");
            }
        }

        // Both happen often, or the changes would say nothing.
        Assert.True(read > Mutations / 5 && refused > Mutations / 5, $"{read} read, {refused} refused");
    }

    [Fact]
    public void A_callback_cut_anywhere_is_not_JSON()
    {
        foreach (string whole in Wholes)
        {
            byte[] body = Encoding.UTF8.GetBytes(whole.TrimEnd());
            for (int length = 1; length < body.Length; length++)
            {
                Assert.ThrowsAny<JsonException>(() => CallbackReader.Read(body.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public void Every_value_of_every_sample_may_be_anything_and_none_is_lost()
    {
        int tried = 0;
        foreach (JsonNode whole in Wholes.Select(whole => JsonNode.Parse(whole)!))
        {
            foreach ((JsonNode parent, string? name, int index) in Places(whole).ToList())
            {
                JsonNode? before = name is null ? parent[index] : parent[name];
                foreach (string stranger in Strangers.Where(stranger => !stranger.Contains("ud800", StringComparison.Ordinal)))
                {
                    Put(parent, name, index, stranger == "1e400" ? JsonValue.Create(double.MaxValue) : JsonNode.Parse(stranger));
                    List<WaCallback> found = CallbackReader.Read(Encoding.UTF8.GetBytes(whole.ToJsonString()));
                    Visit(found);
                    string[] lost = [.. Leaves(whole, "").Except(found.SelectMany(callback => Leaves(JsonNode.Parse(callback.Json), "")))];
                    Assert.True(lost.Length == 0 || whole["RequestBody"] is not null, $"{string.Join(", ", lost)} of {whole.ToJsonString()}");
                    tried++;
                }

                Put(parent, name, index, before);
            }
        }

        Assert.True(tried > 10_000, $"{tried}");
    }

    [Fact]
    public void An_id_of_a_megabyte_is_only_long()
    {
        string id = new('7', 1 << 20);
        string name = new('é', 1 << 20);
        List<WaCallback> found = CallbackReader.Read(Encoding.UTF8.GetBytes($$"""
            {"metadata":{"display_phone_number":"{{id}}"},"contacts":[{"wa_id":"{{id}}","profile":{"name":"{{name}}"} }],
             "messages":[{"from":"{{id}}","id":"{{id}}","timestamp":"{{id}}","type":"text","text":{"body":"{{name}}"} },{"type":"{{name}}"}],
             "statuses":[{"id":"{{id}}","status":"{{id}}"},{"status":"sent","recipient_id":"{{id}}"}]}
            """));
        WaReply reply = Assert.IsType<WaReply>(found[0]);
        Assert.Equal((id, id, id, name, name, null), (reply.From, reply.MessageId, reply.BusinessNumber, reply.ProfileName, reply.Text, reply.At));
        Assert.Equal((name, id, id), (((WaReply)found[1]).Type, ((WaUnknownCallback)found[2]).Topic, ((WaStatus)found[3]).RecipientId));
        Visit(found);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32", false)]
    [InlineData("utf-32BE", true)]
    [InlineData("utf-32BE", false)]
    public void Unicode_of_any_form_is_read(string encoding, bool hasMark)
    {
        Encoding form = Encoding.GetEncoding(encoding);
        byte[] text = form.GetBytes("""{"messages":[{"type":"text","text":{"body":"Però ✓"}}]}""");
        List<WaCallback> found = CallbackReader.Read(hasMark ? [.. form.GetPreamble(), .. text] : text);
        Assert.Equal("Però ✓", Assert.IsType<WaReply>(Assert.Single(found)).Text);
    }

    [Fact]
    public void Another_encoding_costs_its_letters_alone()
    {
        byte[] latin1 = Encoding.Latin1.GetBytes("""{"messages":[{"type":"text","text":{"body":"Però"}}]}""");
        Assert.Equal("Per\ufffd", Assert.IsType<WaReply>(Assert.Single(CallbackReader.Read(latin1))).Text);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFE })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x7B })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x7B, 0, 0, 0, 0x7D })]
    [InlineData(new byte[] { 0x7B, 0 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x08, 0 })]
    public void A_few_odd_bytes_are_nothing_or_not_JSON(byte[] body)
    {
        Exception? error = Record.Exception(() => Assert.Empty(CallbackReader.Read(body)));
        Assert.True(error is null or JsonException, $"{error}");
    }

    [Theory]
    [InlineData("oops", "line 1, byte 1: ")]
    [InlineData("{}\n{\n oops}", "line 3, byte 2: ")]
    [InlineData("\n\n{} {} oops", "line 3, byte 7: ")]
    [InlineData("{}\r\n{\"a\":1", "line 2, byte 7: ")]
    public void The_error_says_where_in_the_whole_text(string text, string place) =>
        Assert.StartsWith(place, Assert.ThrowsAny<JsonException>(() => CallbackReader.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(65)]
    [InlineData(10_000)]
    public void What_is_too_deep_is_not_read_and_the_error_says_so(int depth) => Assert.Equal(
        "line 1, byte 65: more than 64 objects and lists hold each other; no deeper JSON is read.",
        Assert.ThrowsAny<JsonException>(() => CallbackReader.Read(Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)))).Message);

    [Fact]
    public void What_is_just_not_too_deep_is_read() => Assert.Equal(
        132, Assert.Single(CallbackReader.Read(Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 63)}{new string(']', 63)}}}"))).Json.Length);

    // Whoever shows a callback asks for all of this.
    private static void Visit(List<WaCallback> found)
    {
        foreach (WaCallback callback in found)
        {
            _ = $"{callback}{callback.Person}{callback.Summary}{callback.Topic}";
            using JsonDocument json = JsonDocument.Parse(callback.Json);
            Assert.True(callback.Equals(callback with { }));
        }

        _ = new CallbackIndex(found).Follow(new() { Hash = "00", Status = JournalStatus.InDoubt, MessageId = "a" });
    }

    private static byte[] Mutate(string whole, Random random)
    {
        byte[] body = Encoding.UTF8.GetBytes(whole);
        for (int times = random.Next(1, 4); times > 0 && body.Length > 2; times--)
        {
            int at = random.Next(body.Length);
            int length = Math.Min(random.Next(1, 40), body.Length - at);
            body = random.Next(7) switch
            {
                0 => body[..at],
                1 => [.. body[..at], .. body[(at + length)..]],
                2 => [.. body[..at], (byte)random.Next(256), .. body[(at + 1)..]],
                3 => [.. body[..(at + length)], .. body[at..]],
                4 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
                _ => Replace(body, random),
            };
        }

        return body;
    }

    // A whole value becomes another one, so that the rest stays JSON.
    private static byte[] Replace(byte[] body, Random random)
    {
        List<(int From, int To)> values = [];
        try
        {
            Utf8JsonReader reader = new(body);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number or JsonTokenType.True or JsonTokenType.PropertyName)
                {
                    values.Add(((int)reader.TokenStartIndex, (int)reader.BytesConsumed - (reader.TokenType == JsonTokenType.PropertyName ? 1 : 0)));
                }
            }
        }
        catch (JsonException)
        {
        }

        if (values.Count == 0)
        {
            return body;
        }

        (int from, int to) = values[random.Next(values.Count)];
        (int otherFrom, int otherTo) = values[random.Next(values.Count)];
        byte[] stranger = random.Next(3) == 0 ? body[otherFrom..otherTo] : Encoding.UTF8.GetBytes(Strangers[random.Next(Strangers.Length)]);
        return [.. body[..from], .. stranger, .. body[to..]];
    }

    // Values with the names that lead to them; which element of a list it was, does not count.
    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Leaves(field.Value, $"{path}/{field.Key}")),
        JsonArray items => items.SelectMany(item => Leaves(item, path)),
        _ => [$"{path}={node?.ToJsonString()}"],
    };

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Within(field.Value).Prepend((node, field.Key, 0))),
        JsonArray items => items.SelectMany((item, i) => Within(item).Prepend((node, null, i))),
        _ => [],
    };

    private static IEnumerable<(JsonNode Parent, string? Name, int Index)> Within(JsonNode? node) => node is null ? [] : Places(node);

    private static void Put(JsonNode parent, string? name, int index, JsonNode? value)
    {
        if (name is null)
        {
            parent.AsArray()[index] = value;
        }
        else
        {
            parent.AsObject()[name] = value;
        }
    }
}
