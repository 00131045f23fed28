using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>The message object of Meta's Cloud API, which Kaleyra and 360dialog carry as well.</summary>
internal static class MetaEnvelope
{
    /// <summary>Where the category of Direct Send stands.</summary>
    public const string Category = "/category";

    /// <summary>Where its time to live stands.</summary>
    public const string TimeToLive = "/ttl_seconds";

    /// <summary>Where a recipient's user id stands.</summary>
    public const string UserIdField = "/recipient";

    // Free messages as ever; so it may be said, or left out.
    private const string Service = "service";

    /// <summary>
    /// What Meta describes, for the sandbox. WhatsApp takes a number with and without its plus, and in its place a user id; with both the
    /// number counts.
    /// </summary>
    public static Envelope Whole { get; } = At("") with
    {
        Fields =
        [
            .. Fields("", needsNumber: false),
            new(UserIdField, UserId.Pattern),
            new(Category, string.Join('|', DirectSend.All.Select(known => known.Name).Append(Service))),
        ],
        Recipient = ["/to", UserIdField],
        Further = DirectSendFault,
    };

    /// <summary>The object within the envelope of a provider that knows recipients by their numbers alone.</summary>
    /// <param name="at">Where the object stands in the body: a JSON pointer, empty for the body itself.</param>
    /// <param name="around">The fields round it.</param>
    public static Envelope At(string at, params EnvelopeField[] around) => new()
    {
        Fields = [.. around, .. Fields(at, needsNumber: true)],
        Recipient = [at + "/to"],
        Kind = at + "/type",
        DefaultKind = TextMessage.KindName,
        Contents = [.. MessageKind.Names.Select(kind => new EnvelopeContent(kind, $"{at}/{kind}"))],
    };

    // Meta, Direct Send: which types it takes, how long they may live, and who cannot get them.
    private static Refusal? DirectSendFault(JsonElement body, DialectReading reading)
    {
        JsonElement life = body.Child("ttl_seconds");
        if (DirectSend.All.FirstOrDefault(known => known.Name == body.Text("category")) is not { } direct)
        {
            return life.Exists() ? Wrong(TimeToLive, "ttl_seconds is known only beside a category of Direct Send.") : null;
        }

        (double least, double most) = (DirectSend.ShortestLife.TotalSeconds, direct.LongestLife.TotalSeconds);
        if (life.Exists() && !(body.Whole("ttl_seconds") is { } seconds && seconds >= least && seconds <= most))
        {
            return Wrong(TimeToLive, $"ttl_seconds must be a whole number from {least} to {most}.");
        }

        if (!direct.TakesUserIds && !reading.IsNumber)
        {
            return new(RefusalKind.MessageRefused, $"A message of the category {direct.Name} cannot go to a user id.")
            {
                Field = UserIdField,
            };
        }

        return direct.Rules.Check(reading.Kind.Name, reading.Message.Text("type") ?? "", reading.Message)
            .Select(violation => Wrong(Category, $"{reading.FieldOf(violation.Path)}: {violation.Message}")).FirstOrDefault();

        static Refusal Wrong(string field, string detail) => new(RefusalKind.WrongPayload, detail) { Field = field };
    }

    private static EnvelopeField[] Fields(string at, bool needsNumber) =>
    [
        new(at + "/messaging_product", "whatsapp") { Required = true },
        new(at + "/recipient_type", "individual"),
        new(at + "/to", @"\+?" + ProviderDialect.DigitsNumber)
        {
            Required = needsNumber,
            WhyNot = text => UserId.LooksLike(text)
                ? $"{at}/to holds a user id. WhatsApp would answer 200 and deliver nothing"
                    + (needsNumber ? "." : $": a user id goes into {at}{UserIdField}.")
                : null,
        },
        new(at + "/type"),
        new(at + "/context") { IsObject = true },
        new(at + "/context/message_id"),
        new(at + "/biz_opaque_callback_data", @"[\s\S]{1,512}"),
    ];

    /// <summary>Writes the whole object; further fields go in before it is closed.</summary>
    public static void Write(Utf8JsonWriter json, Outgoing outgoing, Action<Utf8JsonWriter>? further = null)
    {
        json.WriteStartObject();
        json.WriteString("messaging_product", "whatsapp");
        json.WriteString("recipient_type", "individual");
        if (outgoing.To is { } number)
        {
            json.WriteString("to", number.ToString());
        }
        else
        {
            // Never in "to": WhatsApp answers 200 to an id there and delivers nothing.
            json.WriteString("recipient", outgoing.Options.UserId!.Value.Text);
        }

        outgoing.WriteKind(json);
        further?.Invoke(json);
        json.WriteEndObject();
    }
}
