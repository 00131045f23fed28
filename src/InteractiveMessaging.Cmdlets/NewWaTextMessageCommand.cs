using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a plain text message, which is delivered only while the recipient's service conversation is open.</summary>
[Cmdlet(VerbsCommon.New, "WaTextMessage")]
[OutputType(typeof(TextMessage))]
public sealed class NewWaTextMessageCommand : BuilderCmdlet
{
    /// <summary>The text, up to 4096 characters; placeholders such as {{FirstName}} are filled from the row.</summary>
    [Parameter(Position = 0)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    [Alias("Text")]
    public string? Body { get; set; }

    /// <summary>Texts, or a text message to vary.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IsFaulty = false;
        if (InputObject is null)
        {
            Write(Needed(Body, nameof(Body), "the text, up to 4096 characters"));
        }

        foreach (object part in Parts(InputObject))
        {
            if (part is TextMessage message)
            {
                TextMessage varied = Body is null ? message : message with
                {
                    Body = Body,
                    UnknownFields = message.UnknownOutside("/text/body"),
                };
                BuilderInput.Emit(this, varied, map => varied.MapTexts(map));
            }
            else if (new Row(PSObject.AsPSObject(part)).Bare is not { } text)
            {
                Fault($"{NameOf(part)} is not a text.", "Pipe texts in, or give one with -Body.", part);
            }
            else if (Body is not null)
            {
                Fault("A text came down the pipeline, and another with -Body.", "Give one of the two.", part);
            }
            else
            {
                Write(text);
            }
        }
    }

    private void Write(string text)
    {
        if (!IsFaulty)
        {
            TextMessage made = new(text);
            BuilderInput.Emit(this, made, map => made.MapTexts(map));
        }
    }
}
