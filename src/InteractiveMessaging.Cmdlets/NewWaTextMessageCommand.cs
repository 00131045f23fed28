using System.Management.Automation;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Makes a plain text message, which is delivered only while the recipient's service conversation is open.</summary>
[Cmdlet(VerbsCommon.New, "WaTextMessage")]
[OutputType(typeof(TextMessage))]
public sealed class NewWaTextMessageCommand : PSCmdlet
{
    /// <summary>The text, up to 4096 characters; placeholders such as {{FirstName}} are filled from the row.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [AllowNull, AllowEmptyString]
    [ArgumentCompleter(typeof(PlaceholderCompleter))]
    [Alias("Text")]
    public string? Body { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Body is null)
        {
            ThrowTerminatingError(Errors.BadInput.Record("-Body is missing.", recommendation: "Give the text as the first argument."));
        }

        TextMessage message = new(Body!);
        BuilderInput.Emit(this, message, map => message.MapTexts(map));
    }
}
