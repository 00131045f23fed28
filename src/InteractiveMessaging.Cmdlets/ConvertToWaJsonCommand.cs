using System.Buffers;
using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Shows a message as JSON: the interactive object, or the whole request body of a provider.</summary>
[Cmdlet(VerbsData.ConvertTo, "WaJson")]
[OutputType(typeof(string))]
public sealed class ConvertToWaJsonCommand : PSCmdlet
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message or draft.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public Message? Message { get; set; }

    /// <summary>The provider whose request body is wanted. Goes with -To. Default: none, for the interactive object.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    public string? Provider { get; set; }

    /// <summary>The recipient of the request: a number that starts with + or 00. Goes with -Provider.</summary>
    [Parameter]
    [Alias("Phone", "PhoneNumber", "Mobile", "Recipient")]
    public string? To { get; set; }

    /// <summary>On one line, as it goes over the wire.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Message is null)
        {
            WriteError(Errors.BadInput.Record("-Message is missing.", recommendation: "Give a message as the first argument, or pipe one in."));
        }
        else if (Provider is null && To is null)
        {
            Write(MessageWriter.Write(Message));
        }
        else if (ProviderArgument.Find(this, Provider) is { } provider)
        {
            WriteRequest(provider);
        }
    }

    private void WriteRequest(Provider provider)
    {
        if (!PhoneNumber.TryParse(To, NumberReading.Explicit, out PhoneNumber number, out string? error))
        {
            WriteError(Errors.RecipientInvalid.Record(To is null ? "-To is missing: a request has a recipient." : error, To));
        }
        else if (Message is TextMessage && !provider.TakesText)
        {
            WriteError(Errors.MessageInvalid.Record($"{provider} takes no plain texts.", Message, "Use an interactive message, or another provider."));
        }
        else
        {
            ArrayBufferWriter<byte> buffer = new(1024);
            using (Utf8JsonWriter json = new(buffer, JsonData.Compact))
            {
                provider.WriteRequest(json, new(Message!, MessageWriter.Write(Message!), number, SendOptions.None, ProviderSettings.None));
            }

            Write(buffer.WrittenMemory);
        }
    }

    private void Write(ReadOnlyMemory<byte> json)
    {
        if (Compress)
        {
            WriteObject(Encoding.UTF8.GetString(json.Span));
            return;
        }

        using JsonDocument document = JsonDocument.Parse(json);
        WriteObject(JsonSerializer.Serialize(document.RootElement, Indented).ReplaceLineEndings("\n"));
    }
}
