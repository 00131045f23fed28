using System.Globalization;

namespace InteractiveMessaging;

/// <summary>
/// How a payment goes that a message asked for. It says nothing of the message: a failed payment is not a failed message.
/// </summary>
public sealed record WaPayment : WaCallback
{
    /// <summary>
    /// How the payment stands, in WhatsApp's words: <c>pending</c>, <c>captured</c> (the money has come) or <c>failed</c>.
    /// </summary>
    public required string Status { get; init; }

    /// <summary>The id of the message that asked for it.</summary>
    public string? MessageId { get; init; }

    /// <summary>The business's own id of the order (<c>reference_id</c>).</summary>
    public string? OrderId { get; init; }

    /// <summary>The id of the last transaction.</summary>
    public string? TransactionId { get; init; }

    /// <summary>How that transaction ended: <c>pending</c>, <c>success</c> or <c>failed</c>.</summary>
    public string? TransactionStatus { get; init; }

    /// <summary>How much, in <see cref="Currency"/>.</summary>
    public decimal? Amount { get; init; }

    /// <summary>The currency's code (ISO 4217), such as <c>INR</c>.</summary>
    public string? Currency { get; init; }

    /// <summary>Why it failed: the code, as text.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; init; }

    /// <inheritdoc/>
    public override string Topic => "Payment";

    /// <inheritdoc/>
    public override string? Summary => string.Join(' ', new[]
    {
        Status, Amount?.ToString(CultureInfo.InvariantCulture), Currency, OrderId is null ? null : $"({OrderId})", Error,
    }.OfType<string>());

    /// <summary>Who pays, and how it stands.</summary>
    public override string ToString() => $"{Person}: {Summary}";
}
