namespace InteractiveMessaging.Cmdlets;

/// <summary>What the tables of the format file call for texts that other people wrote.</summary>
public static class Printable
{
    /// <summary>A text on one line, without anything that a terminal would obey.</summary>
    public static string? Line(string? text) => text is null ? null : PrintableText.Line(text);
}
