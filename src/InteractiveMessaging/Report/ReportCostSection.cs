namespace InteractiveMessaging;

/// <summary>Says what messages cost, and what of it cannot be known.</summary>
internal static class ReportCostSection
{
    private const int Most = 40;

    /// <summary>The section of the page.</summary>
    public static void Write(HtmlWriter html, ReportCosts costs)
    {
        IReadOnlyList<ReportCost> parts = costs.Parts;
        html.Own("\n").Open("section", "card costs").Open("div", "head").Element("h2", null, "Cost").Element("p", null, Sum(costs, parts))
            .Close();
        if (parts.Count > 0)
        {
            Table(html, costs, parts);
        }

        html.Open("ul", "remarks");
        foreach (string remark in Remarks(costs, parts))
        {
            html.Element("li", null, remark);
        }

        html.Close().Close();
    }

    private static string Sum(ReportCosts costs, IReadOnlyList<ReportCost> parts)
    {
        long billed = parts.Where(part => part.IsBillable == true).Sum(part => part.Messages);
        long free = parts.Where(part => part.IsBillable == false).Sum(part => part.Messages);
        bool isWhole = parts.All(part => part.IsBillable is null || part.Sum is not null);
        string counts = $"{ReportFormat.Count(billed)} billed, {ReportFormat.Count(free)} free";
        return !costs.HasCallbacks ? "not known without callbacks"
            : billed + free == 0 ? "not known"
            : costs.Currency is { } currency
            ? $"{ReportFormat.Money(parts.Sum(part => part.Sum ?? 0))} {currency}{(isWhole ? "" : " or more")} for {counts}"
            : counts;
    }

    private static void Table(HtmlWriter html, ReportCosts costs, IReadOnlyList<ReportCost> parts)
    {
        bool priced = costs is { HasCallbacks: true, Currency: not null };
        (string, string?)[] money = priced ? [("Price", "num wide"), ($"Cost, {costs.Currency}", "num")] : [];
        ReportTable.Open(html, [("Country", null), ("Category", null), ("Messages", "num"), .. money]);
        foreach (ReportCost part in parts.Take(Most))
        {
            html.Open("tr").Element("td", null, part.Country ?? "not known")
                .Element("td", null, part.IsBillable == false ? "free" : part.Category?.Replace('_', ' ') ?? "not known")
                .Element("td", "num", ReportFormat.Count(part.Messages));
            if (priced)
            {
                html.Element("td", "num wide", part.Price is > 0 and var price ? ReportFormat.Price(price) : "–")
                    .Element("td", "num", part.Sum is { } sum ? ReportFormat.Money(sum) : "not known");
            }

            html.Close();
        }

        html.Close().Close();
        if (parts.Count > Most)
        {
            html.Element("p", "empty", $"{ReportFormat.Count(parts.Count - Most)} more lines are left out here and counted above.");
        }
    }

    private static IEnumerable<string> Remarks(ReportCosts costs, IReadOnlyList<ReportCost> parts)
    {
        if (!costs.HasCallbacks)
        {
            yield return "These are the accepted messages. A journal does not know what a message is billed as: give -Callback.";
            yield break;
        }

        yield return "What is billed, and as what, is known from callbacks; the country is that of the number.";
        if (costs.Currency is null)
        {
            yield return "The prices are not known: give a rate card with -RateCard.";
        }
        else
        {
            yield return "Prices are those of the rate card. Volume tiers, discounts, taxes and what the provider adds are not in them.";
        }

        if (costs.NotDelivered > 0)
        {
            yield return $"Accepted, and no callback says delivered, so not counted here: {ReportFormat.Messages(costs.NotDelivered)}.";
        }

        if (costs.InConversations > 0)
        {
            string whole = ReportFormat.Messages(costs.InConversations);
            yield return $"Part of conversations that were billed as a whole, not counted here: {whole}.";
        }

        long silent = parts.Where(part => part is { IsBillable: not false, Category: null } or { IsBillable: null })
            .Sum(part => part.Messages);
        if (silent > 0)
        {
            yield return $"The callbacks of {ReportFormat.Messages(silent)} do not say what they are billed as.";
        }

        long unpriced = costs.Currency is null ? 0
            : parts.Where(part => part is { IsBillable: true, Category: not null, Price: null }).Sum(part => part.Messages);
        if (unpriced > 0)
        {
            yield return $"Billed at a price that is not known: {ReportFormat.Messages(unpriced)}.";
        }
    }
}
