using System.Buffers;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Writes every entry of journals as CSV for a spreadsheet (RFC 4180), a line at a time.</summary>
internal static class ReportSheet
{
    // A cell that begins with one of these may be run as a formula (OWASP, CSV injection); the wide forms count in Japanese and Chinese
    // spreadsheets.
    private const string FormulaStarts = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static readonly SearchValues<char> ToQuote = SearchValues.Create("\",;\r\n\t");

    /// <summary>Writes the whole sheet.</summary>
    /// <param name="journals">The journals.</param>
    /// <param name="sheet">Where to.</param>
    /// <param name="callbacks">What the provider reported of the messages: it has columns of its own then.</param>
    /// <param name="card">What messages cost: with callbacks, the price has columns of its own.</param>
    /// <param name="maskRecipients">Whether the middle of each recipient is hidden.</param>
    public static void Write(
        IEnumerable<IJournalReader> journals,
        TextWriter sheet,
        CallbackIndex? callbacks = null,
        RateCard? card = null,
        bool maskRecipients = false)
    {
        ReportCosts costs = new(card, callbacks is not null);
        sheet.Write("Recipient,Status,MessageId,ErrorCode,HttpStatus,Attempts,FirstTriedAt,At,ElapsedMs,Run,Key,Hash,Journal");
        sheet.Write(callbacks is null ? "\r\n" : ",Progress,DeliveredAt,ReadAt,Answer,AnsweredAt,Error,Billable,Category");
        sheet.Write(callbacks is null ? "" : card is null ? "\r\n" : ",Country,Price,Currency\r\n");
        foreach (JournalEntry entry in journals.SelectMany(journal => journal.Read()))
        {
            FollowedMessage? followed = callbacks?.Follow(entry);
            string? recipient = maskRecipients && entry.Recipient is { } shown ? ReportFormat.Mask(shown) : entry.Recipient;
            Cells(
                sheet,
                recipient,
                (followed?.Status ?? entry.Status).ToString(),
                followed?.MessageId ?? entry.MessageId,
                followed is null ? entry.ErrorCode : followed.ErrorCode,
                Number(entry.HttpStatus),
                Number(entry.Attempts),
                Time(entry.FirstTriedAt),
                Time(entry.At),
                Number((long)entry.Elapsed.TotalMilliseconds),
                Number(entry.Run),
                entry.Key,
                entry.Hash,
                Path.GetFileName(entry.Journal));
            if (followed is not null)
            {
                sheet.Write(',');
                Cells(
                    sheet,
                    followed.Progress?.ToString(),
                    Time(followed.DeliveredAt),
                    Time(followed.ReadAt),
                    followed.Answer,
                    Time(followed.AnsweredAt),
                    maskRecipients ? ReportFormat.MaskNumbers(followed.Error) : followed.Error,
                    followed.IsBillable?.ToString(),
                    followed.PricingCategory);
                if (card is not null)
                {
                    decimal? price = (ReportStages.Of(true, followed) & ReportStage.Delivered) != 0 ? costs.PriceOf(entry, followed) : null;
                    sheet.Write(',');
                    Cells(
                        sheet,
                        ReportCosts.CountryOf(followed.Phone).Country,
                        price?.ToString(CultureInfo.InvariantCulture),
                        price is null ? null : card.CurrencyCode);
                }
            }

            sheet.Write("\r\n");
        }
    }

    /// <summary>A text as a cell: an apostrophe in front keeps a spreadsheet from running it, quotes keep it in its cell.</summary>
    public static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        string harmless = FormulaStarts.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(ToQuote) < 0 && harmless == harmless.Trim()
            ? harmless
            : "\"" + harmless.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private static void Cells(TextWriter sheet, params ReadOnlySpan<string?> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            sheet.Write(i == 0 ? "" : ",");
            sheet.Write(Cell(cells[i]));
        }
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
