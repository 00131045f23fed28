using System.Text.Json;

namespace InteractiveMessaging;

/// <summary>Reads an element of <c>statuses</c>: how far a message has come, or how a payment goes.</summary>
internal static class MetaStatus
{
    /// <summary>The status; null where it is of another kind, or its name is not known.</summary>
    /// <param name="status">The element.</param>
    /// <param name="contacts">The people beside the list.</param>
    public static WaCallback? Read(JsonElement status, MetaContacts contacts)
    {
        bool inGroup = status.Scalar("recipient_type") == "group";
        string who = inGroup ? "recipient_participant" : "recipient";
        MetaPerson person = new(
            contacts, status.Scalar($"{who}_id"), status.Scalar($"{who}_user_id"), status.Scalar($"{who}_parent_user_id"));
        return (status.Scalar("type"), status.Scalar("status")) switch
        {
            ("payment", { } name) => person.Of(ReadPayment(status, name)),
            (null or "message", { } name) when Progress(name) is { } progress => person.Of(
                ReadProgress(status, progress) with { GroupId = inGroup ? status.Scalar("recipient_id") : null }),
            _ => null,
        };
    }

    /// <summary>How far a message has come that has this status; null where the name is not known.</summary>
    public static MessageProgress? Progress(string name) => name.ToUpperInvariant() switch
    {
        "SENT" => MessageProgress.Sent,
        "DELIVERED" => MessageProgress.Delivered,
        "READ" => MessageProgress.Read,
        "PLAYED" => MessageProgress.Played,
        "FAILED" or "NOT-SENT" => MessageProgress.Failed,
        _ => null,
    };

    /// <summary>How a payment goes.</summary>
    /// <param name="entry">What holds the object <c>payment</c>.</param>
    /// <param name="name">The name of the status.</param>
    public static WaPayment ReadPayment(JsonElement entry, string name)
    {
        JsonElement payment = entry.Child("payment");
        JsonElement transaction = payment.Child("transaction");
        (string? code, string? error) = CallbackValues.Error(entry);
        return new()
        {
            Status = name,
            MessageId = entry.Scalar("id"),
            OrderId = payment.Scalar("reference_id"),
            TransactionId = transaction.Scalar("id"),
            TransactionStatus = transaction.Scalar("status"),
            Amount = Amount(payment.Child("amount")) ?? Amount(transaction.Child("amount")),
            Currency = payment.Scalar("currency") ?? transaction.Scalar("currency"),
            ErrorCode = code ?? transaction.Scalar("error", "code"),
            Error = error ?? transaction.Scalar("error", "reason"),
        };
    }

    private static WaStatus ReadProgress(JsonElement status, MessageProgress progress)
    {
        JsonElement pricing = status.Child("pricing");
        (string? code, string? error) = CallbackValues.Error(status);
        return new()
        {
            Status = progress,
            MessageId = status.Scalar("id"),
            Reference = status.Scalar("biz_opaque_callback_data"),
            IsBillable = pricing.Flag("billable"),
            PricingModel = pricing.Scalar("pricing_model"),
            PricingType = pricing.Scalar("type"),
            PricingCategory = pricing.Scalar("category"),
            ErrorCode = code,
            Error = error,
        };
    }

    // An amount comes as a whole number of the smallest unit, and how many of those make one of the currency.
    private static decimal? Amount(JsonElement amount)
    {
        try
        {
            return CallbackValues.Decimal(amount.Scalar("value")) / CallbackValues.Decimal(amount.Scalar("offset"));
        }
        catch (Exception error) when (error is DivideByZeroException or OverflowException)
        {
            return null;
        }
    }
}
