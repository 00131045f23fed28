namespace InteractiveMessaging;

/// <summary>Checks a template message against its definition: every value there and none too many, as WhatsApp asks for them.</summary>
internal static class TemplateCheck
{
    private const int LongestHeader = 60;
    private const int LongestBody = 1024;
    private const int LongestOffer = 600;
    private const int LongestCard = 160;
    private const int LongestAddress = 2000;
    private const int LongestCode = 15;

    /// <summary>Every violation of a message against the definition that it was made from; none where it has none.</summary>
    public static IReadOnlyList<RuleViolation> Check(Message message, TimeProvider clock) =>
        message is TemplateMessage template && TemplateDefinition.Of(template) is { } definition
            ? Check(template, definition, clock.GetUtcNow())
            : [];

    /// <summary>Every violation at once.</summary>
    /// <param name="message">The message; of a draft the length of a value is judged by what stands beside its placeholders.</param>
    /// <param name="definition">What WhatsApp says of the template.</param>
    /// <param name="now">The time, for offers that have ended.</param>
    public static IReadOnlyList<RuleViolation> Check(TemplateMessage message, TemplateDefinition definition, DateTimeOffset now)
    {
        Findings found = new(definition);
        if (definition.Name != message.Name && definition.Id != message.Name)
        {
            found.Add("definition.name", "/template/name", $"The definition is that of {definition.Name}.", message.Name);
        }

        if (definition.Language.Length > 0 && definition.Language != message.Language)
        {
            found.Add("definition.language", "/template/language/code",
                $"The definition is in {definition.Language}.", message.Language, "Give the language that the template was approved in.");
        }

        if (definition.Status is { } status && status != "APPROVED")
        {
            found.Add("definition.status", "/template/name", $"The template is {status}, and WhatsApp sends it to nobody.", status,
                "See the template in WhatsApp Manager.");
        }

        if (definition.Quality == "RED")
        {
            found.Warn("definition.quality", "/template/name", "The template's quality is low; WhatsApp may pause it during the run.");
        }

        int longestBody = definition.OfferExpires is null ? LongestBody : LongestOffer;
        CheckParts(message.Components, definition, "/template/components", longestBody, found);
        CheckOffer(message, definition, now, found);
        CheckCards(message, definition, found);
        return found.All;
    }

    private static void CheckParts(
        IReadOnlyList<TemplateComponent> components, TemplateDefinition definition, string path, int longestBody, Findings found)
    {
        CheckPart(Find(components, "header"), definition.Header, $"{path}/{Place(components, "header")}", "header", LongestHeader, found);
        CheckPart(Find(components, "body"), definition.Body, $"{path}/{Place(components, "body")}", "body", longestBody, found);
        CheckButtons(components, definition, path, found);
    }

    private static void CheckPart(TemplateComponent? given, TemplatePart? part, string path, string name, int longest, Findings found)
    {
        // A definition that was written to make a template with a code has no text: WhatsApp writes it.
        if (part is { Format: "TEXT", Text: null })
        {
            return;
        }

        if (part is null || (part.Format == "TEXT" && part.Placeholders.Count == 0))
        {
            if (given is not null)
            {
                found.Add("definition.too_many", path, $"The template's {name} takes no values.", recommendation: $"Leave the {name} out.");
            }

            return;
        }

        if (part.Format != "TEXT")
        {
            CheckMedia(given, part, path, name, found);
            return;
        }

        ValueList<TemplateParameter> parameters = given?.Parameters ?? [];
        int other = parameters.ToList().FindIndex(parameter => parameter.Type is not ("text" or "currency" or "date_time"));
        if (other >= 0)
        {
            string type = parameters[other].Type;
            found.Add("definition.kind", $"{path}/parameters/{other}/type", $"The {name} takes texts, and this is {type}.", type);
            return;
        }

        foreach ((TemplateParameter parameter, int place) in parameters.Select((parameter, place) => (parameter, place)))
        {
            string at = $"{path}/parameters/{place}";
            if (part.IsNamed != parameter.Name is not null)
            {
                found.Add("definition.named", at, part.IsNamed
                    ? $"The placeholders of the {name} have names, and this value has none."
                    : $"The placeholders of the {name} are numbered, and this value has the name {parameter.Name}.",
                    recommendation: part.IsNamed ? "Give the values as a hashtable by their names." : "Give the values in their order.");
                return;
            }

            string key = parameter.Name ?? $"{place + 1}";
            if (!part.Placeholders.Contains(key))
            {
                found.Add("definition.too_many", at, $"The {name} has no placeholder {{{{{key}}}}}.", key,
                    $"It has {string.Join(", ", part.Placeholders.Select(known => $"{{{{{known}}}}}"))}.");
            }
        }

        Dictionary<string, string> values = TemplatePart.Given(parameters);
        string[] missing = [.. part.Placeholders.Where(known => !values.ContainsKey(known))];
        if (missing.Length > 0)
        {
            found.Add("definition.missing", path,
                $"The {name} lacks {string.Join(", ", missing.Select(known => $"{{{{{known}}}}}"))}.", "missing", "Give a value for each.");
        }

        int length = part.Fill(values.ToDictionary(value => value.Key, value => Literal(value.Value))).EnumerateRunes().Count();
        if (length > longest)
        {
            found.Add("definition.length", path, $"The filled {name} has {length} characters; at most {longest} are allowed.", $"{length}",
                limit: $"{longest}");
        }
    }

    private static void CheckMedia(TemplateComponent? given, TemplatePart part, string path, string name, Findings found)
    {
        string wanted = part.Format.ToLowerInvariant();
        if (given?.Parameters is not [var one, ..])
        {
            found.Add("definition.missing", path, $"The template's {name} needs its {wanted}.", "missing", $"Give it with -Header.");
        }
        else if (one.Type != wanted)
        {
            found.Add(
                "definition.media", $"{path}/parameters/0/type", $"The template's {name} is {wanted}, and this is {one.Type}.", one.Type,
                limit: wanted);
        }
    }

    private static void CheckButtons(
        IReadOnlyList<TemplateComponent> components, TemplateDefinition definition, string path, Findings found)
    {
        foreach ((TemplateComponent component, int place) in components.Select((component, place) => (component, place)))
        {
            if (component.Type != "button")
            {
                continue;
            }

            string at = $"{path}/{place}";
            TemplateButton? button = component.SubType == "voice_call"
                ? definition.Buttons.FirstOrDefault(known => known.Type == "VOICE_CALL")
                : int.TryParse(component.Index, out int index) && index >= 0 && index < definition.Buttons.Count ? definition.Buttons[index]
                : null;
            if (button?.SubType is null)
            {
                found.Add("definition.too_many", at, button is null
                    ? $"The template has no button {component.Index}."
                    : $"Button {component.Index} ({button.Text}) takes no values.", recommendation: "Leave the button out.");
            }
            else if (!string.Equals(button.SubType, component.SubType, StringComparison.OrdinalIgnoreCase))
            {
                found.Add("definition.button", $"{at}/sub_type", $"Button {component.Index} ({button.Text}) is {button.SubType}.",
                    component.SubType, limit: button.SubType);
            }
            else if (component.Parameters is [{ Text: { } text }] && button.SubType == "url")
            {
                CheckAddress(button, text, $"{at}/parameters/0/text", found);
            }
        }

        foreach ((TemplateButton button, int index) in definition.Buttons.Select((button, index) => (button, index)))
        {
            if (button.IsNeeded && !components.Any(component => component.Type == "button" && component.Index == $"{index}"))
            {
                found.Add("definition.missing", path, $"Button {index} ({button.Text}) needs a value: {button.SubType}.", "missing",
                    $"Give it with -Button @{{ {index} = @{{ … }} }}.");
            }
        }
    }

    private static void CheckAddress(TemplateButton button, string text, string path, Findings found)
    {
        if (button.Type == "OTP")
        {
            if (text.Length > LongestCode)
            {
                found.Add("definition.code", path, $"The code has {text.Length} characters; at most {LongestCode} are allowed.",
                    $"{text.Length}", limit: $"{LongestCode}");
            }

            return;
        }

        Dictionary<string, string> values = new() { ["1"] = AddressText.Encode(Literal(text)) };
        string address = new TemplatePart("TEXT", button.Url, false).Fill(values);
        if (address.Length > LongestAddress)
        {
            found.Add(
                "definition.length", path, $"The whole address has {address.Length} characters; at most {LongestAddress} are allowed.",
                $"{address.Length}", limit: $"{LongestAddress}");
        }
    }

    private static void CheckOffer(TemplateMessage message, TemplateDefinition definition, DateTimeOffset now, Findings found)
    {
        TemplateComponent? given = Find(message.Components, "limited_time_offer");
        string path = $"/template/components/{Place(message.Components, "limited_time_offer")}";
        if (definition.OfferExpires is not true)
        {
            if (given is not null)
            {
                found.Add(
                    "definition.too_many", path, "The template shows no end of an offer.", recommendation: "Leave -OfferExpires out.");
            }
        }
        else if (given?.Parameters is not [{ Value: { } offer }, ..])
        {
            found.Add("definition.missing", path, "The template shows when its offer ends.", "missing", "Give it with -OfferExpires.");
        }
        else if (offer.Element.Number("expiration_time_ms") is { } end && end <= now.ToUnixTimeMilliseconds())
        {
            found.Add("definition.expired", path, "The offer has ended.", recommendation: "Give an end in the future.");
        }
    }

    private static void CheckCards(TemplateMessage message, TemplateDefinition definition, Findings found)
    {
        ValueList<TemplateCard> cards = Find(message.Components, "carousel")?.Cards ?? [];
        string path = $"/template/components/{Place(message.Components, "carousel")}/cards";
        if (cards.Count != definition.Cards.Count)
        {
            found.Add(
                "definition.cards", path, $"The message has {cards.Count} cards, and the template {definition.Cards.Count}.",
                $"{cards.Count}", limit: $"{definition.Cards.Count}");
            return;
        }

        for (int i = 0; i < cards.Count; i++)
        {
            CheckParts(cards[i].Components, definition.Cards[i], $"{path}/{i}/components", LongestCard, found);
        }
    }

    private static string Literal(string value) => MessageDraft.LiteralPart(value) ?? value;

    private static TemplateComponent? Find(IReadOnlyList<TemplateComponent> components, string type) =>
        components.FirstOrDefault(component => component.Type == type);

    // Where it is, or would stand.
    private static int Place(IReadOnlyList<TemplateComponent> components, string type) =>
        components.Select((component, place) => (Name: component.Type, Place: place))
            .FirstOrDefault(one => one.Name == type, (Name: "", Place: components.Count)).Place;

    private sealed class Findings(TemplateDefinition definition)
    {
        private readonly List<RuleViolation> _all = [];

        public IReadOnlyList<RuleViolation> All => _all;

        public void Add(
            string rule, string path, string sentence, string? actual = null, string? recommendation = null, string? limit = null) =>
            _all.Add(Violation(rule, path, sentence, RuleSeverity.Error) with
            {
                Actual = actual,
                Recommendation = recommendation,
                Limit = limit,
            });

        public void Warn(string rule, string path, string sentence) => _all.Add(Violation(rule, path, sentence, RuleSeverity.Warning));

        private RuleViolation Violation(string rule, string path, string sentence, RuleSeverity severity) => new()
        {
            Rule = rule,
            Path = path,
            Message = sentence,
            Severity = severity,
            Source = $"the definition of {definition}",
        };
    }
}
