using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Turns a provider's callbacks into objects: who tapped what, and how far messages have come.</summary>
[Cmdlet(VerbsData.ConvertFrom, "WaCallback", DefaultParameterSetName = InputSet)]
[OutputType(typeof(WaReply), typeof(WaStatus), typeof(WaPayment), typeof(WaPreference), typeof(WaUserChange), typeof(WaUnknownCallback))]
public sealed class ConvertFromWaCallbackCommand : WaCmdlet
{
    private const string InputSet = "Input";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string SignatureHeader = "X-Hub-Signature-256";

    private readonly StringBuilder _lines = new();
    private readonly List<byte> _bytes = [];

    /// <summary>
    /// The callback's body: JSON as a text or as lines of one, its bytes, a file, the object an automation webhook hands over, or what
    /// ConvertFrom-Json made of it.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull, AllowEmptyString]
    public PSObject? InputObject { get; set; }

    /// <summary>Files that hold callbacks, one or several each; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? Path { get; set; }

    /// <summary>The same for names with brackets: every character counts as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    [NeverEmpty, AllowNull, AllowEmptyString, AllowEmptyCollection]
    public string?[]? LiteralPath { get; set; }

    /// <summary>The secret of the app that sends the callbacks; the signature is verified with it before anything is read.</summary>
    [Parameter]
    [NeverEmpty]
    [SecretTransformation]
    public SecureString? AppSecret { get; set; }

    /// <summary>The value of the header X-Hub-Signature-256, such as sha256=5d41…. A webhook object brings its own.</summary>
    [Parameter]
    [NeverEmpty]
    public string? Signature { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Signature is not null && AppSecret is null)
        {
            ThrowTerminatingError(Errors.BadInput.Record(
                "-Signature needs -AppSecret.", recommendation: "Give the app secret as a SecureString with -AppSecret."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != InputSet)
        {
            foreach (string file in InputFiles.Find(this, Path ?? LiteralPath ?? [], literal: ParameterSetName == LiteralPathSet))
            {
                ConvertFile(file);
            }

            return;
        }

        try
        {
            Take();
        }
        catch (WaException fault)
        {
            WriteError(Errors.Record(fault, InputObject));
        }
    }

    private void Take()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case string line:
                _lines.Append(line).Append('\n');
                break;
            case byte one:
                _bytes.Add(one);
                break;
            case byte[] body:
                Convert(body, Signature);
                break;
            case FileInfo file:
                ConvertFile(file.FullName);
                break;
            case IEnumerable<object> items when UserCode.Read(() => items.All(item => Cell.Unwrap(item) is string), "This list"):
                _lines.AppendJoin('\n', items).Append('\n');
                break;
            default:
                ConvertWebhook(InputObject);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_bytes.Count > 0)
        {
            Convert([.. _bytes], Signature);
        }

        if (_lines.Length > 0)
        {
            // The line feed behind the last line is ours: a text given whole is verified as it is.
            Convert(Encoding.UTF8.GetBytes(_lines.ToString(0, _lines.Length - 1)), Signature);
        }
    }

    private void ConvertFile(string file)
    {
        if (InputFiles.ReadBytes(this, file) is { } body)
        {
            Convert(body, Signature, file);
        }
    }

    // Azure Automation hands over the body as RequestBody and the headers as RequestHeader.
    private void ConvertWebhook(PSObject webhook)
    {
        if (ForeignObject.Member(webhook, "RequestBody") is { } body)
        {
            string? header = ForeignObject.Member(webhook, "RequestHeader") is { } headers
                ? ForeignObject.Member(PSObject.AsPSObject(headers), SignatureHeader) as string
                : null;
            Convert(body as byte[] ?? Encoding.UTF8.GetBytes(UserCode.Text(body, "The RequestBody of this object")), Signature ?? header);
        }
        else if (AppSecret is null && webhook.BaseObject is PSCustomObject or IDictionary)
        {
            Convert(Encoding.UTF8.GetBytes(JsonInput.ToForeignJson(webhook).ToString()), null);
        }
        else
        {
            WriteError(Errors.BadInput.Record($"An object of the type {webhook.BaseObject.GetType().Name} is not a callback.", webhook,
                "Give the body as text or bytes, a file, or the webhook's object with its RequestBody; only these can be verified."));
        }
    }

    private void Convert(byte[] body, string? signature, string? source = null)
    {
        if (AppSecret is not null && !CallbackSignature.Verify(body, AppSecret, signature))
        {
            ThrowTerminatingError(Errors.SignatureInvalid.Record(signature is null
                ? $"There is no signature to verify: give the value of {SignatureHeader} with -Signature."
                : "The signature is not that of this body and this app secret.", source));
        }

        WriteObject(CallbackArgument.Parse(this, body, source), enumerateCollection: true);
    }
}
