using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests;

/// <summary>Writing and reading are exact inverses, whatever the message and whatever else its JSON says.</summary>
public class RoundTripTests
{
    private static readonly JsonNode?[] Strangers = [null, 5, "text", true, new JsonArray(), new JsonObject { ["a"] = 1, ["b/c~d"] = "x" }, new JsonArray(1, "two", null)];

    [Fact]
    public void A_message_is_read_as_it_was_written() => For(AnyMessage.Any, message =>
    {
        string json = Encoding.UTF8.GetString(MessageWriter.Write(message));
        Message read = MessageReader.Read(json);
        Assert.Equal(message, read);
        Assert.Empty(read.UnknownFields);
        Assert.Equal(json, Encoding.UTF8.GetString(MessageWriter.Write(read)));
    });

    [Fact]
    public void Json_is_written_as_it_was_read_with_every_field_that_has_no_name_and_every_value_of_the_wrong_kind() => For(
        from message in AnyMessage.Any
        from seed in Gen.Choose(0, int.MaxValue)
        select (message, seed),
        sample =>
        {
            JsonNode json = JsonNode.Parse(MessageWriter.Write(sample.message))!;
            Random random = new(sample.seed);
            for (int i = 0; i < 3; i++)
            {
                Disturb(json, random);
            }

            if (json.AsObject().Count == 1)
            {
                // A type and nothing else is no message, unless the type is known.
                return;
            }

            Message read = MessageReader.Read(json.ToJsonString());
            Assert.True(JsonNode.DeepEquals(json, JsonNode.Parse(MessageWriter.Write(read))), json.ToJsonString());
            Assert.Equal(read, MessageReader.Read(Encoding.UTF8.GetString(MessageWriter.Write(read))));
        });

    [Theory]
    [MemberData(nameof(Samples.Json), MemberType = typeof(Samples))]
    public void The_samples_survive(string json) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(MessageWriter.Write(MessageReader.Read(json)))));

    [Theory]
    [MemberData(nameof(Samples.Json), MemberType = typeof(Samples))]
    public void The_samples_have_a_name_for_every_field_of_theirs(string json) =>
        Assert.Equal(json.Contains("preview_url", StringComparison.Ordinal) ? ["/text/preview_url"] : [], MessageReader.Read(json).UnknownFields.Select(field => field.Path));

    [Theory]
    [MemberData(nameof(Samples.Json), MemberType = typeof(Samples))]
    public void Every_request_that_carries_WhatsApps_JSON_is_read_back_as_the_message_in_it(string json)
    {
        Message message = MessageReader.Read(json);
        PhoneNumber.TryParse("+12025550123", NumberReading.Explicit, out PhoneNumber to, out _);
        foreach (Provider provider in ProviderCatalog.All.Where(provider => provider.Kinds.Contains(message.Kind) && provider.WritableFields.Count == 0
            && !(provider.Name == "Octopods" && message is TemplateMessage)))
        {
            RequestWriter request = new();
            ProviderSettings settings = ProviderSettings.Examples(provider.Settings);
            provider.WriteRequest(request, new(new(message), MessageWriter.Write(message), to, SendOptions.None, settings));

            // PingUp's texts carry nothing but the text, and a rule says so; its templates name a policy.
            Message expected = (provider.Name, message) switch
            {
                ("PingUp", TextMessage text) => text with { UnknownFields = [] },
                ("PingUp", TemplateMessage) => message with { UnknownFields = [new("/template/language/policy", JsonData.Parse("\"deterministic\""))] },
                _ => message,
            };
            Assert.Equal(expected, MessageReader.Read(Encoding.UTF8.GetString(request.Finish().Span)));
        }
    }

    internal static void For<T>(Gen<T> values, Action<T> check, int tests = 400) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true), Prop.ForAll(Arb.From(values), value =>
        {
            check(value);
            return true;
        }));

    // Adds a field somewhere, or puts something else in the place of a value. The type stays: without it there is no message.
    private static void Disturb(JsonNode root, Random random)
    {
        List<JsonNode> parents = [];
        void Collect(JsonNode? node)
        {
            IEnumerable<JsonNode?> children = node switch { JsonObject fields => fields.Select(field => field.Value), JsonArray items => items, _ => [] };
            if (node is JsonObject or JsonArray { Count: > 0 })
            {
                parents.Add(node);
            }

            foreach (JsonNode? child in children.ToList())
            {
                Collect(child);
            }
        }

        Collect(root);
        JsonNode? stranger = Strangers[random.Next(Strangers.Length)]?.DeepClone();
        switch (parents[random.Next(parents.Count)])
        {
            case JsonArray items:
                items[random.Next(items.Count)] = stranger;
                break;
            case JsonObject fields:
                string[] names = [.. fields.Select(field => field.Key).Where(name => fields != root || name != "type"), "new", "ne~w/", ""];
                string name = names[random.Next(names.Length)];
                if (random.Next(4) == 0 && fields != root)
                {
                    fields.Remove(name);
                }
                else
                {
                    fields[name] = stranger;
                }

                break;
        }
    }
}
