using System.Globalization;
using System.Text;

namespace InteractiveMessaging;

/// <summary>Writes a plan as a page of text.</summary>
internal static class PlanPage
{
    private const int Indent = 22;
    private const int MostParts = 12;
    private const int Width = 100;

    /// <summary>The page, in the culture of whoever reads it.</summary>
    public static string Write(SendPlan plan)
    {
        StringBuilder page = new();
        Line(page, "Rows", $"{plan.Rows:N0}");
        Line(page, "To send", $"{plan.ToSend:N0} messages to {plan.People:N0} people");
        Optional(page, "Duplicates", plan.Duplicates, "the same message to the same person as an earlier row");
        Optional(page, "Settled", plan.Settled, "in the journal already");
        Optional(page, "In doubt", plan.InDoubt, "may have been taken in an earlier run");
        Optional(page, "Excluded", plan.Excluded, "said stop");
        if (plan.OutsideWindow > 0)
        {
            string instead = plan.AsTemplate > 0 ? Text($", {plan.AsTemplate:N0} get the template") : "";
            Line(page, "Outside the window", $"{plan.OutsideWindow:N0} (did not write within 24 hours{instead}). {plan.OutsideExample}");
        }

        foreach ((PlanCause cause, int place) in plan.Invalid.Select((cause, place) => (cause, place)))
        {
            Line(page, place == 0 ? "Invalid" : "", $"{cause.Count:N0} {cause.Cause}. {cause.Example}");
        }

        string rate = plan.RatePerSecond > 0 ? Text($"{plan.RatePerSecond:0.##} a second") : "no limit";
        string span = plan is { Duration: { } time, Ends: { } ends } ? Text($": {Duration(time)}, until {ends.ToLocalTime():g}") : "";
        Line(page, "Rate", $"{rate}{span}");
        foreach ((PlanPart part, int place) in plan.Countries.Take(MostParts).Select((part, place) => (part, place)))
        {
            string cost = part.Cost is { } sum ? Text($", {sum:N2} {plan.Currency} ({part.Price:0.####} each)") : "";
            Line(page, place == 0 ? "Countries" : "", $"{part.Messages:N0} {part.Country}, {part.Category ?? "category not known"}{cost}");
        }

        if (plan.Countries.Count > MostParts)
        {
            Line(page, "", $"and {plan.Countries.Count - MostParts:N0} more: see Countries");
        }

        if (plan.Cost is { } all)
        {
            Line(page, "Cost", $"{all:N2} {plan.Currency}");
        }

        if (plan.Account?.ToString() is { Length: > 0 } account)
        {
            Line(page, "Account", $"{account}");
        }

        foreach ((string remark, int place) in plan.Remarks.Select((remark, place) => (remark, place)))
        {
            Line(page, place == 0 ? "To think of" : "", $"{remark}");
        }

        return page.ToString().TrimEnd('\n');
    }

    private static void Optional(StringBuilder page, string label, long count, string what)
    {
        if (count > 0)
        {
            Line(page, label, $"{count:N0} ({what})");
        }
    }

    // Long lines go on below their beginning.
    private static void Line(StringBuilder page, string label, FormattableString said)
    {
        page.Append(label.PadRight(Indent));
        int room = Width - Indent;
        foreach (string word in Text(said).Split(' '))
        {
            if (word.Length > room && room < Width - Indent)
            {
                page.Append('\n').Append(' ', Indent);
                room = Width - Indent;
            }

            page.Append(word).Append(' ');
            room -= word.Length + 1;
        }

        page.Length--;
        page.Append('\n');
    }

    private static string Duration(TimeSpan time) => time.TotalDays >= 1
        ? Text($"{(int)time.TotalDays} d {time.Hours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? Text($"{time.Hours} h {time.Minutes} min") : Text($"{time.TotalSeconds:0} s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.CurrentCulture);
}
