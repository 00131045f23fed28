using System.Text;
using System.Text.Json;

namespace InteractiveMessaging.Tests.Seams;

/// <summary>
/// A provider as far from the others as one can be, in one file: two addresses by type, one of them with a value of the message in
/// it, form fields, a shape of its own, the sender in the body, a reply of its own, callbacks of its own, a dialect that no table
/// could describe.
/// </summary>
internal sealed class Parlour : Provider
{
    private static readonly ProviderAddress NotesAddress = new("https://api.parlour.example/{Room}/notes");
    private static readonly ProviderAddress ChoicesAddress = new("https://api.parlour.example/{Room}/choices/{Count}");

    public override string Name => "Parlour";

    public override ValueList<ProviderAddress> Addresses => [NotesAddress, ChoicesAddress];

    public override ValueList<ProviderSetting> Settings =>
    [
        new("Room", "the room's name in Parlour's console", "[a-z]+", "blue"),
        new("From", "the number Parlour lent you", "[0-9]+", "12025550111"),
    ];

    public override ValueList<string> Kinds => ["text", "interactive"];

    public override ValueList<string> WritableTypes => ["button"];

    public override ValueList<string> WritableFields =>
        ["/type", "/text/body", "/body/text", "/action/buttons/*/type", "/action/buttons/*/reply/id", "/action/buttons/*/reply/title"];

    public override string Source => "Parlour's page";

    internal override ProviderDialect Dialect => new()
    {
        Read = Read,
        Accepted = (id, _) => new(201, $$"""{"ticket":"{{id}}"}"""),
        Refused = refusal => refusal.Kind switch
        {
            RefusalKind.WrongKey => Refused(401, refusal),
            RefusalKind.WrongAccount or RefusalKind.WrongPayload or RefusalKind.MessageRefused => Refused(400, refusal),
            _ => null,
        },
    };

    internal override IReadOnlyList<DocumentedReply> Replies => [new("2xx with a `ticket`", 201, """{"ticket":"1"}""")];

    internal override (string Name, string Value) Authenticate(string key) => ("X-Parlour", key);

    internal override string WritePhone(PhoneNumber number) => number.Digits;

    internal override void WriteRequest(RequestWriter request, Outgoing outgoing)
    {
        request.Field("from", outgoing.Settings["From"]);
        request.Field("guest", WritePhone(outgoing.To!.Value));
        if (outgoing.Message is TextMessage text)
        {
            request.Field("say", text.Body);
            return;
        }

        InteractiveMessage question = (InteractiveMessage)outgoing.Message;
        ValueList<ReplyButton> buttons = ((ReplyButtonsAction)question.Action).Buttons;
        request.GoTo(ChoicesAddress, ("Count", $"{buttons.Count}"));
        request.Field("ask", question.Body!);
        foreach (ReplyButton button in buttons)
        {
            request.Field("choice", $"{button.Id}={button.Title}");
        }
    }

    internal override ProviderReply ReadReply(HttpReply reply) => reply.IsSuccess && reply.Text("ticket") is { } ticket
        ? new(Outcome.Accepted) { MessageId = ticket }
        : reply.ByStatus(null, reply.Describe(reply.Text("no")));

    internal override IReadOnlyList<WaCallback>? ReadCallback(JsonElement callback) => callback.Text("parlour") is { } guest
        ? [new WaReply { Kind = ReplyKind.Button, Type = "choice", From = guest, Id = callback.Text("chose") }]
        : null;

    private static DialectReading Read(DialectRequest request)
    {
        if (request.MediaType != RequestWriter.FormType)
        {
            return DialectReading.Wrong("Content-Type", "Parlour takes form fields.");
        }

        ILookup<string, string> fields = Encoding.UTF8.GetString(request.Body.Span).Split('&').Select(field => field.Split('='))
            .ToLookup(field => Uri.UnescapeDataString(field[0]), field => Uri.UnescapeDataString(field[^1]));
        if (fields["guest"].FirstOrDefault() is not { } guest || fields["from"].FirstOrDefault() is null)
        {
            return DialectReading.Wrong("guest", "guest or from is missing.");
        }

        if (request.Address == NotesAddress)
        {
            return DialectReading.Of(guest, isNumber: true, new TextMessage(fields["say"].FirstOrDefault() ?? ""));
        }

        ReplyButton[] buttons = [.. fields["choice"].Select(choice => choice.Split('=')).Select(choice => new ReplyButton(choice[^1], choice[0]))];
        return request.Values["Count"] == $"{buttons.Length}"
            ? DialectReading.Of(guest, isNumber: true, new InteractiveMessage(new ReplyButtonsAction([.. buttons])) { Body = fields["ask"].FirstOrDefault() })
            : DialectReading.Wrong("Count", "The address counts the choices.");
    }

    private static DialectReply Refused(int status, Refusal refusal) =>
        new(status, $$"""{"no":"{{ProviderDialect.Quoted(refusal.Detail)}}"}""");
}
