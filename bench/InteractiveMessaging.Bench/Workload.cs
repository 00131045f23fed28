using System.Text.Json;
using System.Text.Json.Serialization;

namespace InteractiveMessaging.Bench;

/// <summary>What everybody sends: three buttons, and a name that is filled in for each recipient.</summary>
internal static class Workload
{
    private const string Greeting = "Hello ";
    private const string Rest = ", your visit is on Friday at 9 am. Does that suit you?";
    private const string Footer = "Reply to this message";

    // As New-WaButton makes them: the title is the id.
    private static readonly string[] Titles = ["Yes", "No", "Call me"];

    /// <summary>The message as a user of the module composes it.</summary>
    public static Message Message { get; } =
        new InteractiveMessage(new ReplyButtonsAction([.. Titles.Select(title => new ReplyButton(title, title))]))
        {
            Body = $"{Greeting}{{{{FirstName}}}}{Rest}",
            Footer = Footer,
        };

    /// <summary>The definition of a template with the same text, an answer and a link.</summary>
    public const string Definition = """
        {"name":"your_visit","language":"en","status":"APPROVED","category":"UTILITY","components":[
          {"type":"BODY","text":"Hello {{1}}, your visit is on {{2}}. Does that suit you?"},
          {"type":"FOOTER","text":"Reply to this message"},
          {"type":"BUTTONS","buttons":[
            {"type":"QUICK_REPLY","text":"Yes"},
            {"type":"URL","text":"Another day","url":"https://example.com/visits/{{1}}"}]}]}
        """;

    /// <summary>That template as a user of the module composes it; it is checked against its definition.</summary>
    public static Message Template { get; } = new TemplateMessage("your_visit", "en")
    {
        Components =
        [
            new("body")
            {
                Parameters = [new("text") { Text = "{{FirstName}}" }, new("text") { Text = "Friday at 9 am" }],
            },
            new("button") { SubType = "quick_reply", Index = "0", Parameters = [new("payload") { Text = "Yes" }] },
            new("button") { SubType = "url", Index = "1", Parameters = [new("text") { Text = "{{FirstName}}" }] },
        ],
        Definition = JsonData.Parse(Definition),
    };

    /// <summary>The request's body as a script has it, with {{To}} and {{FirstName}} to be replaced.</summary>
    public static string Body { get; } = JsonSerializer.Serialize(Request("{{To}}", "{{FirstName}}"), WorkloadJson.Default.OutgoingRequest);

    public static string Digits(int i) => $"39333{i:d7}";

    public static string Name(int i) => $"Name{i}";

    /// <summary>The request as a program without the module writes it: plain objects and source-generated JSON.</summary>
    public static byte[] RequestBody(int i) =>
        JsonSerializer.SerializeToUtf8Bytes(Request(Digits(i), Name(i)), WorkloadJson.Default.OutgoingRequest);

    /// <summary>How long the request of the template is.</summary>
    public static int TemplateLength(int i) => $$$"""
        {"to":"{{{Digits(i)}}}","type":"template","template":{"name":"your_visit","language":{"code":"en"},"components":[
        {"type":"body","parameters":[{"type":"text","text":"{{{Name(i)}}}"},{"type":"text","text":"Friday at 9 am"}]},
        {"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"Yes"}]},
        {"type":"button","sub_type":"url","index":"1","parameters":[{"type":"text","text":"{{{Name(i)}}}"}]}]}}
        """.ReplaceLineEndings("").Length;

    /// <summary>How long the same message is as Meta's own interface takes it, which is what a library for that writes.</summary>
    public static int MetaLength(int i) =>
        RequestBody(i).Length + """ "messaging_product":"whatsapp","recipient_type":"individual", """.Trim().Length;

    public static string? MessageId(byte[] reply) => JsonSerializer.Deserialize(reply, WorkloadJson.Default.Reply)?.MessageId;

    private static OutgoingRequest Request(string to, string name) =>
        new(to, "interactive",
            new("button", new($"{Greeting}{name}{Rest}"), new(Footer),
            new([.. Titles.Select(title => new Button("reply", new(title, title)))])));
}

internal sealed record OutgoingRequest(string To, string Type, Interactive Interactive);

internal sealed record Interactive(string Type, TextPart Body, TextPart Footer, Actions Action);

internal sealed record TextPart(string Text);

internal sealed record Actions(Button[] Buttons);

internal sealed record Button(string Type, Answer Reply);

internal sealed record Answer(string Id, string Title);

internal sealed record Reply(bool Success, string? MessageId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(OutgoingRequest))]
[JsonSerializable(typeof(Reply))]
internal sealed partial class WorkloadJson : JsonSerializerContext;
