using System.Management.Automation;
using System.Reflection;

namespace InteractiveMessaging.Cmdlets;

/// <summary>Every kind of error the module writes. docs/errors.md is made from this table.</summary>
internal static class Errors
{
    public static readonly ErrorKind MissingColumn = new("MissingColumn", ErrorCategory.InvalidData,
        "A row from the pipeline lacks the column that is needed.", "Rename the column, or name the value with the parameter and a script block.");

    public static readonly ErrorKind BadInput = new("BadInput", ErrorCategory.InvalidArgument,
        "A value cannot be used for this parameter.", "Give the value as the error says.");

    public static readonly ErrorKind BadJson = new("BadJson", ErrorCategory.ParserError,
        "A text is not JSON, or JSON that is no message.", "Correct the JSON where the error says.");

    public static readonly ErrorKind FileNotWritten = new("FileNotWritten", ErrorCategory.WriteError,
        "A file could not be written.", "Choose another path, or make room for it.");

    public static readonly ErrorKind FileNotRead = new("FileNotRead", ErrorCategory.ReadError,
        "A file could not be read.", "Give the path of a file that you may read.");

    public static readonly ErrorKind SignatureInvalid = new("SignatureInvalid", ErrorCategory.SecurityError,
        "A callback's signature does not belong to its body and the app secret; nothing in it was believed.", "Give the body's bytes as they came in, the value of X-Hub-Signature-256, and the secret of the app that sent it.");

    public static readonly ErrorKind ConnectionRefused = new("ConnectionRefused", ErrorCategory.InvalidArgument,
        "A connection cannot be made from what was given.", "Run Connect-WaProvider again with what the error names.");

    public static readonly ErrorKind ProfileRefused = new("ProfileRefused", ErrorCategory.ResourceUnavailable,
        "A saved connection's file cannot be read or written; it was left as it is.", "Do as the error says, or remove it with Disconnect-WaProvider -Forget.");

    public static readonly ErrorKind NoSecretManagement = new("NoSecretManagement", ErrorCategory.NotInstalled,
        "A vault is named, and the module Microsoft.PowerShell.SecretManagement is not installed.", "Install it and a vault, or name an environment variable with -ApiKeyVariable.");

    public static readonly ErrorKind VaultRefused = new("VaultRefused", ErrorCategory.WriteError,
        "A vault did not take the key.", "See Get-SecretVault and Get-SecretInfo.");

    public static readonly ErrorKind NotConnected = new("NotConnected", ErrorCategory.ConnectionError,
        "There is no connection to use.", "Connect first: Connect-WaProvider, or Start-WaSandbox to try without an account.");

    public static readonly ErrorKind MessageInvalid = new("MessageInvalid", ErrorCategory.InvalidData,
        "A message breaks rules; it was not sent.", "Put right what the error names; Test-WaMessage lists every fault.");

    public static readonly ErrorKind RecipientInvalid = new("RecipientInvalid", ErrorCategory.InvalidData,
        "A recipient's number cannot be read; nothing was sent to it.", "Write it as +<country code><number>, or use -CountryCode or -International.");

    public static readonly ErrorKind Rejected = new("Rejected", ErrorCategory.InvalidOperation,
        "The provider refused the message.", "See what the provider says.");

    public static readonly ErrorKind Failed = new("Failed", ErrorCategory.ConnectionError,
        "The message was surely not taken, and the retries are used up.", "Send it again later.");

    public static readonly ErrorKind InDoubt = new("InDoubt", ErrorCategory.OperationTimeout,
        "The message may have been taken; nobody can say.", "Look at the provider's log or callbacks; -RetryInDoubt sends it again at the risk of a second message.");

    public static readonly ErrorKind RunStopped = new("RunStopped", ErrorCategory.PermissionDenied,
        "The provider refuses the account; nothing further can succeed, so the run ended.", "Put right what the error names, then run the same command again.");

    public static readonly ErrorKind ConnectionClosed = new("ConnectionClosed", ErrorCategory.ConnectionError,
        "The connection was closed while a run used it, so the run ended.", "Connect again and run the same command again.");

    public static readonly ErrorKind JournalFailed = new("JournalFailed", ErrorCategory.WriteError,
        "The journal could not be written any more, so the run ended.", "Make room on the disk or choose another place, then run the same command again.");

    public static readonly ErrorKind SandboxNotStarted = new("SandboxNotStarted", ErrorCategory.ResourceUnavailable,
        "The sandbox could not listen on its port.", "Choose another port, or leave -Port out for a free one.");

    public static readonly ErrorKind NoSandbox = new("NoSandbox", ErrorCategory.ObjectNotFound,
        "There is no sandbox to ask.", "Start one with Start-WaSandbox, or name one with -Sandbox.");

    public static readonly ErrorKind JournalUnwritable = new("JournalUnwritable", ErrorCategory.WriteError,
        "A journal cannot be made or written.", "Make sure that the folder exists, may be written and has room; then run the same command again.");

    public static readonly ErrorKind JournalBusy = new("JournalBusy", ErrorCategory.ResourceBusy,
        "Another run writes to the journal.", "Wait for that run to end, or use another file.");

    public static readonly ErrorKind JournalDamaged = new("JournalDamaged", ErrorCategory.InvalidData,
        "A journal is damaged before its end, so what was sent is not known for sure.", "Restore the file from a copy. Get-WaJournal -Summary lists the places, and Get-WaJournal gives what is whole.");

    public static readonly ErrorKind JournalForeign = new("JournalForeign", ErrorCategory.InvalidArgument,
        "A file is not a journal.", "Give the path of a journal, or of a file that does not exist yet.");

    public static readonly ErrorKind JournalNewer = new("JournalNewer", ErrorCategory.NotImplemented,
        "A journal was written by a newer version of this module.", "Update the module.");

    public static readonly ErrorKind JournalKeyDiffers = new("JournalKeyDiffers", ErrorCategory.InvalidArgument,
        "A journal names its rows by another key.", "Use -Key as the run before did, or another file.");

    public static readonly ErrorKind JournalMessageDiffers = new("JournalMessageDiffers", ErrorCategory.InvalidArgument,
        "A journal was made with another message.", "Use another file for another message.");

    public static readonly ErrorKind JournalConnectionDiffers = new("JournalConnectionDiffers", ErrorCategory.InvalidArgument,
        "A journal was made with another connection.", "Use that connection or another file, or -JournalForce.");

    public static readonly ErrorKind JournalNotFound = new("JournalNotFound", ErrorCategory.ObjectNotFound,
        "There is no such journal.", "Give the path that was given to Send-WaMessage -Journal.");

    public static readonly ErrorKind JournalUnreadable = new("JournalUnreadable", ErrorCategory.ReadError,
        "A journal cannot be read.", "Only the user who made a journal may read it.");

    /// <summary>All of them, in the order they stand here.</summary>
    public static IReadOnlyList<ErrorKind> All { get; } =
        [.. typeof(Errors).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ErrorKind>()];

    /// <summary>The kind with this id.</summary>
    public static ErrorKind? Find(string id) => All.FirstOrDefault(kind => kind.Id == id);
}
