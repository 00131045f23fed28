using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Octopods: WhatsApp for Intercom and other desks; a message can be assigned to a team mate.</summary>
internal sealed class Octopods : Provider
{
    public override string Name => "Octopods";

    public override string AddressTemplate => "https://app.octopods.io/api/v1/sms/messages";

    public override SendOption Options => SendOption.TeammateId;

    public override IReadOnlyList<string> DocumentedTypes => ["button", "list", "product", "product_list", "flow", "catalog_message"];

    public override bool TakesText => false;

    public override string Source => "Octopods, WhatsApp Interactive Messages API Reference";

    internal override (string Name, string Value) Authenticate(string key) => ("X-Octopods-Auth", key);

    internal override void WriteRequest(Utf8JsonWriter json, Outgoing outgoing)
    {
        json.WriteStartObject();
        json.WriteString("destination_phone", WritePhone(outgoing.To!.Value));
        outgoing.WriteInteractive(json, "waba_interactive_message");
        if (outgoing.Options.TeammateId is { } teammate)
        {
            json.WriteString("intercom_teammate_id", teammate);
        }

        json.WriteEndObject();
    }

    internal override ProviderReply ReadReply(HttpReply reply)
    {
        string? code = reply.Text("error_code");
        string error = reply.Describe(reply.Text("error"), reply.Text("error", "message"), reply.Text("message"));
        if (reply.IsSuccess && code is null && (reply.Text("message_id") ?? reply.Text("request_id")) is { } id)
        {
            return new(Outcome.Accepted) { MessageId = id };
        }

        ProviderReply byStatus = reply.ByStatus(code, error);
        return reply.Status == 403
            ? byStatus with { StopsRun = true, Remedy = "Ask Octopods to enable interactive messages for this channel." }
            : byStatus;
    }
}
