namespace InteractiveMessaging;

/// <summary>Meta's error codes and what a sender makes of them. The code decides; the HTTP status beside it says little.</summary>
internal static class MetaCodes
{
    private const string Pace = "The run slows down and tries again by itself; connect with a lower -RatePerSecond to avoid it.";
    private const string Passing = "It passes by itself, and the message is tried again; where it lasts, see Meta's status page.";
    private const string Token = "Check the access token and its permissions, then connect again with Connect-WaProvider -ApiKey.";
    private const string Account = "See the account's status in WhatsApp Manager; Meta has restricted it.";
    private const string Number = "See the number in WhatsApp Manager: it must be registered and its display name approved.";
    private const string Later = "Run the same command with the same journal again on another day; it goes on where it stopped.";
    private const string Template = "See the template in WhatsApp Manager: its status, its language, and what Meta says of it.";
    private const string TemplateValues = "Compare the message with the template's definition: its values, their number, form and length.";
    private const string Message = "Test-WaMessage -Provider names what is wrong with the message.";
    private const string Meta = "See Meta's page of error codes; the others on the list are not concerned.";
    private const string Media = "Check the file's type and size, and that its link can be fetched by anybody.";

    /// <summary>The code of many faults of one request.</summary>
    public const string InvalidParameter = "100";

    /// <summary>What that code means where it says that the account may not use Direct Send: every row would meet the same.</summary>
    public static ReplyCode NoDirectSend { get; } = new(
        [InvalidParameter],
        Verdict.Stop,
        "Direct Send is not enabled for this account; send an approved template, or leave -Category out.");

    public static IReadOnlyList<ReplyCode> All { get; } =
    [
        new(["4", "80007", "130429"], Verdict.Throttle, Pace),
        new(["131056"], Verdict.PairLimit, "Too many messages went to this recipient; the run waits and tries this one again by itself."),
        new(["2", "131000", "131016", "2494100"], Verdict.Retry, Passing),
        new(["131057"], Verdict.Retry, "The account is being maintained; the message is tried again by itself."),

        new(["0", "3", "10", "190", "200-299", "131005"], Verdict.Stop, Token),
        new(["368", "131031"], Verdict.Stop, Account),
        new(["131042"], Verdict.Stop, "Put the account's payment method right in Meta's billing settings."),
        new(["131037", "131045", "133010"], Verdict.Stop, Number),
        new(
            ["33"],
            Verdict.Stop,
            "The phone number id may be wrong, or its number deleted. See WhatsApp Manager, and connect with the right -PhoneNumberId."),
        new(["139200"], Verdict.Stop, "Direct Send is blocked for this account; send a template, or write within 24 hours of an answer."),
        new(["131048"], Verdict.Stop, "Too many messages of this number were blocked or reported as spam. " + Later),
        new(["131064"], Verdict.Stop, "The account's messaging limit is used up. " + Later),
        new(["131063"], Verdict.Stop, "Marketing messages are off for this account; see WhatsApp Manager."),
        new(["132001"], Verdict.Stop, "The template does not exist in this language. " + Template),
        new(["132007"], Verdict.Stop, "The template is against a policy. " + Template),
        new(["132015"], Verdict.Stop, "The template is paused for its quality. " + Template),
        new(["132016"], Verdict.Stop, "The template was paused too often and is disabled for good. " + Template),
        new(["132068"], Verdict.Stop, "The template's flow is blocked. " + Template),

        new(["1"], Verdict.Reject, "Meta gives no reason; check the message, and Meta's status page."),
        new([InvalidParameter, "131008-131009"], Verdict.Reject, Message),
        new(["131021"], Verdict.Reject, "Sender and recipient are the same number."),
        new(["131026"], Verdict.Reject, "The number may not be on WhatsApp, or its app is too old for this message."),
        new(["131030"], Verdict.Reject, "Add the recipient to the test number's list of recipients."),
        new(
            ["131047"],
            Verdict.Reject,
            "More than 24 hours have passed since the recipient wrote. Send an approved template, or use -Category where the account may "
            + "send without one, and another journal."),
        new(["131049"], Verdict.Reject, "The recipient got enough marketing for now; not before 24 hours from now."),
        new(["131050"], Verdict.Reject, "The recipient does not want marketing messages from this business; leave this person out."),
        new(["131051"], Verdict.Reject, "WhatsApp does not take this kind of message; see docs/message-types.md."),
        new(["131052-131053"], Verdict.Reject, Media),
        new(["131062"], Verdict.Reject, "This kind of message cannot go to a user id; write to the phone number."),
        new(["130472"], Verdict.Reject, "The recipient is part of an experiment of Meta's; write when the recipient has written."),
        new(["130497"], Verdict.Reject, "The account may not write to people in this country; see Meta's country restrictions."),
        new(["130403", "137000"], Verdict.Reject, Meta),
        new(["132000"], Verdict.Reject, "The number of values differs from the template's. " + TemplateValues),
        new(["132005"], Verdict.Reject, "A filled text of the template is too long. " + TemplateValues),
        new(["132012"], Verdict.Reject, "A value has another form than the template's. " + TemplateValues),
        new(["132018"], Verdict.Reject, "A value holds a line break, a tab or a run of spaces. " + TemplateValues),
        new(["132069"], Verdict.Reject, "The template's flow is throttled; try this recipient again later."),
    ];
}
