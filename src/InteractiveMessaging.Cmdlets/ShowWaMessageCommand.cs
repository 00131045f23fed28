using System.Management.Automation;
using System.Management.Automation.Host;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Draws a message in the terminal, roughly as a phone would show it.</summary>
[Cmdlet(VerbsCommon.Show, "WaMessage")]
[OutputType(typeof(string))]
public sealed class ShowWaMessageCommand : WaCmdlet
{
    private const int UsualWidth = 60;

    /// <summary>
    /// The message or draft, or a script block that finds each row's message: { $byLanguage[$_.Language] }. Default: what comes
    /// down the pipeline.
    /// </summary>
    [Parameter(Position = 0)]
    [OneMessage]
    public RowMessage? Message { get; set; }

    /// <summary>The message or draft.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public Message? InputObject { get; set; }

    /// <summary>Rows that fill the placeholders; one drawing for each. Default: the placeholders stay.</summary>
    [Parameter]
    [NeverEmpty(OfRows = true)]
    public PSObject[]? Row { get; set; }

    /// <summary>
    /// The culture in which {{Visit:dddd d MMMM}} writes dates and numbers, such as it-IT, or a script block that finds it for each
    /// row. Default: the invariant one, in English.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public RowValue? Culture { get; set; }

    /// <summary>How many columns of the terminal the drawing may take. Default: 60, or what a narrower terminal has.</summary>
    [Parameter]
    [ValidateRange(TerminalDrawing.Narrowest, 500)]
    public int? Width { get; set; }

    /// <summary>
    /// Without colours and styles. So it is by itself where output is redirected, NO_COLOR is set, or $PSStyle.OutputRendering is
    /// PlainText.
    /// </summary>
    [Parameter]
    public SwitchParameter PlainText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MessageArgument.Find(this, Message, InputObject) is not { } message)
        {
            return;
        }

        int width = Width ?? Math.Clamp(ConsoleWidth(), TerminalDrawing.Narrowest, UsualWidth);
        bool colour = !PlainText && !IsPlain();
        foreach (Rendering rendering in Rendering.Of(this, message, Row, Culture))
        {
            WriteObject(TerminalDrawing.Draw(rendering.Message, width, colour, rendering.IsDraft));
        }
    }

    private int ConsoleWidth()
    {
        try
        {
            return Host.UI?.RawUI?.BufferSize.Width is { } width and > 0 ? width - 1 : UsualWidth;
        }
        catch (Exception fault) when (fault is HostException or InvalidOperationException or NotImplementedException or IOException)
        {
            return UsualWidth; // a host without a console
        }
    }

    // As PowerShell's own formatting does: Ansi is always, PlainText never, and Host only where a person looks on.
    private bool IsPlain() => Rendered() switch
    {
        "Ansi" => false,
        "PlainText" => true,
        _ => Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
    };

    private string? Rendered() => SessionState.PSVariable.GetValue("PSStyle") is { } style
        ? PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString()
        : null;
}
