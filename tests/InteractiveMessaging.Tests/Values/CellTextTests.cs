using System.Globalization;

namespace InteractiveMessaging.Tests.Values;

public class CellTextTests
{
    public static TheoryData<object, string> Cells => new()
    {
        { new DateTime(2026, 3, 9), "2026-03-09" },
        { new DateTime(2026, 3, 9, 14, 30, 59), "2026-03-09 14:30" },
        { new DateTimeOffset(2026, 3, 9, 9, 5, 0, TimeSpan.FromHours(2)), "2026-03-09 09:05" },
        { new DateOnly(2026, 3, 9), "2026-03-09" },
        { new TimeOnly(9, 5), "09:05" },
        { 1234.5, "1234.5" },
        { 1234.50m, "1234.50" },
        { 393331234567.0, "393331234567" },
        { -7, "-7" },
        { new TimeSpan(14, 0, 0, 0), "14.00:00:00" },
        { "9/3/2026", "9/3/2026" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_cell_is_written_the_same_in_every_culture(object value, string text)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        other.NumberFormat.NumberDecimalSeparator = ",";
        other.NumberFormat.NegativeSign = "~";
        other.DateTimeFormat.DateSeparator = ".";
        other.DateTimeFormat.TimeSeparator = "h";
        CultureInfo.CurrentCulture = other;
        try
        {
            Assert.Equal(text, CellText.Write(value));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("2026-03-09", "dddd d MMMM", "Monday 9 March")]
    [InlineData("2026-03-09 14:30", "HH.mm", "14.30")]
    [InlineData(" 2026-03-09T14:30:15 ", "d MMM h:mm tt", "9 Mar 2:30 PM")]
    [InlineData("2026-03-09T14:30:15+02:00", "HH:mm", "14:30")]
    [InlineData("2026-03-09T14:30:15.123Z", "HH:mm", "14:30")]
    [InlineData("9:05", "HH:mm", "09:05")]
    [InlineData("1234.5", "N2", "1,234.50")]
    [InlineData("7", "000", "007")]
    [InlineData("7", "D3", "007")]
    [InlineData("", "N2", null)]
    [InlineData("  ", "d", null)]
    [InlineData(null, "d", null)]
    public void A_text_is_read_before_it_is_written_in_a_format(string? cell, string format, string? text) =>
        Assert.Equal(text, CellText.Write(cell, format, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("%d dd ddd dddd %M MM MMM MMMM %y yyyy yyyyMMdd %H HH %h hh %m mm %s ss %t tt %f fff %K zzz d D f F g G m O R s t T u Y")]
    public void Every_format_of_a_date_is_taken_whatever_the_date(string formats) => Assert.All(
        formats.Split(' '),
        format => Assert.NotEmpty(CellText.Write("2026-03-09 14:30", format, CultureInfo.InvariantCulture)!));

    [Fact]
    public void Names_and_separators_are_the_culture_s()
    {
        CultureInfo culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.DayNames = ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"];
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        Assert.Equal("lunedì 9", CellText.Write("2026-03-09", "dddd d", culture));
        Assert.Equal("1.234,50", CellText.Write(1234.5, "N2", culture));
    }

    [Theory]
    [InlineData("9/3/2026", "dddd", "'9/3/2026' is neither a date as 2026-03-09 14:30 nor a number as 1234.5, so it has no format 'dddd'.")]
    [InlineData("soon", "d", "'soon' is neither a date as 2026-03-09 14:30 nor a number as 1234.5, so it has no format 'd'.")]
    [InlineData("14", "dddd", "'14' cannot be written in the format 'dddd'.")]
    [InlineData("2026-03-09", "N2", "'2026-03-09' cannot be written in the format 'N2'.")]
    [InlineData("9:05", "dddd", "'09:05' cannot be written in the format 'dddd'.")]
    [InlineData("2026-03-09", "%", "'2026-03-09' cannot be written in the format '%'.")]
    public void What_is_neither_a_date_nor_a_number_or_has_no_such_format_is_an_error(string cell, string format, string error) =>
        Assert.Equal(error, Assert.Throws<FormatException>(() => CellText.Write(cell, format, CultureInfo.InvariantCulture)).Message);
}
