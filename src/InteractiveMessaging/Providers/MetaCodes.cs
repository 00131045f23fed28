using System.Globalization;

namespace InteractiveMessaging;

/// <summary>Meta's error codes and what a sender makes of them. The code decides; the HTTP status beside it says little.</summary>
internal static class MetaCodes
{
    private const string Token = "Check the access token and its permissions, then connect again with Connect-WaProvider -ApiKey.";
    private const string Account = "See the account's status in WhatsApp Manager; Meta has restricted it.";

    private static readonly (int From, int To, Verdict Verdict, string? Recommendation)[] Table =
    [
        (4, 4, Verdict.Throttle, null),
        (80007, 80007, Verdict.Throttle, null),
        (130429, 130429, Verdict.Throttle, null),
        (131056, 131056, Verdict.PairLimit, null),

        (2, 2, Verdict.Retry, null),
        (131000, 131000, Verdict.Retry, null),
        (131016, 131016, Verdict.Retry, null),
        (131057, 131057, Verdict.Retry, null),
        (2494100, 2494100, Verdict.Retry, null),

        (0, 0, Verdict.Stop, Token),
        (3, 3, Verdict.Stop, Token),
        (10, 10, Verdict.Stop, Token),
        (190, 190, Verdict.Stop, Token),
        (200, 299, Verdict.Stop, Token),
        (131005, 131005, Verdict.Stop, Token),

        (368, 368, Verdict.Stop, Account),
        (130497, 130497, Verdict.Stop, "The account may not send to this country; see Meta's country restrictions."),
        (131031, 131031, Verdict.Stop, Account),
        (131042, 131042, Verdict.Stop, "Put the account's payment method right in Meta's billing settings."),

        (1, 1, Verdict.Reject, null),
        (33, 33, Verdict.Reject, "The phone number id may be wrong, or its number deleted."),
        (100, 100, Verdict.Reject, null),
        (130403, 130403, Verdict.Reject, null),
        (130472, 130472, Verdict.Reject, null),
        (131008, 131009, Verdict.Reject, null),
        (131021, 131021, Verdict.Reject, "Sender and recipient are the same number."),
        (131026, 131026, Verdict.Reject, "The number may not be on WhatsApp, or its app is too old for this message."),
        (131030, 131030, Verdict.Reject, "Add the recipient to the test number's list of recipients."),
        (131047, 131047, Verdict.Reject,
            "More than 24 hours have passed since the recipient wrote; only an approved template can open the conversation again."),
        (131048, 131049, Verdict.Reject, null),
        (131050, 131050, Verdict.Reject, "The recipient does not want marketing messages from this business."),
        (131051, 131053, Verdict.Reject, null),
        (131064, 131064, Verdict.Reject, null),
        (132000, 132999, Verdict.Reject, null),
    ];

    /// <summary>The row of a code, or null where the table has none.</summary>
    public static ReplyCode? Find(string code)
    {
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return null;
        }

        foreach ((int from, int to, Verdict verdict, string? recommendation) in Table)
        {
            if (number >= from && number <= to)
            {
                return new(code, verdict, recommendation);
            }
        }

        return null;
    }
}
