using System.Globalization;

namespace InteractiveMessaging;

/// <summary>One line of a suppression file: a person said stop, or said later that messages may come again.</summary>
public sealed record SuppressionEntry
{
    /// <summary>The person: a number with its plus, or a user id.</summary>
    public required string Recipient { get; init; }

    /// <summary>What the person wants.</summary>
    public required SuppressionAction Action { get; init; }

    /// <summary>When the person said so (UTC); whole milliseconds.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How the person said so.</summary>
    public required SuppressionReason Reason { get; init; }

    /// <summary>The id of the message in which the person said so, or that failed for it; null where there is none.</summary>
    public string? MessageId { get; init; }

    /// <summary>The file; empty for an entry that is not written yet.</summary>
    public string Path { get; init; } = "";

    /// <summary>The number of its line in the file, from 1; 0 for an entry that is not written yet.</summary>
    public long Line { get; init; }

    /// <summary>Who, what, when and how.</summary>
    public override string ToString() => Tell(Recipient, Action, At, Reason);

    /// <summary>A sentence about what a person said.</summary>
    internal static string Tell(string who, SuppressionAction action, DateTimeOffset at, SuppressionReason reason) => string.Create(
        CultureInfo.InvariantCulture,
        $"{who} said {(action == SuppressionAction.Stop ? "stop" : "resume")} on {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({Words(reason)}).");

    private static string Words(SuppressionReason reason) => reason switch
    {
        SuppressionReason.Preference => "in the settings of WhatsApp",
        SuppressionReason.OptOutCode => "WhatsApp's code 131050",
        SuppressionReason.Word => "with one word",
        SuppressionReason.Payload => "with a button",
        SuppressionReason.UserChange => "under another number or user id",
        _ => "entered by hand",
    };
}

/// <summary>What a person wants.</summary>
public enum SuppressionAction
{
    /// <summary>No more messages.</summary>
    Stop,

    /// <summary>Messages again.</summary>
    Resume,
}

/// <summary>How it is known what a person wants.</summary>
public enum SuppressionReason
{
    /// <summary>Entered by hand.</summary>
    Manual,

    /// <summary>The person said so in the settings of WhatsApp (Meta's <c>user_preferences</c>).</summary>
    Preference,

    /// <summary>A message failed with WhatsApp's code 131050: the person does not want marketing messages.</summary>
    OptOutCode,

    /// <summary>The person answered with a word that says so, and nothing else.</summary>
    Word,

    /// <summary>The person tapped a button or a row that says so.</summary>
    Payload,

    /// <summary>The person said stop under another number or user id, and has this one now.</summary>
    UserChange,
}
