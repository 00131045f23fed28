using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Checks a template message against its definition: every value there and none too many, as WhatsApp asks for them.</summary>
internal static class TemplateCheck
{
    private const string Approved = "APPROVED";
    private const int LongestBody = 1024;
    private const int LongestOffer = 600;
    private const int LongestCard = 160;

    /// <summary>Every violation of a message against the definition that it was made from; none where it has none.</summary>
    public static IReadOnlyList<RuleViolation> Check(Message message, TimeProvider clock, bool isDraft = false) =>
        message is TemplateMessage template && TemplateDefinition.Of(template) is { } definition
            ? Check(template, definition, clock.GetUtcNow(), isDraft)
            : [];

    /// <summary>Every violation at once.</summary>
    /// <param name="message">The message.</param>
    /// <param name="definition">What WhatsApp says of the template.</param>
    /// <param name="now">The time, for offers that have ended.</param>
    /// <param name="isDraft">
    /// Whether <c>{{…}}</c> in a value is a placeholder still to be filled: its length is judged by what stands beside it.
    /// </param>
    public static IReadOnlyList<RuleViolation> Check(
        TemplateMessage message, TemplateDefinition definition, DateTimeOffset now, bool isDraft = false)
    {
        DefinitionFindings found = new(definition, isDraft);
        CheckTemplate(message, definition, found);
        CheckComponents(message.Components, definition, definition.OfferExpires is null ? LongestBody : LongestOffer, found);
        CheckOffer(message.Components, definition, now, found);
        CheckCards(message.Components, definition, found);
        return found.All;
    }

    private static void CheckTemplate(TemplateMessage message, TemplateDefinition definition, DefinitionFindings found)
    {
        if (definition.Name != message.Name && definition.Id != message.Name)
        {
            found.Add("definition.name", "/template/name", $"The definition is that of {PrintableText.Quote(definition.Name)}.",
                definition.Name, message.Name, "Take the definition of this template, or leave -Name out.");
        }

        // Not every provider tells the language.
        if (definition.Language.Length > 0 && definition.Language != message.Language)
        {
            found.Add("definition.language", "/template/language/code", $"The definition is in {PrintableText.Quote(definition.Language)}.",
                definition.Language, message.Language, "Give the language that the template was approved in.");
        }

        if (definition.Status is { } status && status != Approved)
        {
            found.Add("definition.status", "/template/name",
                $"The template is {PrintableText.Quote(status)}, and WhatsApp sends it to nobody.", Approved, status,
                status == "PAUSED"
                    ? "A pause ends by itself after some hours; get the definition again then."
                    : "See the template in WhatsApp Manager.");
        }

        if (definition.Quality is "YELLOW" or "RED")
        {
            found.Add("definition.quality", "/template/name",
                $"The template's quality is {(definition.Quality == "RED" ? "low" : "medium")}; WhatsApp may pause it during the run.",
                "GREEN", definition.Quality, "See in WhatsApp Manager why people block or report it.", RuleSeverity.Warning);
        }
    }

    private static void CheckComponents(
        ValueList<TemplateComponent> components, TemplateDefinition definition, int longestBody, DefinitionFindings found)
    {
        TemplatePartCheck.Check(components, "header", definition.Header, TemplatePartCheck.LongestHeader, found);
        TemplatePartCheck.Check(components, "body", definition.Body, longestBody, found);
        TemplateButtonCheck.Check(components, definition, found);
        if (definition.IsCode)
        {
            TemplateButtonCheck.CheckCode(components, found);
        }
    }

    private static void CheckOffer(
        ValueList<TemplateComponent> components, TemplateDefinition definition, DateTimeOffset now, DefinitionFindings found)
    {
        int place = components.PlaceOf("limited_time_offer", found);
        bool isGiven = place < components.Count;
        if (definition.OfferExpires is not true)
        {
            if (isGiven)
            {
                found.Add("definition.too_many", $"{found.Components}/{place}", "The template shows no end of an offer.", "none",
                    "limited_time_offer", "Leave -OfferExpires out.");
            }
        }
        else if (!isGiven || components[place].Parameters is not [{ Value: { } offer }, ..])
        {
            found.Add("definition.missing", $"{found.Components}/{place}", "The template shows when its offer ends.",
                "limited_time_offer", "missing", "Give it with -OfferExpires.");
        }
        else if (offer.Element.Number("expiration_time_ms") is { } end && end <= now.ToUnixTimeMilliseconds())
        {
            found.Add("definition.expired", $"{found.Components}/{place}", "The offer has ended.",
                string.Create(CultureInfo.InvariantCulture, $"after {now:yyyy-MM-dd HH:mm}"), Show(end), "Give an end in the future.");
        }
    }

    private static void CheckCards(ValueList<TemplateComponent> components, TemplateDefinition definition, DefinitionFindings found)
    {
        int place = components.PlaceOf("carousel", found);
        ValueList<TemplateCard> cards = place < components.Count ? components[place].Cards : [];
        if (cards.Count != definition.Cards.Count)
        {
            found.Add("definition.cards", $"{found.Components}/{place}/cards",
                $"The message has {cards.Count} cards, and the template {definition.Cards.Count}.", $"{definition.Cards.Count}",
                $"{cards.Count}", "Give as many cards as the template has.");
        }

        for (int i = 0; i < Math.Min(cards.Count, definition.Cards.Count); i++)
        {
            found.Card = (place, i);
            CheckComponents(cards[i].Components, definition.Cards[i], LongestCard, found);
        }

        found.Card = null;
    }

    // What a number says of a time, where it says one.
    private static string Show(double milliseconds) =>
        milliseconds > DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : milliseconds.ToString(CultureInfo.InvariantCulture);
}
