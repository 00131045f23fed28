namespace InteractiveMessaging.Tests;

public class ReportSheetTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+12025550100", "'+12025550100")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n=1", "\"'\n=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a,=1", "\"a,=1\"")]
    [InlineData("a\n=1", "\"a\n=1\"")]
    [InlineData(" =1", "\" =1\"")]
    [InlineData("131026", "131026")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void No_cell_can_be_run_or_leave_its_place(string? text, string cell) => Assert.Equal(cell, ReportSheet.Cell(text));

    [Fact]
    public async Task There_is_a_line_for_each_message()
    {
        using JournalFolder folder = new();
        await folder.RunAsync((1, "Accepted"), (2, null));
        using JournalReader reader = JournalReader.Open(folder.Path);
        using StringWriter sheet = new();

        ReportSheet.Write([reader], sheet);

        string[] lines = sheet.ToString().Split("\r\n");
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("Recipient,Status,MessageId,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("12025550001,Accepted,wamid.1,,200,1,2", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("12025550002,InDoubt,,,,0,2", lines[2], StringComparison.Ordinal);
        Assert.EndsWith($",{JournalFolder.Key(2)},run.journal", lines[2], StringComparison.Ordinal);
    }
}
