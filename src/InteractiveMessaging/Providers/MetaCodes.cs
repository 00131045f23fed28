namespace InteractiveMessaging;

/// <summary>Meta's error codes and what a sender makes of them. The code decides; the HTTP status beside it says little.</summary>
internal static class MetaCodes
{
    private const string Token = "Check the access token and its permissions, then connect again with Connect-WaProvider -ApiKey.";
    private const string Account = "See the account's status in WhatsApp Manager; Meta has restricted it.";

    public static IReadOnlyList<ReplyCode> All { get; } =
    [
        new(["4", "80007", "130429"], Verdict.Throttle),
        new(["131056"], Verdict.PairLimit),
        new(["2", "131000", "131016", "131057", "2494100"], Verdict.Retry),

        new(["0", "3", "10", "190", "200-299", "131005"], Verdict.Stop, Token),
        new(["368", "131031"], Verdict.Stop, Account),
        new(["130497"], Verdict.Stop, "The account may not send to this country; see Meta's country restrictions."),
        new(["131042"], Verdict.Stop, "Put the account's payment method right in Meta's billing settings."),

        new(["33"], Verdict.Reject, "The phone number id may be wrong, or its number deleted."),
        new(["131021"], Verdict.Reject, "Sender and recipient are the same number."),
        new(["131026"], Verdict.Reject, "The number may not be on WhatsApp, or its app is too old for this message."),
        new(["131030"], Verdict.Reject, "Add the recipient to the test number's list of recipients."),
        new(
            ["131047"],
            Verdict.Reject,
            "More than 24 hours have passed since the recipient wrote; only an approved template can open the conversation again."),
        new(["131050"], Verdict.Reject, "The recipient does not want marketing messages from this business."),
        new(
            ["1", "100", "130403", "130472", "131008-131009", "131048-131049", "131051-131053", "131064", "132000-132999"],
            Verdict.Reject),
    ];
}
