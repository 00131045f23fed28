using System.Buffers;
using System.Text;
using FsCheck.Fluent;

namespace InteractiveMessaging.Tests;

/// <summary>What is written and checked once for a draft, against what the whole way makes of each message.</summary>
public class DraftPlanTests
{
    private static readonly string?[] Cells =
    [
        null, "", " ", "Ada", "a \"quoted\" \\ name", "line\nbreak\t", "\u0001\u007f\u2028", "Zoë 😀 <&'+>", "{{FirstName}}", "\ud83d", "\ude00", "file:///etc/hosts",
        "https://example.com/a?b=c", "US", "60", new('x', 70), new('x', 1100), new('x', 5000), "*bold*", "😀", "Book", "book", "change",
    ];

    private static readonly RuleSet[] Sets = [RuleSet.Common, .. ProviderCatalog.All.Select(provider => provider.RuleSet)];

    [Fact]
    public void A_message_of_a_plan_is_the_one_that_the_writer_writes_and_breaks_no_rule() => RoundTripTests.For(
        from message in Gen.OneOf(AnyMessage.Any, Gen.Elements(Samples.All).Select(json => MessageReader.Read(json)))
        from seed in Gen.Choose(0, int.MaxValue)
        select (message, seed),
        sample =>
        {
            Random random = new(sample.seed);
            if (DraftOf(sample.message, random) is not { } draft)
            {
                return;
            }

            RuleSet rules = Sets[random.Next(Sets.Length)];
            DraftPlan? plan = DraftPlan.Of(draft, message => message, rules);
            for (int row = 0; row < 8; row++)
            {
                string?[] cells = [.. draft.Placeholders.Select(_ => Cells[random.Next(Cells.Length)])];
                Message filled = draft.Render(cells);
                byte[] json = MessageWriter.Write(filled);
                bool isSound = rules.Check(filled.Kind, filled.Type, JsonData.Parse(Encoding.UTF8.GetString(json)).Element).Count == 0;
                ArrayBufferWriter<byte> buffer = new();
                bool isPlanned = plan?.TryWrite(cells, buffer) is true;
                if (isPlanned)
                {
                    Assert.True(isSound, Encoding.UTF8.GetString(json));
                    Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(buffer.WrittenSpan));
                }
                else if (plan is not null && isSound)
                {
                    // Only what has no form in JSON, or may be a file, goes the whole way although it breaks no rule.
                    Assert.Contains(cells, cell => cell is "\ud83d" or "\ude00" or "file:///etc/hosts");
                }
            }
        },
        tests: Environment.GetEnvironmentVariable("WA_SLOW") is null ? 1500 : 100_000);

    // The first message of a draft goes the whole way, since a draft may be used once.
    [Fact]
    public void Every_provider_gets_the_same_request_by_plan_as_the_whole_way() => RoundTripTests.For(
        from json in Gen.Elements(Samples.All)
        from seed in Gen.Choose(0, int.MaxValue)
        select (json, seed),
        sample =>
        {
            Random random = new(sample.seed);
            if (DraftOf(MessageReader.Read(sample.json), random) is not { } draft)
            {
                return;
            }

            Provider provider = ProviderCatalog.All[random.Next(ProviderCatalog.All.Count)];
            ProviderAccount account = new(provider, ProviderSettings.Examples(provider.Settings));
            Preparation planned = new(account, withJournal: true);
            for (int row = 0; row < 6; row++)
            {
                SendItem item = new()
                {
                    Draft = draft,
                    Number = Providers.Wire.Number("+12025550100"),
                    Values = [.. draft.Placeholders.Select(_ => Cells[random.Next(Cells.Length)])],
                    Options = new() { ClientName = "Ada" },
                };
                Prepared expected = new Preparation(account, withJournal: true).Prepare(item);
                Prepared prepared = planned.Prepare(item);
                Assert.Equal(Text(expected.Body), Text(prepared.Body));
                Assert.Equal(expected.Violations, prepared.Violations);
                Assert.Equal((expected.Address, expected.MediaType, expected.Journaled), (prepared.Address, prepared.MediaType, prepared.Journaled));
            }
        },
        tests: Environment.GetEnvironmentVariable("WA_SLOW") is null ? 1500 : 50_000);

    [Theory]
    [MemberData(nameof(Samples.Json), MemberType = typeof(Samples))]
    public void Every_type_has_a_plan_where_its_body_or_another_text_is_filled(string json)
    {
        Message message = MessageReader.Read(json);
        string text = message is TemplateMessage ? "Ada" : message is InteractiveMessage { Body: { } body } ? body : message is TextMessage plain ? plain.Body : "Look";
        MessageDraft draft = MessageDraft.Of(message.MapTexts(given => given == text ? "Dear {{Name}}" : given));
        Assert.Equal(draft.Columns.Count > 0, DraftPlan.Of(draft, filled => filled, RuleSet.Common) is not null);
    }

    [Fact]
    public void What_breaks_a_rule_whatever_is_filled_in_goes_the_whole_way()
    {
        MessageDraft draft = MessageDraft.Of(MessageReader.Read(
            """{"type":"button","body":{"text":"{{A}}"},"footer":{"text":""},"action":{"buttons":[{"type":"reply","reply":{"id":"a","title":"A"}}]}}"""));
        Assert.Null(DraftPlan.Of(draft, message => message, RuleSet.Common));
    }

    [Fact]
    public void A_text_that_decides_which_rules_hold_is_not_planned()
    {
        MessageDraft draft = MessageDraft.Of(MessageReader.Read(
            """{"type":"order_status","body":{"text":"On its way"},"header":{"type":"text","text":"A"},"action":{"name":"review_order","parameters":{"type":"{{A}}"}}}"""));
        Assert.Null(DraftPlan.Of(draft, message => message, RuleSet.Common));
    }

    [Fact]
    public void A_file_that_a_draft_names_goes_the_whole_way()
    {
        MessageDraft draft = MessageDraft.Of(MessageReader.Read("""{"type":"image","image":{"link":"file:///a.jpg","caption":"{{A}}"}}"""));
        Assert.Null(DraftPlan.Of(draft, message => message, RuleSet.Common));
    }

    private static string? Text(byte[]? body) => body is null ? null : Encoding.UTF8.GetString(body);

    // Placeholders in some of the texts, alone or beside words; null where the message holds broken ones of its own.
    private static MessageDraft? DraftOf(Message message, Random random)
    {
        try
        {
            return MessageDraft.Of(message.MapTexts(text => random.Next(4) switch
            {
                0 => "{{A}}",
                1 => text + "{{B|none}}",
                2 => "x{{A}} {{{{y}} {{C}}",
                _ => text,
            }));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
