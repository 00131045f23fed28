using System.Buffers;
using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Writes every entry of a journal as CSV for a spreadsheet (RFC 4180), a line at a time.</summary>
internal static class ReportSheet
{
    // A cell that begins with one of these may be run as a formula (OWASP, CSV injection); the wide forms count in Japanese and Chinese spreadsheets.
    private const string FormulaStarts = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private static readonly SearchValues<char> ToQuote = SearchValues.Create("\",;\r\n\t");

    /// <summary>Writes the whole sheet.</summary>
    public static void Write(JournalReader journal, TextWriter sheet, bool maskRecipients = false)
    {
        sheet.Write("Recipient,Status,MessageId,ErrorCode,HttpStatus,Attempts,FirstTriedAt,At,ElapsedMs,Run,Key,Hash\r\n");
        foreach (JournalEntry entry in journal.Read())
        {
            string? recipient = maskRecipients && entry.Recipient is { } shown ? ReportFormat.Mask(shown) : entry.Recipient;
            Cells(sheet, recipient, entry.Status.ToString(), entry.MessageId, entry.ErrorCode, Number(entry.HttpStatus), Number(entry.Attempts),
                Time(entry.FirstTriedAt), Time(entry.At), Number((long)entry.Elapsed.TotalMilliseconds), Number(entry.Run), entry.Key, entry.Hash);
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
        return harmless.AsSpan().IndexOfAny(ToQuote) < 0 && harmless == harmless.Trim() ? harmless : "\"" + harmless.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    private static void Cells(TextWriter sheet, params ReadOnlySpan<string?> cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            sheet.Write(i == 0 ? "" : ",");
            sheet.Write(Cell(cells[i]));
        }

        sheet.Write("\r\n");
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
