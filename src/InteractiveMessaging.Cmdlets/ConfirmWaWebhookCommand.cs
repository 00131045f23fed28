using System.Management.Automation;
using System.Security;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Answers the request by which WhatsApp proves the address of a webhook: returns the challenge if the token is right.</summary>
[Cmdlet(VerbsLifecycle.Confirm, "WaWebhook")]
[OutputType(typeof(string))]
public sealed class ConfirmWaWebhookCommand : WaCmdlet
{
    // What frameworks call the query of a request: Azure Functions and Pode, HttpListener.
    private static readonly string[] QueryNames = ["Query", "QueryString"];

    /// <summary>
    /// The query of the GET request: a text such as ?hub.mode=subscribe&amp;…, the whole address, a hashtable or another dictionary, or a
    /// request object with a Query or QueryString.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [AllowNull, AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// The token that you gave to WhatsApp together with the address. The comparison takes the same time for every wrong one.
    /// </summary>
    [Parameter]
    [NeverEmpty]
    [SecretTransformation]
    public SecureString? VerifyToken { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (VerifyToken is null)
        {
            ThrowTerminatingError(Errors.BadInput.Record(
                "-VerifyToken is missing.", recommendation: "Give the token that you gave to WhatsApp, as a SecureString."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        try
        {
            WriteObject(AddressProof.Answer(Fields(QueryOf(InputObject)), VerifyToken!));
        }
        catch (WaException fault)
        {
            // The request may hold the token, so the target is only the name of the field that is wrong.
            ThrowTerminatingError(Errors.Record(
                fault, fault.Cause == ErrorCause.VerifyTokenInvalid ? AddressProof.TokenField : AddressProof.ModeField));
        }
    }

    // The query in a request; what has none is the query itself.
    private static object? QueryOf(PSObject? request) =>
        request?.BaseObject is null or string or Uri
            ? request?.BaseObject
            : QueryNames.Select(name => ForeignObject.Member(request, name)).FirstOrDefault(query => query is not null) ?? request;

    private static Func<string, string?> Fields(object? query) => query switch
    {
        null => _ => null,
        string text => Fields(text),
        Uri address => Fields(address.OriginalString),
        _ => name => ForeignObject.Member(PSObject.AsPSObject(query), name) is { } value
            ? UserCode.Text(value, $"The {name} of this request")
            : null,
    };

    // As forms write a query: a plus is a space, %XX is a byte of UTF-8.
    private static Func<string, string?> Fields(string query)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach (string field in query[(query.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('#')[0].Split('&'))
        {
            string[] parts = field.Split('=', 2);
            fields.TryAdd(Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : "");
        }

        return name => fields.GetValueOrDefault(name);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
