using System.Management.Automation;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Shows a message as JSON: WhatsApp's own object, or the whole request body that a provider would get.</summary>
[Cmdlet(VerbsData.ConvertTo, "WaJson")]
[OutputType(typeof(string))]
public sealed class ConvertToWaJsonCommand : WaCmdlet
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private bool _told;

    /// <summary>The message or draft.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public Message? Message { get; set; }

    /// <summary>
    /// The provider whose request body is wanted, with example settings. Needs -To or -UserId. Default: none, for WhatsApp's own object.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProviderCompleter))]
    [NeverEmpty]
    public string? Provider { get; set; }

    /// <summary>
    /// The connection, or its name, whose request body is wanted, byte for byte as it would be sent. Needs -To or -UserId.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    [NeverEmpty]
    public object? Connection { get; set; }

    /// <summary>The recipient of the request: a number that starts with + or 00. Needs -Provider or -Connection.</summary>
    [Parameter]
    [Alias("Phone", "PhoneNumber", "Mobile", "Recipient")]
    [NeverEmpty]
    public string? To { get; set; }

    /// <summary>
    /// WhatsApp's id of the recipient, such as US.13491208655302741918, in place of -To. Needs -Provider or -Connection.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    public string? UserId { get; set; }

    /// <summary>The recipient's name at the provider, as with Send-WaMessage. Default: none.</summary>
    [Parameter]
    [NeverEmpty]
    public string? ClientName { get; set; }

    /// <summary>What the message of the request is for, as with Send-WaMessage. Default: none.</summary>
    [Parameter]
    [NeverEmpty]
    public MessageCategory? Category { get; set; }

    /// <summary>How long WhatsApp tries to deliver, as with Send-WaMessage. Needs -Category. Default: WhatsApp's own.</summary>
    [Parameter]
    [NeverEmpty]
    public string? TimeToLive { get; set; }

    /// <summary>On one line, as it goes over the wire.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (MessageArgument.Find(this, Message) is not { } message)
        {
            return;
        }

        bool ofRequest = Provider is not null || Connection is not null || To is not null || UserId is not null || ClientName is not null
            || Category is not null || TimeToLive is not null;
        if (!ofRequest)
        {
            Write(MessageWriter.Write(message), isJson: true);
        }
        else if (FindAccount() is { } account)
        {
            WriteRequest(message, account);
        }
    }

    private ProviderAccount? FindAccount()
    {
        if (Connection is not null)
        {
            if (Provider is null)
            {
                return ConnectionArgument.Resolve(this, Connection).Account;
            }

            WriteError(Errors.BadInput.Record("-Provider and -Connection contradict each other.", recommendation: "Give one of them."));
            return null;
        }

        return ProviderArgument.Find(this, Provider) is { } provider ? new(provider, ProviderSettings.Examples(provider.Settings)) : null;
    }

    private void WriteRequest(Message message, ProviderAccount account)
    {
        Prepared request;
        try
        {
            SendOptions options = new()
            {
                ClientName = ClientName,
                Category = Category,
                TimeToLive = SpanArgument.Read(TimeToLive, "time to live"),
            };
            (PhoneNumber? number, UserId? person) = Recipient();
            request = new Preparation(account).Show(message, number, options with { UserId = person });
        }
        catch (WaException fault)
        {
            WriteError(Errors.Record(fault, To ?? UserId ?? TimeToLive));
            return;
        }

        if (request.Body is null)
        {
            RuleViolation[] errors = [.. request.Violations.Where(violation => violation.Severity == RuleSeverity.Error)];
            WriteError(Errors.MessageInvalid.Record(
                $"{account.Provider} cannot be sent this message. {string.Join(" ", errors.Select(violation => violation.ToString()))}",
                message,
                errors[0].Recommendation));
            return;
        }

        Write(request.Body, isJson: request.MediaType == RequestWriter.JsonType);
        foreach (MediaFile file in request.Pending?.Files ?? [])
        {
            WriteWarning($"A run would upload {file}; the example id {MediaSnapshot.ExampleId} stands for its id.");
        }

        if (Connection is null)
        {
            WarnOfExamples(account.Provider, Encoding.UTF8.GetString(request.Body));
        }
    }

    private (PhoneNumber? Number, UserId? Person) Recipient()
    {
        switch (To, UserId)
        {
            case (null, null):
                throw new WaException(ErrorCause.RecipientInvalid, "-To is missing: a request has a recipient.");
            case (not null, not null):
                throw new WaException(ErrorCause.BadInput, "-To and -UserId both name the recipient.", "Give one of them.");
            case (null, _):
                return InteractiveMessaging.UserId.TryParse(UserId, out UserId person, out string? unreadable)
                    ? (null, person)
                    : throw new WaException(ErrorCause.RecipientInvalid, unreadable);
            default:
                return PhoneNumber.TryParse(To, NumberReading.Explicit, out PhoneNumber number, out string? error)
                    ? (number, null)
                    : throw new WaException(ErrorCause.RecipientInvalid, error);
        }
    }

    private void WarnOfExamples(Provider provider, string body)
    {
        string[] invented = [.. provider.Settings
            .Where(setting => setting is { Default: null, Optional: false } && body.Contains(setting.Example, StringComparison.Ordinal))
            .Select(setting => $"-{setting.Name} ({setting.Example})")];
        if (invented.Length > 0 && !_told)
        {
            _told = true;
            WriteWarning($"The request holds example settings: {string.Join(", ", invented)}. With -Connection it is shown as it would "
                + "be sent.");
        }
    }

    private void Write(byte[] body, bool isJson)
    {
        if (Compress || !isJson)
        {
            WriteObject(Encoding.UTF8.GetString(body));
            return;
        }

        using JsonDocument document = JsonDocument.Parse(body);
        WriteObject(JsonSerializer.Serialize(document.RootElement, Indented).ReplaceLineEndings("\n"));
    }
}
