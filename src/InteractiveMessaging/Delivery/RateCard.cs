using System.Globalization;
using System.Text;

namespace InteractiveMessaging;

/// <summary>What a message costs, by market and category: a rate card as Meta publishes it, a CSV file.</summary>
internal sealed class RateCard
{
    private const string Market = "Market";
    private const string Currency = "Currency";
    private const string MessagesAsService = "Service";
    private const string PricedAs = "Utility";

    private readonly Dictionary<string, Dictionary<string, decimal?>> _markets = new(StringComparer.OrdinalIgnoreCase);

    private RateCard(string currency) => CurrencyCode = currency;

    /// <summary>The currency, such as <c>USD</c>.</summary>
    public string CurrencyCode { get; }

    /// <summary>Reads a card. Lines in front of the one that names the columns are left out.</summary>
    /// <exception cref="FormatException">It has no columns Market, Currency and a category, or a price that is not a number.</exception>
    public static RateCard Read(string csv)
    {
        string[][] lines = [.. Lines(csv)];
        int head = Array.FindIndex(lines, line => line.Contains(Market, StringComparer.OrdinalIgnoreCase)
            && line.Contains(Currency, StringComparer.OrdinalIgnoreCase));
        if (head < 0)
        {
            throw new FormatException(
                "A rate card has the columns Market, Currency, Marketing, Utility, Authentication, …; these are not there.");
        }

        string[] columns = lines[head];
        int market = Array.FindIndex(columns, column => column.Equals(Market, StringComparison.OrdinalIgnoreCase));
        int currency = Array.FindIndex(columns, column => column.Equals(Currency, StringComparison.OrdinalIgnoreCase));
        RateCard? card = null;
        foreach ((string[] cells, int number) in lines.Select((cells, place) => (cells, place + 1)).Skip(head + 1))
        {
            if (cells.Length <= Math.Max(market, currency) || cells[market].Length == 0)
            {
                continue;
            }

            card ??= new(cells[currency]);
            if (cells[currency] != card.CurrencyCode)
            {
                throw new FormatException($"Line {number} is in {cells[currency]}, and the others in {card.CurrencyCode}.");
            }

            Dictionary<string, decimal?> prices = new(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < Math.Min(columns.Length, cells.Length); i++)
            {
                if (i != market && i != currency && columns[i].Length > 0)
                {
                    prices[columns[i]] = Price(cells[i], number, columns[i]);
                }
            }

            card._markets[cells[market]] = prices;
        }

        return card ?? throw new FormatException("The rate card has no markets.");
    }

    /// <summary>The price of one message; null where the card has none.</summary>
    /// <param name="country">The country's name.</param>
    /// <param name="region">The region that the card may have in its place.</param>
    /// <param name="category">
    /// The category, such as <c>Marketing</c>, or as callbacks write it. Cards of before October 2026 have no price for messages that are
    /// no templates; since then they cost as much as utility.
    /// </param>
    public decimal? PriceOf(string country, string region, string category) =>
        PriceIn(country, region, category.Replace('_', '-'))
        ?? (category.Equals(MessagesAsService, StringComparison.OrdinalIgnoreCase) ? PriceIn(country, region, PricedAs) : null);

    private decimal? PriceIn(string country, string region, string category)
    {
        foreach (string name in new[] { country, region, Markets.Other })
        {
            if (_markets.TryGetValue(name, out Dictionary<string, decimal?>? prices))
            {
                return prices.GetValueOrDefault(category);
            }
        }

        return null;
    }

    private static decimal? Price(string cell, int line, string column)
    {
        string text = cell.Trim('$', '€', '£', ' ');
        return text.Length == 0 || text.Equals("n/a", StringComparison.OrdinalIgnoreCase) ? null
            : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal price) && price >= 0 ? price
            : throw new FormatException($"Line {line}: {column} is '{PrintableText.Quote(cell)}', not a price.");
    }

    private static IEnumerable<string[]> Lines(string csv)
    {
        List<string> cells = [];
        StringBuilder cell = new();
        bool quoted = false;
        for (int i = 0; i < csv.Length; i++)
        {
            char c = csv[i];
            if (quoted)
            {
                if (c != '"')
                {
                    cell.Append(c);
                }
                else if (i + 1 < csv.Length && csv[i + 1] == '"')
                {
                    cell.Append(csv[++i]);
                }
                else
                {
                    quoted = false;
                }
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c is ',' or '\n')
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
                if (c == '\n')
                {
                    yield return [.. cells];
                    cells.Clear();
                }
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString().Trim());
        yield return [.. cells];
    }
}
