using System.Management.Automation;
using System.Reflection;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Every kind of error the module writes. docs/errors.md is made from this table.</summary>
internal static class Errors
{
    public static readonly ErrorKind MissingColumn = new(ErrorCause.MissingColumn, ErrorCategory.InvalidData,
        "A row from the pipeline lacks the column that is needed.",
        "Rename the column, or name the value with the parameter and a script block.");

    public static readonly ErrorKind BadInput = new(ErrorCause.BadInput, ErrorCategory.InvalidArgument,
        "A value cannot be used for this parameter.", "Give the value as the error says.");

    public static readonly ErrorKind BadJson = new(ErrorCause.BadJson, ErrorCategory.ParserError,
        "A text is not JSON, or the JSON is not a message.", "Correct the JSON where the error says.");

    public static readonly ErrorKind FileNotFound = new(ErrorCause.FileNotFound, ErrorCategory.ObjectNotFound,
        "There is no such file.",
        "Check the path, and the folder that it is relative to. -LiteralPath takes a name with brackets as it is.");

    public static readonly ErrorKind FileNotRead = new(ErrorCause.FileNotRead, ErrorCategory.ReadError,
        "A file is there and could not be read.",
        "Give the path of a file that you may read; only the user who made a journal may read it.");

    public static readonly ErrorKind FileNotWritten = new(ErrorCause.FileNotWritten, ErrorCategory.WriteError,
        "A file could not be written.", "Choose another path, or make room for it.");

    public static readonly ErrorKind MediaInvalid = new(ErrorCause.MediaInvalid, ErrorCategory.InvalidData,
        "A file is not what WhatsApp takes: it is empty, too large, of another kind, or not what its name says.",
        "See docs/media.md for the kinds and sizes.");

    public static readonly ErrorKind NoUpload = new(ErrorCause.NoUpload, ErrorCategory.NotImplemented,
        "The provider takes no uploads, or the connection's -Endpoint is an address for messages alone.",
        "Give the address that the file can be fetched from.");

    public static readonly ErrorKind UploadRefused = new(ErrorCause.UploadRefused, ErrorCategory.InvalidOperation,
        "The provider refused a file.", "See what the provider says, and docs/media.md for the kinds and sizes.");

    public static readonly ErrorKind UploadFailed = new(ErrorCause.UploadFailed, ErrorCategory.ConnectionError,
        "A file could not be uploaded; the attempts are used up, or the wait would be too long.", "Upload it again later.");

    public static readonly ErrorKind SignatureInvalid = new(ErrorCause.SignatureInvalid, ErrorCategory.SecurityError,
        "A callback's signature does not belong to its body and the app secret; nothing in it was believed.",
        "Give the body's bytes as they came in, the value of X-Hub-Signature-256, and the secret of the app that sent it.");

    public static readonly ErrorKind VerifyTokenInvalid = new(ErrorCause.VerifyTokenInvalid, ErrorCategory.SecurityError,
        "A request that should prove an address has another token than the one that was expected.",
        "Answer with status 403. If it was WhatsApp that asked, give the same token there and here.");

    public static readonly ErrorKind ProviderMissing = new(ErrorCause.ProviderMissing, ErrorCategory.InvalidArgument,
        "No provider is named, and no saved connection has the name that was given.",
        "Name the provider first: Connect-WaProvider Kaleyra …; or open a saved connection: Connect-WaProvider -Name acme.");

    public static readonly ErrorKind ProviderUnknown = new(ErrorCause.ProviderUnknown, ErrorCategory.InvalidArgument,
        "There is no provider of this name.", "Get-WaProvider -ListAvailable lists them.");

    public static readonly ErrorKind ConnectionRefused = new(ErrorCause.ConnectionRefused, ErrorCategory.InvalidArgument,
        "A connection cannot be made from what was given.", "Run Connect-WaProvider again with what the error names.");

    public static readonly ErrorKind KeyMissing = new(ErrorCause.KeyMissing, ErrorCategory.InvalidArgument,
        "There is no key, or it is empty. Where something else is missing too, the error is ConnectionRefused and names both.",
        "Give the key with -ApiKey (a SecureString), -ApiKeyVariable or -SecretName.");

    public static readonly ErrorKind KeyUnreadable = new(ErrorCause.KeyUnreadable, ErrorCategory.InvalidData,
        "A key holds a space, a line break or a letter beyond ASCII, so it cannot be sent.",
        "Copy it again without what stands around it.");

    public static readonly ErrorKind ProfileRefused = new(ErrorCause.ProfileRefused, ErrorCategory.ResourceUnavailable,
        "A saved connection's file cannot be read or written; it was left as it is.",
        "Do as the error says, or remove it with Disconnect-WaProvider -Forget.");

    public static readonly ErrorKind NoSecretManagement = new(ErrorCause.NoSecretManagement, ErrorCategory.NotInstalled,
        "A vault is named, and the module Microsoft.PowerShell.SecretManagement is not installed.",
        "Install it and a vault, or name an environment variable with -ApiKeyVariable.");

    public static readonly ErrorKind VaultRefused = new(ErrorCause.VaultRefused, ErrorCategory.ResourceUnavailable,
        "A vault did not return the key, or did not take it.", "See Get-SecretVault and Get-SecretInfo.");

    public static readonly ErrorKind NotConnected = new(ErrorCause.NotConnected, ErrorCategory.ConnectionError,
        "There is no connection to use.", "Connect first: Connect-WaProvider, or Start-WaSandbox to try without an account.");

    public static readonly ErrorKind MessageInvalid = new(ErrorCause.MessageInvalid, ErrorCategory.InvalidData,
        "A message breaks rules; it was not sent.", "Correct what the error names; Test-WaMessage lists every rule that it breaks.");

    public static readonly ErrorKind TemplatesNotListed = new(ErrorCause.TemplatesNotListed, ErrorCategory.NotImplemented,
        "The templates of an account cannot be listed: the provider documents no request for it, its address was replaced, or a setting "
        + "for it was not given.",
        "Read them from a file: Get-WaTemplate -Path templates.json.");

    public static readonly ErrorKind TemplatesNotRead = new(ErrorCause.TemplatesNotRead, ErrorCategory.ResourceUnavailable,
        "The provider did not return the templates of the account.", "Try again later, or read them from a file with -Path.");

    public static readonly ErrorKind RecipientInvalid = new(ErrorCause.RecipientInvalid, ErrorCategory.InvalidData,
        "A recipient's number or user id cannot be read; nothing was sent to it.",
        "Write a number as +<country code><number>, or say what numbers without a plus are: -CountryCode <digits> for national numbers of "
        + "that country, -International for complete ones. A user id goes into -UserId.");

    public static readonly ErrorKind Rejected = new(ErrorCause.Rejected, ErrorCategory.InvalidOperation,
        "The provider refused the message.", "See what the provider says.");

    public static readonly ErrorKind Failed = new(ErrorCause.Failed, ErrorCategory.ConnectionError,
        "The message was certainly not taken, and no further attempt was made: -MaxRetryCount, or so many failures in the run.",
        "Send it again later.");

    public static readonly ErrorKind InDoubt = new(ErrorCause.InDoubt, ErrorCategory.OperationTimeout,
        "The message may have been taken; nobody can say.",
        "Look at the provider's log or callbacks; -RetryInDoubt sends it again at the risk of a second message.");

    public static readonly ErrorKind RunStopped = new(ErrorCause.RunStopped, ErrorCategory.PermissionDenied,
        "The provider refuses the account; nothing further can succeed, so the run ended.",
        "Correct what the error names, then run the same command again.");

    public static readonly ErrorKind OutageStopped = new(ErrorCause.OutageStopped, ErrorCategory.ConnectionError,
        "Many messages in a row failed or are in doubt, and none was accepted between, so the run ended.",
        "See whether the provider is up (Test-WaProvider), then send what is NotSent.");

    public static readonly ErrorKind RowsFailed = new(ErrorCause.RowsFailed, ErrorCategory.InvalidResult,
        "With -ErrorAction Stop, a run sends to everybody first and counts at the end what went wrong.",
        "Each recipient has its result, with its error: keep the results with -OutVariable or Export-Csv.");

    public static readonly ErrorKind ConnectionClosed = new(ErrorCause.ConnectionClosed, ErrorCategory.ConnectionError,
        "The connection was closed while a run used it, so the run ended.", "Connect again and run the same command again.");

    public static readonly ErrorKind JournalFailed = new(ErrorCause.JournalFailed, ErrorCategory.WriteError,
        "The journal could not be written any more, so the run ended.",
        "Make room on the disk or choose another place, then run the same command again.");

    public static readonly ErrorKind SandboxNotStarted = new(ErrorCause.SandboxNotStarted, ErrorCategory.ResourceUnavailable,
        "The sandbox could not listen on its port.", "Choose another port, or leave -Port out for a free one.");

    public static readonly ErrorKind NoSandbox = new(ErrorCause.NoSandbox, ErrorCategory.ObjectNotFound,
        "There is no sandbox to ask.", "Start one with Start-WaSandbox, or name one with -Sandbox.");

    public static readonly ErrorKind JournalUnwritable = new(ErrorCause.JournalUnwritable, ErrorCategory.WriteError,
        "A journal cannot be made or written.",
        "Make sure that the folder exists, may be written and has room; then run the same command again.");

    public static readonly ErrorKind JournalBusy = new(ErrorCause.JournalBusy, ErrorCategory.ResourceBusy,
        "Another run writes to the journal.", "Wait for that run to end, or use another journal.");

    public static readonly ErrorKind JournalDamaged = new(ErrorCause.JournalDamaged, ErrorCategory.InvalidData,
        "A journal is damaged before its end, so what was sent is not known for sure.",
        "Restore the file from a copy. Get-WaJournal -Summary lists the places, and Get-WaJournal returns what is whole.");

    public static readonly ErrorKind JournalForeign = new(ErrorCause.JournalForeign, ErrorCategory.InvalidArgument,
        "A file is not a journal, or was emptied.", "Give the path of a journal, or of one that does not exist yet.");

    public static readonly ErrorKind JournalNewer = new(ErrorCause.JournalNewer, ErrorCategory.NotImplemented,
        "A journal was written by a newer version of this module.", "Update the module.");

    public static readonly ErrorKind JournalKeyDiffers = new(ErrorCause.JournalKeyDiffers, ErrorCategory.InvalidArgument,
        "A journal names its rows by another key.", "Use -Key as the run before did, or another journal.");

    public static readonly ErrorKind JournalMessageDiffers = new(ErrorCause.JournalMessageDiffers, ErrorCategory.InvalidArgument,
        "A journal was made with another message, or a row's message is new to it and would be a second one for its recipient.",
        "Use another journal for another message.");

    public static readonly ErrorKind JournalConnectionDiffers = new(ErrorCause.JournalConnectionDiffers, ErrorCategory.InvalidArgument,
        "A journal was made with another connection, address or account.", "Use that connection or another journal, or -JournalForce.");

    public static readonly ErrorKind SuppressionUnwritable = new(ErrorCause.SuppressionUnwritable, ErrorCategory.WriteError,
        "A suppression file cannot be made or written.",
        "Make sure that the folder exists, may be written and has room; then run the same command again.");

    public static readonly ErrorKind SuppressionDamaged = new(ErrorCause.SuppressionDamaged, ErrorCategory.InvalidData,
        "A suppression file is damaged before its end, so who said stop is not known for sure; nothing is sent with it.",
        "Restore the file from a copy, or make a new one with Update-WaSuppression from all callbacks.");

    public static readonly ErrorKind SuppressionForeign = new(ErrorCause.SuppressionForeign, ErrorCategory.InvalidArgument,
        "A file is not a suppression file, or was emptied.",
        "Give a file that Update-WaSuppression made. A list of numbers is given by its rows: -Exclude (Import-Csv list.csv).");

    public static readonly ErrorKind SuppressionNewer = new(ErrorCause.SuppressionNewer, ErrorCategory.NotImplemented,
        "A suppression file was written by a newer version of this module.", "Update the module.");

    private static readonly Dictionary<ErrorCause, ErrorKind> ByCause = typeof(Errors).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(row => (ErrorKind)row.GetValue(null)!)
        .ToDictionary(kind => kind.Cause);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<ErrorKind> All => ByCause.Values;

    /// <summary>The kind of this cause. Every cause has one.</summary>
    public static ErrorKind Of(ErrorCause cause) => ByCause[cause];

    /// <summary>The error record of an error of the engine.</summary>
    /// <param name="fault">The error.</param>
    /// <param name="target">The object it is about.</param>
    public static ErrorRecord Record(WaException fault, object? target) => Of(fault.Cause).Record(fault, target);
}
