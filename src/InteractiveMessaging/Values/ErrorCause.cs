namespace InteractiveMessaging;

/// <summary>
/// What went wrong. A name is also the stable id that stands at the head of an error record's <c>FullyQualifiedErrorId</c>.
/// </summary>
public enum ErrorCause
{
    /// <summary>A row lacks a column that is needed.</summary>
    MissingColumn,

    /// <summary>A value cannot be used for a parameter.</summary>
    BadInput,

    /// <summary>A text is not JSON, or the JSON is not a message.</summary>
    BadJson,

    /// <summary>There is no such file.</summary>
    FileNotFound,

    /// <summary>A file is there and cannot be read.</summary>
    FileNotRead,

    /// <summary>A file cannot be written.</summary>
    FileNotWritten,

    /// <summary>A file is not what WhatsApp takes: its kind, its size, its name.</summary>
    MediaInvalid,

    /// <summary>The provider takes no uploads, or the connection's address is for messages alone.</summary>
    NoUpload,

    /// <summary>The provider refused a file.</summary>
    UploadRefused,

    /// <summary>A file could not be uploaded, and no further attempt was made.</summary>
    UploadFailed,

    /// <summary>A callback's signature does not belong to its body and the app secret.</summary>
    SignatureInvalid,

    /// <summary>A request that proves an address has another token.</summary>
    VerifyTokenInvalid,

    /// <summary>No provider is named.</summary>
    ProviderMissing,

    /// <summary>There is no provider of this name.</summary>
    ProviderUnknown,

    /// <summary>A connection cannot be made from these settings.</summary>
    ConnectionRefused,

    /// <summary>There is no key, or it is empty.</summary>
    KeyMissing,

    /// <summary>A key holds what cannot be sent.</summary>
    KeyUnreadable,

    /// <summary>A saved connection's file cannot be read, written or trusted.</summary>
    ProfileRefused,

    /// <summary>A vault is named, and SecretManagement is not installed.</summary>
    NoSecretManagement,

    /// <summary>A vault does not return a secret, or does not take one.</summary>
    VaultRefused,

    /// <summary>No connection is open, or none of this name.</summary>
    NotConnected,

    /// <summary>A message breaks rules.</summary>
    MessageInvalid,

    /// <summary>No list of templates is known at the address of a connection, or a setting for it was not given.</summary>
    TemplatesNotListed,

    /// <summary>The templates of an account cannot be read.</summary>
    TemplatesNotRead,

    /// <summary>A recipient's number or user id cannot be read.</summary>
    RecipientInvalid,

    /// <summary>The provider refused a message.</summary>
    Rejected,

    /// <summary>A message was certainly not taken, and no further attempt was made.</summary>
    Failed,

    /// <summary>A message may have been taken; nobody can say.</summary>
    InDoubt,

    /// <summary>The provider refuses the account, so the run ended.</summary>
    RunStopped,

    /// <summary>So many messages in a row failed or are in doubt that the provider is taken to be down, so the run ended.</summary>
    OutageStopped,

    /// <summary>Some messages of a run went wrong, and errors end the script: one error at the end counts them.</summary>
    RowsFailed,

    /// <summary>The connection was closed while a run used it, so the run ended.</summary>
    ConnectionClosed,

    /// <summary>The journal could not be written any more, so the run ended.</summary>
    JournalFailed,

    /// <summary>A journal cannot be made or written.</summary>
    JournalUnwritable,

    /// <summary>Another run writes to the journal.</summary>
    JournalBusy,

    /// <summary>A journal is damaged before its end.</summary>
    JournalDamaged,

    /// <summary>A file is not a journal.</summary>
    JournalForeign,

    /// <summary>A newer version of this module wrote the journal.</summary>
    JournalNewer,

    /// <summary>A journal names its rows by another key.</summary>
    JournalKeyDiffers,

    /// <summary>A journal was made with another message.</summary>
    JournalMessageDiffers,

    /// <summary>A journal was made with another connection.</summary>
    JournalConnectionDiffers,

    /// <summary>A suppression file cannot be made or written.</summary>
    SuppressionUnwritable,

    /// <summary>A suppression file is damaged before its end.</summary>
    SuppressionDamaged,

    /// <summary>A file is not a suppression file.</summary>
    SuppressionForeign,

    /// <summary>A newer version of this module wrote the suppression file.</summary>
    SuppressionNewer,

    /// <summary>The sandbox cannot listen on its port.</summary>
    SandboxNotStarted,

    /// <summary>There is no sandbox to ask.</summary>
    NoSandbox,
}
